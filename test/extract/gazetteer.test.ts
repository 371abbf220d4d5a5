import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GAZETTEER_FILES, type GazetteerFiles, parseGazetteer } from '../../src/extract/gazetteer.ts';
import { gazetteer, gazetteerDirectory, key } from './scene.ts';

const readFiles = async (): Promise<GazetteerFiles> =>
  Object.fromEntries(
    await Promise.all(
      GAZETTEER_FILES.map(async (file) => [file, await readFile(join(gazetteerDirectory, file), 'utf8')]),
    ),
  ) as GazetteerFiles;

test('there are 34 provinces, each with a short name and one ISO 3166-2 code of its own', () => {
  const provinces = gazetteer.entries.filter(({ level }) => level === 'PROVINCE');
  expect(provinces).toHaveLength(34);
  expect(new Set(provinces.map(({ isoCodes }) => isoCodes[0])).size).toBe(34);
  for (const { aliases, parentKey, isoCodes } of provinces) {
    expect(aliases.some(({ kind }) => kind === 'SHORT')).toBe(true);
    expect(isoCodes[0]).toMatch(/^CN-[A-Z]{2}$/);
    expect(parentKey).toBe('country:CN');
  }
});

test('Hong Kong, Macau and Taiwan are there once each, under division codes with all their ISO codes', () => {
  for (const [name, code, isoCodes] of [
    ['香港', 'cn:810000', ['CN-HK', 'HK']],
    ['澳门', 'cn:820000', ['CN-MO', 'MO']],
    ['台湾', 'cn:710000', ['CN-TW', 'TW']],
  ] as const) {
    expect(gazetteer.named(name).map((entry) => entry.key)).toEqual([code]);
    expect(gazetteer.lookup(key(code))?.isoCodes).toEqual(isoCodes);
    expect(gazetteer.named(isoCodes[1]).map((entry) => entry.key)).toEqual([code]);
  }
});

test('no key is given twice and every parent exists', () => {
  expect(gazetteer.entries.length).toBeGreaterThan(3600);
  expect(new Set(gazetteer.entries.map((entry) => entry.key)).size).toBe(gazetteer.entries.length);
  for (const { parentKey } of gazetteer.entries)
    if (parentKey !== null) expect(gazetteer.lookup(parentKey)).toBeDefined();
});

test('rows that only group divisions are left out', () => {
  for (const code of ['419000', '429000', '469000', '500200', '659000', '110100', '310100'])
    expect(gazetteer.lookup(key(`cn:${code}`))).toBeUndefined();
  expect(gazetteer.lookup(key('cn:110105'))?.parentKey).toBe('cn:110000');
  expect(gazetteer.lookup(key('cn:469001'))?.parentKey).toBe('cn:460000');
});

test('a name is found however it is written', () => {
  for (const form of ['青海', '青海省', '青海省 ', 'Qinghai', 'QINGHAI', '630000', 'cn-qh', '青']) {
    expect(gazetteer.named(form).map((entry) => entry.key)).toEqual(['cn:630000']);
  }
  expect(gazetteer.named('內蒙古').map((entry) => entry.key)).toEqual(['cn:150000']);
  expect(gazetteer.named('昌吉州').map((entry) => entry.key)).toEqual(['cn:652300']);
  expect(gazetteer.named('襄樊市').map((entry) => entry.key)).toEqual(['cn:420600']);
  expect(gazetteer.named('哪里都没有')).toEqual([]);
});

test('of several places with one name the highest comes first', () => {
  expect(gazetteer.named('吉林').map((entry) => entry.key)).toEqual(['cn:220000', 'cn:220200']);
});

test('ancestors come nearest first', () => {
  expect(gazetteer.ancestors(key('cn:652301'))).toEqual(['cn:652300', 'cn:650000', 'country:CN']);
  expect(gazetteer.ancestors(key('cn:000000'))).toEqual([]);
});

test('a changed table is another version, the same tables are the same', async () => {
  const files = await readFiles();
  expect(parseGazetteer(files).version).toBe(gazetteer.version);
  expect(gazetteer.version).toMatch(/^\d{4}-\d{2}-\d{2}-[0-9a-f]{12}$/);
  expect(parseGazetteer({ ...files, 'blockers.tsv': `${files['blockers.tsv']}某某\n` }).version).not.toBe(
    gazetteer.version,
  );
});

test('a row with an unknown parent is refused by name', async () => {
  const files = await readFiles();
  const divisions = `${files['divisions.tsv']}cn:999901\tCOUNTY\t某县\tcn:999900\t\t\n`;
  expect(() => parseGazetteer({ ...files, 'divisions.tsv': divisions })).toThrow('cn:999901');
});

test('the tables together stay under a megabyte', async () => {
  const sizeBytes = Object.values(await readFiles()).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  expect(sizeBytes).toBeGreaterThan(100_000);
  expect(sizeBytes).toBeLessThan(1_000_000);
});
