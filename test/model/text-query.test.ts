import { describe, expect, test } from 'vitest';
import { parseTextQuery, soughtForms, type TextQuery } from '../../src/model/text-query.ts';

const term = (form: string): TextQuery => ({ kind: 'TERM', form });
const all = (of: readonly TextQuery[], without: readonly TextQuery[] = []): TextQuery => ({ kind: 'ALL', of, without });
const any = (...of: readonly TextQuery[]): TextQuery => ({ kind: 'ANY', of });

describe('a text query', () => {
  test.each<[string, TextQuery]>([
    ['儲能', term('储能')],
    ['储能 青海', all([term('储能'), term('青海')])],
    ['储能　青海', all([term('储能'), term('青海')])],
    ['储能 AND 青海', all([term('储能'), term('青海')])],
    ['"储能 青海"', term('储能 青海')],
    ['a OR b c', any(term('a'), all([term('b'), term('c')]))],
    ['(a OR b) c', all([any(term('a'), term('b')), term('c')])],
    ['a -b', all([term('a')], [term('b')])],
    ['a NOT b AND c', all([term('a'), term('c')], [term('b')])],
    ['-b a', all([term('a')], [term('b')])],
    ['a -"b c"', all([term('a')], [term('b c')])],
    ['a -(b OR c)', all([term('a')], [any(term('b'), term('c'))])],
    ['covid-19', term('covid 19')],
    ['a - b', all([term('a'), term('b')])],
    ['or and not', all([term('or'), term('and'), term('not')])],
    ['"OR"', term('or')],
    ['a"b"c', all([term('a'), term('b'), term('c')])],
    ['((a))', term('a')],
    ['a %', term('a')],
    ['a NOT %', term('a')],
    ['a OR "、"', term('a')],
    ['5%', term('5')],
  ])('%j is read', (text, query) => expect(parseTextQuery(text)).toEqual({ kind: 'PARSED', query }));

  test.each<[string, number]>([
    ['', 0],
    ['""', 0],
    ['a OR', 4],
    ['a AND OR b', 6],
    ['a NOT', 5],
    ['NOT a', 0],
    ['a OR -b', 5],
    ['a (b', 2],
    ['a b)', 3],
    ['a "b', 2],
    ['a (-b)', 3],
  ])('%j is refused, with the place', (text, position) =>
    expect(parseTextQuery(text)).toMatchObject({ kind: 'INVALID', position }),
  );

  test('seeks each term once, and none that it leaves out', () => {
    const parsed = parseTextQuery('a (b OR a) -c "d e"');
    expect(parsed.kind === 'PARSED' && soughtForms(parsed.query)).toEqual(['a', 'b', 'd e']);
  });
});
