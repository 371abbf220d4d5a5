/** A piece of a text with what stands around it. */
export interface ExcerptAround {
  readonly before: string;
  readonly surface: string;
  readonly after: string;
}

/** `lengths`: at most so many UTF-16 units on either side; no character is cut in two. */
export function excerptAround(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  lengths: { readonly before: number; readonly after: number },
): ExcerptAround {
  const from = wholeCharacters(text, Math.max(0, start - lengths.before));
  const to = wholeCharacters(text, Math.min(text.length, end + lengths.after));
  return { before: text.slice(from, start), surface: text.slice(start, end), after: text.slice(end, to) };
}

/** Moves an offset out of the middle of a surrogate pair. */
function wholeCharacters(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff ? offset + 1 : offset;
}
