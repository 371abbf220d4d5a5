import type { TaggedType, TypedSpan } from '../../src/extract/tagger/label.ts';
import type { Random } from '../../src/extract/tagger/random.ts';
import type { NameMaker } from './names.ts';

export interface Annotated {
  readonly text: string;
  readonly spans: readonly TypedSpan[];
}

/** Makes sentences from the patterns of `sentences.txt` with the phrases of `phrases.txt`. */
export function createSentenceMaker(
  { sentences, phrases }: { readonly sentences: string; readonly phrases: string },
  maker: NameMaker,
  random: Random,
): () => Annotated {
  const patterns = sentences.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const lists = new Map(
    phrases
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const [name = '', choices = ''] = line.split('\t');
        return [name, choices.split('|')] as const;
      }),
  );
  const names: Readonly<Record<string, readonly [TaggedType, () => string]>> = {
    P: ['PERSON', maker.chinesePerson],
    F: ['PERSON', maker.foreignPerson],
    L: ['PLACE', maker.place],
    W: ['PLACE', maker.country],
    C: ['ORGANIZATION', maker.company],
    B: ['ORGANIZATION', maker.brand],
    G: ['ORGANIZATION', maker.agency],
    K: ['ORGANIZATION', maker.knownBody],
    S: ['ORGANIZATION', maker.school],
    M: ['ORGANIZATION', maker.medium],
    T: ['ORGANIZATION', maker.team],
    H: ['ORGANIZATION', maker.institute],
    A: ['ORGANIZATION', maker.branch],
    D: ['ORGANIZATION', maker.department],
    Y: ['ORGANIZATION', maker.localBody],
    X: ['ORGANIZATION', maker.countryBody],
    Z: ['ORGANIZATION', maker.unit],
    E: ['PERSON', maker.latinPerson],
  };
  return () => {
    const plain = chooseAlternatives(random.pick(patterns), random);
    let text = '';
    const spans: TypedSpan[] = [];
    for (const part of plain.split(/(\{[A-Za-z]+\})/)) {
      const slot = /^\{([A-Za-z]+)\}$/.exec(part)?.[1];
      const name = slot === undefined ? undefined : names[slot];
      if (slot === undefined) text += part;
      else if (slot === 'common' || (name !== undefined && random.next() < UNNAMED)) text += maker.commonWord();
      else if (name === undefined) text += random.pick(lists.get(slot) ?? missing(slot));
      else {
        const [type, make] = name;
        const start = text.length;
        text += make();
        spans.push({ start, end: text.length, type });
      }
    }
    return { text, spans };
  };
}

/** Share of the names that give way to a common word, so that where a name may stand does not make one. */
const UNNAMED = 0.08;

/** `[a|b]` becomes one of them; the innermost first. */
function chooseAlternatives(pattern: string, random: Random): string {
  let text = pattern;
  for (;;) {
    const next = text.replace(/\[([^[\]]*)\]/, (_, choices: string) => random.pick(choices.split('|')));
    if (next === text) return text;
    text = next;
  }
}

function missing(slot: string): never {
  throw new Error(`No phrases for {${slot}}.`);
}
