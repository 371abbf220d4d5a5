import { isDense } from './search-form.ts';

/** What the index can tell of a term: a text that has it has all of these. */
export interface TermGrams {
  /** Grams that must be there, each as it is or, with `isPrefix`, at the beginning of a longer one. */
  readonly grams: readonly { readonly gram: string; readonly isPrefix: boolean }[];
  /** True when a text that has them has the term, too; false when only the text itself can tell. */
  readonly isExact: boolean;
}

/**
 * The grams under which a text is indexed: at each character of a run the piece of the run that begins there, two
 * characters long in scripts without spaces and three in others, shorter at the run's end. So that a term of any
 * length within a run is a gram, the beginning of one, or a chain of them.
 *
 * `forms`: search forms (search-form.ts). Each gram once; none holds a space.
 */
export function gramsOf(forms: readonly string[]): Set<string> {
  const grams = new Set<string>();
  for (const form of forms)
    for (let from = 0; from < form.length; ) {
      const end = endOfRun(form, from);
      const size = sizeIn(form, from);
      for (let at = from; at < end; at = next(form, at))
        grams.add(form.slice(at, Math.min(end, ahead(form, at, size))));
      from = end + 1;
    }
  return grams;
}

/** `term`: a search form, not empty. */
export function gramsOfTerm(term: string): TermGrams {
  const grams = new Map<string, boolean>();
  let isExact = !term.includes(' ');
  for (let from = 0; from < term.length; ) {
    const end = endOfRun(term, from);
    const size = sizeIn(term, from);
    if (ahead(term, from, size) < end) isExact = false;
    for (let at = from; at < end; at = next(term, at)) {
      const to = ahead(term, at, size);
      const isWhole = to <= end && lengthOf(term, at, to) === size;
      // A shorter piece says something new only when the run has no longer one.
      if (isWhole) grams.set(term.slice(at, to), false);
      else if (at === from) grams.set(term.slice(at, end), true);
    }
    from = end + 1;
  }
  return {
    grams: spread(
      [...grams].map(([gram, isPrefix]) => ({ gram, isPrefix })),
      MAX_GRAMS,
    ),
    isExact,
  };
}

/** More do not narrow the candidates further. */
const MAX_GRAMS = 24;

const DENSE_SIZE = 2;
const SPACED_SIZE = 3;

const sizeIn = (form: string, at: number): number => (isDense(form, at) ? DENSE_SIZE : SPACED_SIZE);

function endOfRun(form: string, from: number): number {
  const space = form.indexOf(' ', from);
  return space < 0 ? form.length : space;
}

/** Offset of the next character: a pair of surrogates is one. */
function next(form: string, at: number): number {
  const code = form.charCodeAt(at);
  return at + (code >= 0xd800 && code <= 0xdbff && at + 1 < form.length ? 2 : 1);
}

function ahead(form: string, at: number, characters: number): number {
  let to = at;
  for (let n = 0; n < characters; n++) to = to < form.length ? next(form, to) : to + 1;
  return to;
}

function lengthOf(form: string, from: number, to: number): number {
  let length = 0;
  for (let at = from; at < to; at = next(form, at)) length++;
  return length;
}

/** At most `most` items, evenly from the first to the last. */
function spread<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  return Array.from({ length: most }, (_, n) => items[Math.round((n * (items.length - 1)) / (most - 1))] as T);
}
