import { capitalRuns, type LatinWord } from './capital-run.ts';
import { isBodyHead } from './english-body.ts';
import type { FieldText } from './field-text.ts';
import { GIVEN_NAMES } from './given-name.ts';
import type { Span } from './span-map.ts';

/**
 * People in Latin letters: a given name from the list, perhaps initials and particles (de la), and one or two further
 * words with capitals; or a title (Dr., Senator) and up to three. A name that an organisation's head follows is the
 * organisation's (John Jay College).
 */
export function findEnglishNames({ text }: Pick<FieldText, 'text'>): readonly Span[] {
  const spans: Span[] = [];
  for (const words of capitalRuns(text)) {
    for (let i = 0; i < words.length; i++) {
      const end = nameEnd(words, i);
      if (end === undefined) continue;
      const first = words[TITLE.test((words[i] as LatinWord).text) ? i + 1 : i] as LatinWord;
      spans.push({ start: first.start, end: withoutPossessive(words[end - 1] as LatinWord) });
      i = end - 1;
    }
  }
  return spans;
}

const TITLE =
  /^(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Sgt|Capt|Col)\.$|^(?:Mr|Mrs|Ms|Dr|Senator|Congressman|Congresswoman|Governor|Professor)$/;
const PARTICLE = /^(?:de|la|del|della|der|den|van|von|di|da|du|dos|al|bin|ibn|le)$/;
/** San Francisco, Fort Wayne. */
const BEFORE_PLACE = /^(?:San|Santa|Saint|St\.|Fort|Mount|Lake|Port|Cape)$/;
/** What is named after a person. */
const PLACE_HEAD =
  /^(?:Stadium|Park|Airport|School|House|Building|Hall|Bay|Area|Island|River|County|City|Beach|Bridge|Theater|Theatre|Library|Highway|Memorial|Law|Effect|Method)[.,]?$/;
const MAX_SURNAMES = 2;

/** Where a name that begins at `from` ends, as an index of words; undefined where none begins. */
function nameEnd(words: readonly LatinWord[], from: number): number | undefined {
  const first = words[from] as LatinWord;
  const isTitled = TITLE.test(first.text);
  if (!isTitled && (!GIVEN_NAMES.has(first.text) || BEFORE_PLACE.test(words[from - 1]?.text ?? ''))) return undefined;
  let at = from + 1;
  let surnames = 0;
  for (; at < words.length && surnames < (isTitled ? MAX_SURNAMES + 1 : MAX_SURNAMES); at++) {
    const { text, isCapital } = words[at] as LatinWord;
    if (PARTICLE.test(text) && words[at + 1] !== undefined) continue;
    if (!isCapital || NOT_A_SURNAME.has(text.replace(/['’]s$/, ''))) break;
    if (isBodyHead(text) || PLACE_HEAD.test(text)) return undefined;
    if (!/^\p{Lu}\.$/u.test(text)) surnames++;
    if (/[.]$/.test(text) && text.length > 2) return at + 1;
    if (/['’]s$/.test(text)) return at + 1;
  }
  while (PARTICLE.test(words[at - 1]?.text ?? '')) at--;
  if (surnames === 0) return undefined;
  const next = words[at]?.text ?? '';
  return isBodyHead(next) || PLACE_HEAD.test(next) ? undefined : at;
}

/** Without the 's of a possessive, and without the full stop that ends a sentence. */
const withoutPossessive = ({ text, end }: LatinWord): number => end - (/(?:['’]s\.?|\.)$/.exec(text)?.[0].length ?? 0);

/** Words of headlines, months and days, which no name goes on with. */
const NOT_A_SURNAME = new Set(
  'Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December The And Of For From With About How What Why When At In On By To Is Was Are Has Says Said Street Avenue Road Award Prize Act Day Week Month Year Blog Podcast Project Program Initiative Team Conference Summit Report Story Stories Data Digital Federal Government Web Website'.split(
    ' ',
  ),
);
