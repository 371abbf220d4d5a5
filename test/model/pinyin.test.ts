import { expect, test } from 'vitest';
import { readPinyin, toPinyinPrefix } from '../../src/model/pinyin.ts';

const place = (form: string) => ({ form, isPerson: false });

test.each([
  ['青海省', 'qinghaisheng', 'qhs'],
  ['重慶', 'chongqing', 'cq'],
  ['重庆市', 'chongqingshi', 'cqs'],
  ['乐山', 'leshan', 'ls'],
  ['吕梁', 'lvliang', 'll'],
  ['ACME公司', 'acmegongsi', 'ags'],
  ['第5局', 'di5ju', 'd5j'],
])('%s is read %s and %s', async (form, full, initials) => {
  expect(await readPinyin([place(form)])).toEqual([{ full, initials }]);
});

test('a surname is read as one, and only in a person’s name', async () => {
  const names = [{ form: '单田芳', isPerson: true }, place('单晶硅'), { form: '曾国藩', isPerson: true }];
  expect((await readPinyin(names)).map((reading) => reading?.full)).toEqual([
    'shantianfang',
    'danjinggui',
    'zengguofan',
  ]);
});

test('names without Chinese characters, and those too long to type, have none', async () => {
  expect(await readPinyin([place('Beijing'), place('青'.repeat(41)), place('')])).toEqual([null, null, null]);
});

test.each([
  ['Qīng hǎi', 'qinghai'],
  ["xi'an", 'xian'],
  ['LÜLIANG', 'lvliang'],
  ['qh', 'qh'],
  ['青h', null],
  ['', null],
  ['%', null],
])('%s is compared as %s', (typed, prefix) => expect(toPinyinPrefix(typed)).toBe(prefix));
