import { expect, test } from 'vitest';
import { entityGraphOf, rollUp } from '../../src/extract/roll-up.ts';
import type { EntityRollUp } from '../../src/model/roll-up.ts';
import { gazetteer, read } from './scene.ts';

function rollUpOf(text: string, title = ''): Map<string, EntityRollUp> {
  const { mentions, entities } = read(text, { title });
  const length = { titleLength: title.length, textLength: text.length };
  const rows = rollUp(mentions, length, entityGraphOf(entities, gazetteer));
  return new Map(rows.map((row) => [row.key, row]));
}

test('an article counts for the places that contain what it mentions', () => {
  const rows = rollUpOf('昌吉回族自治州下雨。');
  expect([...rows.keys()]).toEqual(['cn:650000', 'cn:652300', 'country:CN']);
  expect(rows.get('cn:650000')).toMatchObject({ directCount: 0, totalCount: 1, via: ['DESCENDANT'] });
});

test('what is nested in another that counts for the same entity is counted once', () => {
  const rows = rollUpOf('新疆昌吉回族自治州发改委回应。');
  expect(rows.get('cn:650000')).toMatchObject({
    directCount: 1,
    totalCount: 1,
    via: ['NESTED', 'DESCENDANT', 'JURISDICTION'],
  });
  expect(rows.get('cn:652300')).toMatchObject({ directCount: 1, totalCount: 1, via: ['NESTED', 'JURISDICTION'] });
});

test('a place that stands alone and in a name counts twice', () => {
  expect(rollUpOf('新疆下雨，新疆发改委回应。').get('cn:650000')).toMatchObject({
    directCount: 2,
    totalCount: 2,
    via: ['DIRECT', 'NESTED', 'JURISDICTION'],
  });
});

test('a branch counts for its parent organisation and for its place', () => {
  const rows = rollUpOf('国家能源局四川监管办公室开会。');
  expect(rows.get('org:country:CN/国家能源局')).toMatchObject({ directCount: 0, totalCount: 1, via: ['DESCENDANT'] });
  expect(rows.get('cn:510000')).toMatchObject({ totalCount: 1, via: ['NESTED', 'JURISDICTION'] });
});

test('an undecided name counts for none of its candidates, but for what all of them lie in', () => {
  const rows = rollUpOf('江苏省很大。江苏的鼓楼区也大。');
  expect([...rows.keys()]).toEqual(['cn:320000', 'country:CN']);
  expect(rows.get('cn:320000')).toMatchObject({ directCount: 2, totalCount: 3, via: ['DIRECT', 'DESCENDANT'] });
});

test('the first mention is in the title when there is one', () => {
  const rows = rollUpOf('四川下雨，青海也下雨。', '说说青海');
  expect(rows.get('cn:630000')).toMatchObject({ firstField: 'TITLE', firstStart: 2, titleCount: 1, totalCount: 2 });
  expect(rows.get('cn:510000')).toMatchObject({ firstField: 'BODY', firstStart: 0, titleCount: 0 });
});

test('salience is from 0 to 1, more in the title than in the body and more by itself than in a name', () => {
  const inTitle = rollUpOf('今天下雨。', '青海').get('cn:630000')?.salience ?? 0;
  const inBody = rollUpOf('青海下雨。').get('cn:630000')?.salience ?? 0;
  const inName = rollUpOf('北京大学下雨。').get('cn:110000')?.salience ?? 1;
  const asDateline = rollUpOf('新华社西宁6月11日电 下雨。').get('cn:630100')?.salience ?? 1;
  expect(inTitle).toBeGreaterThan(inBody);
  expect(inBody).toBeGreaterThan(inName);
  expect(inBody).toBeGreaterThan(asDateline);
  for (const salience of [inTitle, inBody, inName, asDateline]) {
    expect(salience).toBeGreaterThan(0);
    expect(salience).toBeLessThanOrEqual(1);
  }
});

test('no mention, no roll-up', () => {
  expect(rollUpOf('今天下雨。').size).toBe(0);
});
