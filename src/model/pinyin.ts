import { foldName } from './fold.ts';

/** How a name is typed with Latin letters: `qinghaisheng` and `qhs`; `v` stands for ü, as on keyboards. */
export interface Pinyin {
  readonly full: string;
  readonly initials: string;
}

/** What there is to read: a name, and whether a person bears it (单 is Shan as a surname and dan elsewhere). */
export interface NameToRead {
  readonly form: string;
  readonly isPerson: boolean;
}

/**
 * The pinyin of names, the likeliest reading of each; null of those without a Chinese character, and of those too
 * long to be typed. The dictionary is loaded on first use, and readings are kept: the same names come again.
 */
export async function readPinyin(names: readonly NameToRead[]): Promise<(Pinyin | null)[]> {
  const readable = names.some(({ form }) => HAN.test(form));
  const read = readable ? (await import('pinyin-pro')).pinyin : null;
  return names.map(({ form, isPerson }) => {
    const name = foldName(form);
    if (read === null || !HAN.test(name) || name.length > MAX_LENGTH) return null;
    const kept = `${isPerson} ${name}`;
    const known = readings.get(kept);
    if (known) return known;
    const syllables = read(name, {
      toneType: 'none',
      type: 'array',
      v: true,
      nonZh: 'consecutive',
      surname: isPerson ? 'head' : 'off',
    }).map(keepLetters);
    const reading = { full: syllables.join(''), initials: syllables.map(initialOf).join('') };
    if (readings.size >= MAX_KEPT) readings.clear();
    readings.set(kept, reading);
    return reading;
  });
}

const HAN = /\p{Script=Han}/u;
const MAX_LENGTH = 40;
const MAX_KEPT = 20_000;
const readings = new Map<string, Pinyin>();

const keepLetters = (syllable: string): string => syllable.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Numbers and Latin words within a name are typed whole. */
const initialOf = (syllable: string): string => (/^[a-z]+$/.test(syllable) ? syllable.slice(0, 1) : syllable);

/** What someone typed, as it is compared to pinyin: `Qīng hǎi`, `qing'hai` and `QINGHAI` are one; null when it is none. */
export function toPinyinPrefix(typed: string): string | null {
  const letters = typed
    .toLowerCase()
    .normalize('NFD')
    .replace(/u[\u0300\u0301\u0304\u030c]?\u0308/g, 'v')
    .replace(/[\p{Mn}\s'’·-]/gu, '');
  return /^[a-z0-9]+$/.test(letters) ? letters : null;
}
