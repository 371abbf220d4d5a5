import { type TracedForm, traceSearchForm } from './search-form.ts';

/** A piece of a text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a text says what was sought: every occurrence of every form, in order, those that overlap as one; at most
 * `most`, from the start. Each span begins and ends with a whole character, and its own form holds a form sought.
 */
export function findHighlights(text: string, forms: readonly string[], most: number): Span[] {
  if (most <= 0) return [];
  const traced = traceSearchForm(text);
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of occurrencesIn(traced, forms)) {
    const last = merged.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else if (merged.length === most) break;
    else merged.push({ start, end });
  }
  return merged;
}

/** In order of their beginning. Searched for as they are wanted: a long text may have very many. */
function* occurrencesIn({ form, starts, ends }: TracedForm, sought: readonly string[]): Generator<Span> {
  const next = sought.map((piece) => form.indexOf(piece));
  for (;;) {
    let first = -1;
    for (let i = 0; i < next.length; i++)
      if ((next[i] as number) >= 0 && (first < 0 || (next[i] as number) < (next[first] as number))) first = i;
    if (first < 0) return;
    const at = next[first] as number;
    const piece = sought[first] as string;
    yield { start: starts[at] as number, end: ends[at + piece.length - 1] as number };
    next[first] = form.indexOf(piece, at + 1);
  }
}
