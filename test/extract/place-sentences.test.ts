import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { entityGraphOf, rollUp } from '../../src/extract/roll-up.ts';
import type { EntityKey } from '../../src/model/entity.ts';
import { gazetteer, read } from './scene.ts';

/**
 * Sentences of our own with the places a reader finds in them, in order, and the provinces they speak of: everyday
 * words, word borders, people, roads and dishes, one-character names, chains and equals, former names, the world,
 * villages, English and traditional characters. Columns: sentence, places (`surface=key`), provinces; lists by `|`.
 */
const file = fileURLToPath(new URL('place-sentences.tsv', import.meta.url));
const sentences = (await readFile(file, 'utf8'))
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .slice(1)
  .map((line) => {
    const [sentence = '', places = '', provinces = ''] = line.split('\t');
    const list = (cell: string): string[] => (cell === '' ? [] : cell.split('|'));
    return { sentence, places: list(places), provinces: list(provinces) };
  });

/** Outermost places as `surface=key`; a name left undecided has no key. */
function placesFound(sentence: string): string[] {
  return read(sentence)
    .mentions.filter(({ type, nested }) => type === 'PLACE' && !nested)
    .map(({ surface, target }) => `${surface}=${target.kind === 'LINKED' ? target.key : '?'}`);
}

function provincesFound(sentence: string): string[] {
  const { mentions, entities } = read(sentence);
  return rollUp(mentions, { titleLength: 0, textLength: sentence.length }, entityGraphOf(entities, gazetteer))
    .map(({ key }) => key)
    .filter((key) => gazetteer.lookup(key)?.level === 'PROVINCE');
}

/** Right, spurious and missed, over all sentences. */
function score(wanted: 'places' | 'provinces', find: (sentence: string) => string[]): Score {
  const total = { right: 0, spurious: 0, missed: 0 };
  for (const one of sentences) {
    const left = find(one.sentence);
    for (const want of one[wanted]) {
      const at = left.indexOf(want);
      if (at < 0) total.missed++;
      else {
        total.right++;
        left.splice(at, 1);
      }
    }
    total.spurious += left.length;
  }
  const { right, spurious, missed } = total;
  return { ...total, precision: right / (right + spurious), recall: right / (right + missed) };
}

interface Score {
  readonly right: number;
  readonly spurious: number;
  readonly missed: number;
  readonly precision: number;
  readonly recall: number;
}

const print = (name: string, { precision, recall, right, spurious, missed }: Score): void => {
  const percent = (share: number): string => (share * 100).toFixed(1);
  process.stdout.write(
    `${name}: precision ${percent(precision)}, recall ${percent(recall)} (${right} right, ${spurious} spurious, ${missed} missed)\n`,
  );
};

test('there are at least three hundred sentences, each once, and every key of a known place exists', () => {
  expect(sentences.length).toBeGreaterThanOrEqual(300);
  expect(new Set(sentences.map(({ sentence }) => sentence)).size).toBe(sentences.length);
  for (const { sentence, places, provinces } of sentences) {
    let at = 0;
    for (const place of places) {
      const cut = place.lastIndexOf('=');
      const [surface, key] = [place.slice(0, cut), place.slice(cut + 1) as EntityKey];
      at = sentence.indexOf(surface, at);
      expect(at, place).toBeGreaterThanOrEqual(0);
      at += surface.length;
      if (!key.startsWith('place:')) expect(gazetteer.lookup(key), place).toBeDefined();
    }
    for (const key of provinces) expect(gazetteer.lookup(key as EntityKey)?.level).toBe('PROVINCE');
  }
});

test('places are found with their exact span and key', () => {
  const places = score('places', placesFound);
  print('places', places);
  expect(places.precision).toBeGreaterThanOrEqual(0.98);
  expect(places.recall).toBeGreaterThanOrEqual(0.98);
});

test('the provinces of a sentence are those it speaks of', () => {
  const provinces = score('provinces', provincesFound);
  print('provinces', provinces);
  expect(provinces.precision).toBeGreaterThanOrEqual(0.98);
  expect(provinces.recall).toBeGreaterThanOrEqual(0.98);
});
