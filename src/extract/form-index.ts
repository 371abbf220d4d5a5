import { createMatcher } from './match.ts';

/** Finds the few forms of one article; a {@link Matcher} of the gazetteer's size is dear to build. */
export interface FormIndex {
  /** Exclusive end and id of the longest form that begins at `start` (shorter ones may follow); empty where none does. */
  at(folded: string, start: number): readonly number[];
}

/** Beyond this many forms looking through all that begin alike costs more than a matcher. */
const MAX_FORMS = 256;

/** `forms` are matched as given, so fold them like the text; an id is a form's index, and of equal forms the first wins. */
export function createFormIndex(forms: readonly string[]): FormIndex {
  if (forms.length > MAX_FORMS) return createMatcher(forms);
  const byFirst = new Map<number, number[]>();
  forms.forEach((form, id) => {
    if (form === '') return;
    const same = byFirst.get(form.charCodeAt(0));
    if (same === undefined) byFirst.set(form.charCodeAt(0), [id]);
    else same.push(id);
  });
  for (const ids of byFirst.values())
    ids.sort((a, b) => (forms[b] as string).length - (forms[a] as string).length || a - b);
  return {
    at(folded, start) {
      const ids = byFirst.get(folded.charCodeAt(start));
      if (ids === undefined) return NOTHING;
      for (const id of ids) {
        const form = forms[id] as string;
        if (folded.startsWith(form, start)) return [start + form.length, id];
      }
      return NOTHING;
    },
  };
}

const NOTHING: readonly number[] = Object.freeze([]);
