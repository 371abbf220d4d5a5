/** Kinds of character, as features tell them apart. */
export const KIND = {
  HAN: 0,
  DIGIT: 1,
  LATIN: 2,
  SPACE: 3,
  DOT: 4,
  OPEN: 5,
  CLOSE: 6,
  STOP: 7,
  PAUSE: 8,
  OTHER: 9,
} as const;

const normalised = new Uint16Array(0x10000);
const kinds = new Uint8Array(0x10000).fill(0xff);

/** Full width as half width, capitals as small letters, every digit as 0, every space as one. */
export function normaliseCode(code: number): number {
  if (kinds[code] === 0xff) classify(code);
  return normalised[code] as number;
}

/** One of {@link KIND}. */
export function kindOf(code: number): number {
  if (kinds[code] === 0xff) classify(code);
  return kinds[code] as number;
}

function classify(code: number): void {
  const plain = String.fromCharCode(code).normalize('NFKC').toLowerCase();
  const one = plain.length === 1 ? plain : String.fromCharCode(code);
  const kind = kindOfCharacter(one);
  kinds[code] = kind;
  normalised[code] =
    kind === KIND.DIGIT ? 0x30 : kind === KIND.SPACE ? 0x20 : kind === KIND.DOT ? 0xb7 : one.charCodeAt(0);
}

function kindOfCharacter(character: string): number {
  if (/\p{Script=Han}/u.test(character)) return KIND.HAN;
  if (/\p{Nd}/u.test(character)) return KIND.DIGIT;
  if (/\p{L}/u.test(character)) return KIND.LATIN;
  if (/\s/u.test(character)) return KIND.SPACE;
  if ('·‧・•'.includes(character)) return KIND.DOT;
  if ('《“‘"「『〈(【['.includes(character)) return KIND.OPEN;
  if ('》”’"」』〉)】]'.includes(character)) return KIND.CLOSE;
  if ('。!?;…'.includes(character)) return KIND.STOP;
  if ('、,:'.includes(character)) return KIND.PAUSE;
  return KIND.OTHER;
}
