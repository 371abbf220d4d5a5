import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayHold } from '../../src/extract/mention-order.ts';
import { mergeExtractions } from '../../src/extract/merge.ts';
import type { Mention, MentionType } from '../../src/model/mention.ts';
import { makeDocument, makeEntity, makeMention } from '../support/documents.ts';

const TEXT = '新疆昌吉回族自治州发改委的王小明在乌鲁木齐说';
const DOCUMENT = makeDocument({ text: TEXT });
const mention = (extractor: string, surface: string, type: MentionType, confidence: number): Mention =>
  makeMention(DOCUMENT, surface, `org:/${surface}`, { type, confidence, extractor });
const found = (...mentions: readonly Mention[]) => ({ mentions, entities: [] });
const shown = (mentions: readonly Mention[]) =>
  mentions.map(({ surface, type, extractor, nested }) => `${surface} ${type} ${extractor}${nested ? ' nested' : ''}`);

describe('Findings of several extractors', () => {
  it('stay beside each other where they lie apart, or one inside an organisation', () => {
    const { mentions } = mergeExtractions([
      { extraction: found(mention('a', '新疆', 'PLACE', 0.9)), priority: 0 },
      {
        extraction: found(
          mention('b', '新疆昌吉回族自治州发改委', 'ORGANIZATION', 0.8),
          mention('b', '王小明', 'PERSON', 0.8),
        ),
        priority: 0,
      },
    ]);
    expect(shown(mentions)).toEqual([
      '新疆昌吉回族自治州发改委 ORGANIZATION b',
      '新疆 PLACE a nested',
      '王小明 PERSON b',
    ]);
  });

  it.each([
    ['the surer', 0.7, 0.8, 0, 'b'],
    ['of equals the earlier', 0.8, 0.8, 0, 'a'],
    ['that of the higher priority, however sure the other is', 0.9, 0.2, 1, 'b'],
  ])('that contradict each other leave %s', (_, ofA, ofB, priority, winner) => {
    const { mentions } = mergeExtractions([
      { extraction: found(mention('a', '昌吉', 'PLACE', ofA)), priority: 0 },
      { extraction: found(mention('b', '昌吉', 'ORGANIZATION', ofB)), priority },
    ]);
    expect(mentions.map(({ extractor }) => extractor)).toEqual([winner]);
  });

  it('leave one record of an entity: gaps filled, names added up', () => {
    const [a, b] = [
      makeEntity('org:/甲', 'ORGANIZATION', { name: '甲' }),
      makeEntity('org:/甲', 'ORGANIZATION', {
        name: '甲社',
        subtype: 'MEDIA',
        aliases: [{ form: '甲报', kind: 'SHORT' }],
      }),
    ];
    const linked = makeMention(DOCUMENT, '新疆', 'org:/甲');
    const { entities } = mergeExtractions([
      { extraction: { mentions: [linked], entities: [a, makeEntity('org:/丙', 'ORGANIZATION')] }, priority: 0 },
      { extraction: { mentions: [], entities: [b] }, priority: 0 },
    ]);
    expect(entities).toEqual([{ ...a, subtype: 'MEDIA', aliases: [{ form: '甲报', kind: 'SHORT' }] }]);
  });

  it('never cross or repeat each other, and keep what nobody contradicts', () => {
    const span = fc.record({
      start: fc.integer({ min: 0, max: 18 }),
      length: fc.integer({ min: 1, max: 6 }),
      type: fc.constantFrom<MentionType>('PLACE', 'PERSON', 'ORGANIZATION', 'DATE'),
      confidence: fc.constantFrom(0.2, 0.5, 0.9),
      extractor: fc.constantFrom('a', 'b'),
    });
    fc.assert(
      fc.property(fc.array(span, { maxLength: 12 }), (spans) => {
        const all = spans.map(({ start, length, ...rest }) => ({
          ...makeMention(DOCUMENT, TEXT.slice(start, start + length), 'org:/甲', rest),
          start,
          end: Math.min(start + length, TEXT.length),
        }));
        const of = (extractor: string) => found(...all.filter((one) => one.extractor === extractor));
        const { mentions } = mergeExtractions([
          { extraction: of('a'), priority: 0 },
          { extraction: of('b'), priority: 0 },
        ]);
        const clash = (one: Mention, other: Mention) =>
          one.extractor !== other.extractor &&
          one.start < other.end &&
          other.start < one.end &&
          !mayHold(one, other) &&
          !mayHold(other, one);
        for (const one of mentions) expect(mentions.some((other) => clash(one, other))).toBe(false);
        for (const one of all)
          if (!all.some((other) => clash(one, other)))
            expect(mentions).toContainEqual(
              expect.objectContaining({ start: one.start, end: one.end, type: one.type, extractor: one.extractor }),
            );
      }),
    );
  });
});
