import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ParseResult } from '../../src/model/document.ts';
import { parseDocument } from '../../src/parse/parse.ts';
import { type Corpus, describeWithCorpus, unpackCorpus } from '../support/corpus.ts';
import { NOW, SETTINGS } from './settings.ts';

describeWithCorpus('Parsing real articles', () => {
  let corpus: Corpus;
  const results = new Map<string, ParseResult>();

  beforeAll(() => {
    corpus = unpackCorpus();
    for (const path of corpus.files)
      results.set(path, parseDocument({ path, bytes: readFileSync(join(corpus.folder, path)) }, SETTINGS, NOW));
  });
  afterAll(() => corpus?.remove());

  const documentAt = (end: string) => {
    const found = [...results].find(([path]) => path.endsWith(end))?.[1];
    if (found?.kind !== 'PARSED') throw new Error(`${end}: ${JSON.stringify(found)}`);
    return found.document;
  };

  test('all of them are there', () => {
    expect(results.size).toBe(92);
  });
  test('every file is parsed or ignored as empty', () => {
    const others = [...results].filter(
      ([, result]) => result.kind === 'QUARANTINED' || (result.kind === 'IGNORED' && result.reason !== 'EMPTY'),
    );
    expect(others).toEqual([]);
    expect([...results.values()].filter(({ kind }) => kind === 'IGNORED')).toHaveLength(3);
  });
  test('text holds no style, script, footer or byte that databases refuse', () => {
    for (const [path, result] of results) {
      if (result.kind !== 'PARSED' || !path.startsWith('rsshub')) continue;
      expect(result.document.text, path).not.toMatch(/责任编辑|海量资讯|appendQr|<\/|\0|\r/);
    }
  });
  test('a title wrapped in nine quotes is unwrapped', () => {
    const found = [...results].find(([path]) => path.includes('EssenceGlobal'))?.[1];
    expect(found).toMatchObject({
      kind: 'PARSED',
      document: { title: 'EssenceGlobal：广告业2030', problems: [{ code: 'FRONT_MATTER_RECOVERED' }] },
    });
  });
  test('an unreadable date is a warning', () => {
    expect(documentAt('1-2月北京新设外资企业224家 利用外资同比增逾三成.md').problems.map(({ code }) => code)).toEqual([
      'DATE_INVALID',
    ]);
  });
  test('the site’s QR code is no thumbnail', () => {
    expect(documentAt('22部门联合发文打击非法社会组织.md').images).toEqual([]);
  });
  test('the editor’s code is no part of the name', () => {
    expect(documentAt('22部门联合发文打击非法社会组织.md').credits).toMatchObject([
      { role: 'AUTHOR', name: '新浪财经' },
      { role: 'REPORTER', name: '孙少龙', affiliation: '新华社' },
      { role: 'EDITOR', name: '刘万里', provenance: 'FOOTER' },
    ]);
  });
  test('GBK files are Chinese, and a cut-off UTF-8 file is still UTF-8', () => {
    const encodings = [...results].flatMap(([path, result]) =>
      result.kind === 'PARSED' && path.includes('history') ? [result.document.encoding] : [],
    );
    expect(encodings.toSorted()).toEqual(['gb18030', 'gb18030', 'gb18030', 'utf-8']);
  });
});
