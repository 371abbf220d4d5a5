import { Converter } from 'opencc-js/t2cn';

/**
 * The form under which names are compared: NFKC, lower case, traditional characters as simplified,
 * inner space collapsed. Two names that fold alike are the same name.
 */
export function foldName(name: string): string {
  return foldCharacters(name.normalize('NFKC').toLowerCase()).replace(/\s+/g, ' ').trim();
}

/**
 * Traditional to simplified, character by character and only where the result has the same length, so
 * that every offset into the folded text is an offset into the original.
 */
export function foldCharacters(text: string): string {
  let folded = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < FIRST_HAN || code > LAST_HAN) continue;
    const to = simplifiedCode(code);
    if (to === code) continue;
    folded += text.slice(from, i) + String.fromCharCode(to);
    from = i + 1;
  }
  return from === 0 ? text : folded + text.slice(from);
}

// Every character with a common simplified form lies in the first two Han blocks of the BMP.
const FIRST_HAN = 0x3400;
const LAST_HAN = 0x9fff;
const UNKNOWN = 0;

const convert = Converter({ from: 't', to: 'cn' });
const simplifiedCodes = new Uint16Array(LAST_HAN - FIRST_HAN + 1);

function simplifiedCode(code: number): number {
  const known = simplifiedCodes[code - FIRST_HAN] as number;
  if (known !== UNKNOWN) return known;
  const converted = convert(String.fromCharCode(code));
  const to = converted.length === 1 ? converted.charCodeAt(0) : code;
  simplifiedCodes[code - FIRST_HAN] = to;
  return to;
}
