import { describe, expect, it } from 'vitest';
import { readAnnotated } from '../../src/extract/annotated/annotated-file.ts';

const marked = (content: string): string[] =>
  readAnnotated(content).texts.flatMap(({ text, spans }) =>
    spans.map(({ start, end, type }) => `${text.slice(start, end)} ${type}`),
  );

describe('tagged tokens', () => {
  it('one character a line, with an empty line between sentences', () => {
    const { texts, types } = readAnnotated('青 B-LOC\n海 I-LOC\n下 O\n雪 O\n\n张 B-PER\n三 I-PER\n');
    expect(texts.map(({ text, line }) => [text, line])).toEqual([
      ['青海下雪', 1],
      ['张三', 6],
    ]);
    expect(types).toEqual(['PLACE', 'PERSON']);
  });

  it('two names side by side stay two', () => {
    expect(marked('青 B-LOC\n海 I-LOC\n西 B-LOC\n宁 I-LOC\n')).toEqual(['青海 PLACE', '西宁 PLACE']);
    expect(marked('青 B-LOC\n海 E-LOC\n京 S-LOC\n')).toEqual(['青海 PLACE', '京 PLACE']);
  });

  it('columns as Universal NER has them, with the sentence as it was written', () => {
    const content =
      '# sent_id = 1\n# text = 使用 Apple II 的人\n1\t使用\tO\t-\t-\n2\tApple\tB-ORG\t-\t-\n3\tII\tO\t-\t-\n4\t的\tO\t-\t-\n5\t人\tO\t-\t-\n';
    const { texts, faults } = readAnnotated(content);
    expect(texts.map(({ text }) => text)).toEqual(['使用 Apple II 的人']);
    expect(marked(content)).toEqual(['Apple ORGANIZATION']);
    expect(faults).toEqual([]);
  });

  it('Latin words without a written sentence are kept apart', () => {
    expect(readAnnotated('New B-LOC\nYork I-LOC\n').texts[0]?.text).toBe('New York');
  });

  it('the number sign may be a token', () => {
    expect(readAnnotated('# O\n青 B-LOC\n').texts[0]?.text).toBe('#青');
  });

  it('a kind that is not known here marks nothing', () => {
    expect(marked('欧 B-MISC\n元 I-MISC\n')).toEqual([]);
  });

  it('a line without a tag is told with its number, and the rest is read', () => {
    const { texts, faults } = readAnnotated('青 B-LOC\n海\n好 O\n');
    expect(faults).toEqual([{ line: 2, message: expect.stringContaining('tag') }]);
    expect(texts[0]?.text).toBe('青好');
  });
});

describe('CLUENER', () => {
  it('inclusive ends become exclusive, and kinds without a like are left out', () => {
    const content =
      '{"text": "浙商银行的叶老桂玩魔兽", "label": {"name": {"叶老桂": [[5, 7]]}, "company": {"浙商银行": [[0, 3]]}, "game": {"魔兽": [[9, 10]]}}}';
    expect(marked(content)).toEqual(['浙商银行 ORGANIZATION', '叶老桂 PERSON']);
  });

  it('offsets count code points', () => {
    expect(marked('{"text": "😀叶老桂", "label": {"name": {"叶老桂": [[1, 3]]}}}')).toEqual(['叶老桂 PERSON']);
  });

  it('a label that does not stand there is a fault of its line', () => {
    const { texts, faults } = readAnnotated(
      '{"text": "好", "label": {}}\n{"text": "叶老桂", "label": {"name": {"叶老桂": [[1, 3]]}}}',
    );
    expect(texts).toHaveLength(1);
    expect(faults).toEqual([{ line: 2, message: expect.stringContaining('叶老桂') }]);
  });
});

describe('our own form', () => {
  it('has keys, provinces and a date', () => {
    const one = {
      text: '青海下雪',
      publishedOn: '2021-06-11',
      provinces: ['cn:630000'],
      mentions: [{ start: 0, end: 2, type: 'PLACE', key: 'cn:630000' }],
    };
    for (const content of [JSON.stringify(one), JSON.stringify([one], null, 2)])
      expect(readAnnotated(content).texts).toMatchObject([
        { publishedOn: '2021-06-11', provinces: ['cn:630000'], spans: [{ start: 0, end: 2, key: 'cn:630000' }] },
      ]);
  });

  it.each([
    ['{"text": "青海", "mentions": [{"start": 0, "end": 3, "type": "PLACE"}]}', 'does not lie in a text of 2'],
    ['{"text": "青海", "mentions": [{"start": 0, "end": 2, "type": "LOCATION"}]}', '“LOCATION” is no type'],
    ['{"text": "青海", "publishedOn": "11 June"}', 'not a date'],
    ['{"mentions": []}', '`text` is expected'],
    ['{"text": "青海"', 'no JSON'],
  ])('%s is refused with a reason', (content, reason) => {
    const { texts, faults } = readAnnotated(content);
    expect(texts).toEqual([]);
    expect(faults).toEqual([{ line: 1, message: expect.stringContaining(reason) }]);
  });
});
