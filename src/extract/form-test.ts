import { foldCharacters } from '../model/fold.ts';
import { createMatcher, type Matcher } from './match.ts';

/**
 * Whether any of these forms stands anywhere in a text, borders and context left aside: a text that has none of them
 * cannot be read otherwise when only they change. Each is looked for as the rules match it, and as names are compared
 * (NFKC, lower case).
 */
export function createFormTest(forms: readonly string[]): (text: string) => boolean {
  if (forms.length === 0) return () => false;
  const exact = createMatcher(forms.map(foldCharacters));
  const loose = createMatcher(forms.map(foldLoosely));
  return (text) => occurs(exact, foldCharacters(text)) || occurs(loose, foldLoosely(text));
}

const foldLoosely = (text: string): string => foldCharacters(text.normalize('NFKC').toLowerCase());

function occurs(matcher: Matcher, folded: string): boolean {
  for (let start = 0; start < folded.length; start++) if (matcher.at(folded, start).length > 0) return true;
  return false;
}
