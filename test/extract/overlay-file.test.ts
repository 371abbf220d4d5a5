import { describe, expect, it } from 'vitest';
import { parseOverlay } from '../../src/extract/overlay-file.ts';
import { editedGazetteer } from '../support/gazetteers.ts';

const { lookup } = editedGazetteer();
const parse = (...lines: readonly string[]) => parseOverlay(lines.join('\n'), { path: 'data/corrections.tsv', lookup });

describe('A table of corrections', () => {
  it('is read line by line, comments, empty lines and the names of its columns left aside', () => {
    const { overlay, problems } = parse(
      '\ufeff# ours',
      'action\tscope\tsurface\tentity\ttarget\tnote',
      '',
      'hide\t*\t长寿\t\t\tan everyday word here',
      'relink\thttps://example.org/a\t海南\tcn:460000\tcn:632500\r',
      'merge\t*\t\tperson:張三\tperson:李四',
      'alias\t*\t高原明珠\tcn:630000',
    );
    expect(problems).toEqual([]);
    expect(overlay.corrections).toEqual([
      { line: 4, scope: null, action: 'HIDE', surface: '长寿', entity: null },
      {
        line: 5,
        scope: 'https://example.org/a',
        action: 'RELINK',
        surface: '海南',
        entity: 'cn:460000',
        target: 'cn:632500',
      },
      { line: 6, scope: null, action: 'MERGE', entity: 'person:张三', target: 'person:李四' },
      { line: 7, scope: null, action: 'ALIAS', surface: '高原明珠', entity: 'cn:630000' },
    ]);
  });

  it.each([
    ['drop\t*\t长寿', 'no action “drop”'],
    ['hide\t\t长寿', 'which article'],
    ['hide\t*', 'what to hide'],
    ['hide\t*\t长寿\t\tcn:630000', 'has a target'],
    ['relink\t*\t\t\tcn:630000', 'which words'],
    ['relink\t*\t海南\tcn:460000', 'which entity'],
    ['relink\t*\t海南\t\tcn:999999', 'no place cn:999999'],
    ['relink\t*\t海南\t\t海南州', 'no key'],
    ['alias\t*\t报社\torg:澎湃新闻', 'no key of an organisation'],
    ['alias\t*\t青\tcn:630000', 'single character'],
    ['merge\tabc\t\tperson:张三\tperson:李四', 'merged everywhere'],
    ['merge\t*\t\tperson:张三', 'two entities'],
    ['merge\t*\t\tperson:张三\tcn:630000', 'different types'],
    ['merge\t*\t\tcn:320106\tcn:320106', 'into itself'],
    ['merge\t*\t\torg:country:CN/国家能源局\torg:/能源报', 'other way round'],
    ['hide\t*\t长寿\t\t\tnote\tmore', '7 columns'],
  ])('has the line %j told with file, line and reason, and goes on without it', (line, reason) => {
    const { overlay, problems } = parse('# first', line, 'hide\t*\t长寿');
    expect(problems).toEqual([
      expect.objectContaining({ code: 'OVERLAY_LINE_INVALID', path: 'data/corrections.tsv', line: 2 }),
    ]);
    expect(problems[0]?.message).toContain(reason);
    expect(overlay.corrections).toEqual([expect.objectContaining({ line: 3, action: 'HIDE' })]);
  });

  it('refuses what contradicts an earlier line, and a merge that leads back to its beginning', () => {
    const { overlay, problems } = parse(
      'relink\t*\t海南\t\tcn:632500',
      'relink\t*\t海南\t\tcn:460000',
      'merge\t*\t\tperson:甲\tperson:乙',
      'merge\t*\t\tperson:乙\tperson:丙',
      'merge\t*\t\tperson:丙\tperson:甲',
      'relink\t*\t海南\t\tcn:632500\tthe same again',
    );
    expect(problems.map(({ line, message }) => [line, message])).toEqual([
      [2, 'It contradicts line 1.'],
      [5, 'person:丙 would be merged into itself.'],
    ]);
    expect(overlay.corrections.map(({ line }) => line)).toEqual([1, 3, 4]);
  });

  it('is of the same version whatever the order of its lines and the notes beside them', () => {
    const [a, b] = ['hide\t*\t长寿', 'alias\t*\t高原明珠\tcn:630000'];
    expect(parse(a as string, b as string).overlay.version).toBe(
      parse(`${b}\t\tnote`, '# c', a as string).overlay.version,
    );
    expect(parse(a as string).overlay.version).not.toBe(parse(b as string).overlay.version);
  });
});
