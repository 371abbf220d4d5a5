import { describe, expect, it } from 'vitest';
import { readAnnotated } from '../../src/extract/annotated/annotated-file.ts';
import { evaluate } from '../../src/extract/evaluation/evaluate.ts';
import type { ExtractInput, Extractor } from '../../src/extract/extractor.ts';
import type { Mention, MentionTarget, MentionType } from '../../src/model/mention.ts';
import { gazetteer, key } from './scene.ts';

/** Finds what it is told to: the scores of a known answer can be counted by hand. */
const finding = (...found: readonly (readonly [string, MentionType, string?, boolean?])[]): Extractor => ({
  id: 'known-answer',
  version: '1',
  types: ['PLACE', 'PERSON'],
  extract: ({ text }: ExtractInput) => ({
    mentions: found.flatMap(([surface, type, target, nested = false]): Mention[] => {
      const start = text.indexOf(surface);
      const linked: MentionTarget = target === undefined ? { kind: 'NONE' } : { kind: 'LINKED', key: key(target) };
      return start < 0
        ? []
        : [
            {
              field: 'BODY',
              start,
              end: start + surface.length,
              surface,
              type,
              target: linked,
              value: null,
              method: 'RULE',
              rule: 'known-answer',
              confidence: 1,
              nested,
              extractor: 'known-answer',
            },
          ];
    }),
    entities: [],
  }),
});

const annotated = (text: string, mentions: readonly (readonly [string, MentionType, string?])[]) =>
  readAnnotated(
    JSON.stringify({
      text,
      mentions: mentions.map(([surface, type, target]) => {
        const start = text.indexOf(surface);
        return { start, end: start + surface.length, type, key: target };
      }),
    }),
  );

describe('evaluation', () => {
  it('counts exact spans by type, and each error once', async () => {
    const file = annotated('张三在青海西宁见了李四和王五', [
      ['青海', 'PLACE', 'cn:630000'],
      ['西宁', 'PLACE', 'cn:630100'],
      ['张三', 'PERSON'],
      ['李四', 'PERSON'],
    ]);
    const extractor = finding(
      ['青海', 'PLACE', 'cn:630000'],
      ['西宁见', 'PLACE'],
      ['李四', 'PERSON'],
      ['王五', 'PERSON'],
    );
    const { types, errors } = await evaluate(file, { extractor, gazetteer });
    expect(types.PLACE).toMatchObject({ right: 1, spurious: 1, missed: 1, precision: 0.5, recall: 0.5, f1: 0.5 });
    expect(types.PERSON).toMatchObject({ right: 1, spurious: 1, missed: 1 });
    expect(errors.map(({ difference: { kind } }) => kind)).toEqual(['MISSED', 'WRONG_BORDER', 'SPURIOUS']);
  });

  it('a right span with a wrong key counts as a span, not as a link', async () => {
    const file = annotated('吉林下雪', [['吉林', 'PLACE', 'cn:220000']]);
    const { types, errors } = await evaluate(file, { extractor: finding(['吉林', 'PLACE', 'cn:220200']), gazetteer });
    expect(types.PLACE).toMatchObject({ f1: 1, linked: { right: 0, of: 1 } });
    expect(errors.map(({ difference: { kind } }) => kind)).toEqual(['WRONG_KEY']);
  });

  it('what lies inside a longer mention is neither right nor wrong', async () => {
    const file = annotated('青海省政府', [['青海省政府', 'ORGANIZATION']]);
    const extractor = finding(['青海省政府', 'ORGANIZATION'], ['青海', 'PLACE', 'cn:630000', true]);
    const { types } = await evaluate({ ...file, types: ['ORGANIZATION', 'PLACE'] }, { extractor, gazetteer });
    expect(types.PLACE).toMatchObject({ right: 0, spurious: 0, missed: 0, f1: null });
    expect(types.ORGANIZATION?.f1).toBe(1);
  });

  it('types that the file does not mark are left alone', async () => {
    const { types } = await evaluate(annotated('张三在青海', [['青海', 'PLACE']]), {
      extractor: finding(['张三', 'PERSON'], ['青海', 'PLACE', 'cn:630000']),
      gazetteer,
    });
    expect(Object.keys(types)).toEqual(['PLACE']);
  });

  it('compares the provinces of a text: cities count for theirs, countries for none', async () => {
    const file = annotated('西宁、南京和日本', [
      ['西宁', 'PLACE', 'cn:630100'],
      ['南京', 'PLACE', 'cn:320100'],
      ['日本', 'PLACE', 'country:JP'],
    ]);
    const extractor = finding(['西宁', 'PLACE', 'cn:630100'], ['日本', 'PLACE', 'country:JP']);
    const { provinces } = await evaluate(file, { extractor, gazetteer });
    expect(provinces).toMatchObject({ right: 1, spurious: 0, missed: 1 });
  });

  it('without keys the provinces are those that the marked names hold', async () => {
    const file = readAnnotated('青 B-ORG\n海 I-ORG\n银 I-ORG\n行 I-ORG\n在 O\n南 B-LOC\n京 I-LOC\n');
    const { provinces } = await evaluate(file, { extractor: finding(['南京', 'PLACE', 'cn:320100']), gazetteer });
    expect(provinces).toMatchObject({ right: 1, spurious: 0, missed: 1 });
  });
});
