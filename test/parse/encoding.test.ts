import { describe, expect, test } from 'vitest';
import { decodeBytes } from '../../src/parse/encoding.ts';

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

// 青海省关停比特币挖矿 in GB 2312 and 青海省 in Big5.
const GBK = [
  0xc7, 0xe0, 0xba, 0xa3, 0xca, 0xa1, 0xb9, 0xd8, 0xcd, 0xa3, 0xb1, 0xc8, 0xcc, 0xd8, 0xb1, 0xd2, 0xcd, 0xda, 0xbf,
  0xf3,
];
const BIG5 = [0xab, 0x43, 0xae, 0xfc, 0xac, 0xd9];

function decode(input: Uint8Array): { text: string; encoding: string; codes: readonly string[] } {
  const result = decodeBytes(input);
  if (result.kind === 'BINARY') throw new Error(result.problem.message);
  return { text: result.text, encoding: result.encoding, codes: result.problems.map(({ code }) => code) };
}

describe('decoding bytes', () => {
  test('a byte-order mark is no part of the text', () => {
    expect(decode(bytes([0xef, 0xbb, 0xbf], '青海'))).toEqual({ text: '青海', encoding: 'utf-8', codes: [] });
  });
  test('a mark inside the text is dropped too', () => {
    expect(decode(bytes('青\uFEFF海')).text).toBe('青海');
  });
  test('UTF-16 is read by its mark, in either order of bytes', () => {
    const little = Buffer.from('\uFEFF青海 a', 'utf16le');
    expect(decode(little)).toEqual({ text: '青海 a', encoding: 'utf-16le', codes: [] });
    expect(decode(Buffer.from(little).swap16())).toEqual({ text: '青海 a', encoding: 'utf-16be', codes: [] });
  });
  test('UTF-16 without a mark shows itself by where its NULs stand', () => {
    expect(decode(Buffer.from('title: a\ndate: 2021-01-01\n', 'utf16le')).encoding).toBe('utf-16le');
  });
  test('GB 2312 text is read as GB18030', () => {
    expect(decode(bytes('title: ', GBK, '\n'))).toEqual({
      text: 'title: 青海省关停比特币挖矿\n',
      encoding: 'gb18030',
      codes: [],
    });
  });
  test('Big5 text is told from GBK', () => {
    expect(decode(bytes(BIG5, ' ', BIG5))).toEqual({ text: '青海省 青海省', encoding: 'big5', codes: [] });
  });
  test('UTF-8 cut off inside a character stays UTF-8 and says so', () => {
    const cut = bytes('青海省关停比特币挖矿\n第二行青').subarray(0, -1);
    expect(decode(cut)).toEqual({
      text: '青海省关停比特币挖矿\n第二行\uFFFD',
      encoding: 'utf-8',
      codes: ['ENCODING_REPLACED'],
    });
  });
  test('the warning names the line of the first bad byte', () => {
    const result = decodeBytes(bytes('青海省关停比特币挖矿\n', [0xff], 'x'));
    expect(result.kind === 'DECODED' && result.problems[0]?.line).toBe(2);
  });
  test('one stray Latin-1 byte does not make an English text Chinese', () => {
    const result = decode(bytes('a caf', [0xe9], ' in a long enough English sentence'));
    expect(result).toMatchObject({ encoding: 'utf-8', codes: ['ENCODING_REPLACED'] });
  });
  test('NUL and control characters go, line ends become LF', () => {
    expect(decode(bytes('a\0b\x07c\r\nd\re')).text).toBe('abc\nd\ne');
  });
  test('a picture under a text file’s name is refused with what it is', () => {
    const result = decodeBytes(bytes([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a], 'x'));
    expect(result).toMatchObject({
      kind: 'BINARY',
      problem: { code: 'BINARY_FILE', severity: 'ERROR', message: expect.stringContaining('PNG') },
    });
  });
  test('bytes without any meaning are refused', () => {
    const noise = Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919 + (i >> 3) * 104_729) % 256);
    expect(decodeBytes(noise).kind).toBe('BINARY');
  });
});
