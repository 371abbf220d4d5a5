/** A feed as its format had it, with the differences between formats taken away. */
export interface WrittenFeed {
  /** What it says of all its items, as written. */
  readonly language: string | null;
  readonly items: readonly WrittenItem[];
}

/** An item: scalars as written, null or empty where there is nothing. */
export interface WrittenItem {
  /** Plain text. */
  readonly title: string | null;
  /** Absolute address. */
  readonly link: string | null;
  readonly guid: string | null;
  readonly published: string | null;
  readonly updated: string | null;
  readonly authors: readonly string[];
  readonly contributors: readonly string[];
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  /** Those named beside the body, the most telling first. */
  readonly images: readonly ItemImage[];
  /** Its own, where it differs from the feed's. */
  readonly language: string | null;
  /** HTML. */
  readonly body: string;
  /** The `xml:base` that holds for the body, absolute; null when there is none. */
  readonly base: string | null;
}

export interface ItemImage {
  /** As written. */
  readonly url: string;
  readonly caption?: string;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
}

/** The first text that holds more than white space. */
export const firstText = (...texts: readonly (string | null | undefined)[]): string | null =>
  texts.find((text) => typeof text === 'string' && text.trim() !== '') ?? null;

/** Without what is missing or blank, each once, in order. */
export const textsOf = (texts: readonly (string | null | undefined)[] | undefined): readonly string[] => [
  ...new Set((texts ?? []).flatMap((text) => (text == null || text.trim() === '' ? [] : [text.trim()]))),
];
