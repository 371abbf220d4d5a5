import { expect, test } from 'vitest';
import { officialName } from '../../src/extract/agency-entity.ts';
import type { EntityRecord } from '../../src/model/entity.ts';
import { gazetteer, key, lines, read } from './scene.ts';

const places = (text: string): string[] => lines(read(text), 'PLACE');
const divisions = gazetteer.entries.filter((entry) => entry.key.startsWith('cn:'));

/** The last place found in a sentence about a division, whose span is given by its name. */
function linked(text: string, name: string): string | undefined {
  const end = text.indexOf(name) + name.length;
  const found = read(text).mentions.find(
    (mention) => mention.type === 'PLACE' && mention.end === end && mention.surface === name,
  );
  return found?.target.kind === 'LINKED' ? found.target.key : undefined;
}

test('behind the names of what contains it, the full name of every division of China means that division', () => {
  const wrong: string[] = [];
  let given = 0;
  for (const entry of divisions) {
    const chain = [...gazetteer.ancestors(entry.key)]
      .reverse()
      .slice(1)
      .map((ancestor) => gazetteer.lookup(ancestor)?.name);
    const before = `记者在${chain.join('')}`;
    const found = linked(
      `${before}${entry.name}采访。`,
      chain.join('').includes(entry.name) ? `${entry.name}` : entry.name,
    );
    if (found === undefined) continue;
    given++;
    if (found !== entry.key) wrong.push(`${before}${entry.name}: ${found}`);
  }
  expect(given).toBeGreaterThan(3000);
  expect(wrong.length / given, wrong.slice(0, 10).join('\n')).toBeLessThan(0.01);
});

test('a division many places share the name of is the one of the province or city named elsewhere in the article', () => {
  const byName = new Map<string, EntityRecord[]>();
  for (const entry of divisions) byName.set(entry.name, [...(byName.get(entry.name) ?? []), entry]);
  const shared = [...byName.values()].filter((entries) => entries.length > 1).flat();
  expect(shared.length).toBeGreaterThan(50);
  const wrong = shared.filter((entry) => {
    const parent = gazetteer.lookup(entry.parentKey ?? key(''));
    const found = linked(`${parent?.name}昨日降温。到了晚上，${entry.name}的居民聚在一起。`, entry.name);
    return found !== undefined && found !== entry.key;
  });
  expect(wrong.map((entry) => officialName(entry, gazetteer))).toEqual([]);
});

test('a former name means what the division has become, through every change of code', () => {
  expect(places('襄樊的企业。')).toEqual(['襄樊 → cn:420600']);
  expect(places('四川省涪陵市的榨菜。')).toEqual(['四川省 → cn:510000', '涪陵市 → cn:500102']);
  expect(places('北京市崇文区和宣武区。')).toEqual(['北京市 → cn:110000', '崇文区 → cn:110101', '宣武区 → cn:110102']);
});

test('a former division that went to several is left undecided between them, in their province', () => {
  expect(places('邢台县的农民。')).toEqual(['邢台县 → cn:130502|cn:130503']);
});

test('a feature goes before the county named after it, unless the county is spelt out or contained', () => {
  expect(places('太湖的水。')).toEqual(['太湖 → geo:太湖']);
  expect(places('太湖县的水。')).toEqual(['太湖县 → cn:340825']);
  expect(places('安庆太湖的水。')).toContain('太湖 → cn:340825');
});

test('a state that shares its name with a country is meant where its own country is spoken of', () => {
  expect(places('The president of Georgia visited Tbilisi.')).toContain('Georgia → country:GE');
  expect(places('Voters in Georgia and Florida, United States.')).toContain('Georgia → geo:country:US/佐治亚州');
});

test('a place the gazetteer does not have lies in the one before it', () => {
  const { mentions, entities } = read('河南省兰考县东坝头镇张庄村变了样。');
  expect(mentions.filter(({ type }) => type === 'PLACE').map(({ surface }) => surface)).toEqual([
    '河南省',
    '兰考县',
    '东坝头镇',
    '张庄村',
  ]);
  expect(entities.find(({ key: own }) => own === 'place:cn:410225/张庄村')).toMatchObject({
    type: 'PLACE',
    name: '张庄村',
    level: 'VILLAGE',
    parentKey: 'cn:410225',
    isGazetteer: false,
  });
});
