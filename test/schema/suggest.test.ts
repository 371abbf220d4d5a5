import { afterAll, beforeAll, expect, test } from 'vitest';
import { foldName } from '../../src/model/fold.ts';
import { compareBytes } from '../../src/model/text.ts';
import { describeOnEveryDatabase } from '../support/databases.ts';
import { failuresOf, openGraph, SEEDS, type TestGraph } from '../support/graph.ts';

const SUGGEST = /* GraphQL */ `
  query Suggest($prefix: String!, $types: [EntityType!], $first: Int) {
    suggest(prefix: $prefix, types: $types, first: $first) { form match entity { key name type articleCount } }
  }
`;

interface Suggested {
  readonly suggest: readonly {
    readonly form: string;
    readonly match: string;
    readonly entity: { readonly key: string; readonly name: string; readonly articleCount: number };
  }[];
}

interface AliasRow {
  readonly key: string;
  readonly type: string;
  readonly articleCount: number;
  readonly folded: string;
  readonly pinyin: string | null;
  readonly initials: string | null;
}

describeOnEveryDatabase('suggestions', (getDatabase) => {
  let graph: TestGraph;
  let aliases: AliasRow[];
  beforeAll(async () => {
    graph = await openGraph(getDatabase().url);
    await graph.ingest([SEEDS]);
    aliases = await getDatabase().query<AliasRow>(
      `SELECT e."key", e."type", e."articleCount", a."folded", a."pinyin", a."initials" FROM "Alias" a JOIN "Entity" e ON e."id" = a."entityId" WHERE a."kind" <> 'CODE'`,
    );
  }, 180_000);
  afterAll(() => graph?.close());

  const namesOf = async (prefix: string, options: object = {}) =>
    (await graph.query<Suggested>(SUGGEST, { prefix, ...options })).suggest.map(({ entity }) => entity.name);

  /** Every name looked at. */
  function scan(prefix: string, first: number, types?: readonly string[]): string[] {
    const folded = foldName(prefix);
    const letters = /^[a-z0-9 ']+$/i.test(prefix) ? prefix.toLowerCase().replace(/[ ']/g, '') : null;
    const best = new Map<string, { readonly count: number; readonly goesOn: boolean }>();
    for (const { key, type, articleCount, ...forms } of aliases) {
      if (types && !types.includes(type)) continue;
      const begins = [
        forms.folded.startsWith(folded) && (forms.folded === folded ? 'WHOLE' : 'PART'),
        letters !== null && forms.pinyin?.startsWith(letters) && (forms.pinyin === letters ? 'WHOLE' : 'PART'),
        letters !== null && forms.initials?.startsWith(letters) && (forms.initials === letters ? 'WHOLE' : 'PART'),
      ];
      if (!begins.some(Boolean)) continue;
      const goesOn = !begins.includes('WHOLE') && (best.get(key)?.goesOn ?? true);
      best.set(key, { count: articleCount, goesOn });
    }
    return [...best]
      .sort(([a, x], [b, y]) => Number(x.goesOn) - Number(y.goesOn) || y.count - x.count || compareBytes(a, b))
      .slice(0, first)
      .map(([key]) => key);
  }

  test.each([
    '青',
    '青海',
    '廣',
    'qh',
    'qinghai',
    'Qing Hai',
    "xi'an",
    'b',
    'Bei',
    's',
    'zh',
    '国家',
    '2',
    '中国',
    'lv',
  ])('of %j are what a look at every name finds', async (prefix) => {
    for (const types of [undefined, ['PLACE'], ['ORGANIZATION', 'PERSON']]) {
      const { suggest } = await graph.query<Suggested>(SUGGEST, { prefix, types, first: 50 });
      expect(suggest.map(({ entity }) => entity.key)).toEqual(scan(prefix, 50, types));
      if (types === undefined) expect(suggest.length).toBeGreaterThan(0);
    }
  });

  test('find a province by its characters, by pinyin and by initials, and say how', async () => {
    expect((await namesOf('青海'))[0]).toBe('青海省');
    expect((await namesOf('chongqing'))[0]).toBe('重庆市');
    expect(await namesOf('qhs', { types: ['PLACE'] })).toContain('青海省');
    const { suggest } = await graph.query<Suggested>(SUGGEST, { prefix: 'qinghai', first: 1 });
    expect(suggest).toMatchObject([{ match: 'NAME', entity: { name: '青海省' } }]);
    const initials = await graph.query<Suggested>(SUGGEST, { prefix: 'qhs', first: 50 });
    expect(initials.suggest.find(({ entity }) => entity.name === '青海省')).toMatchObject({
      form: '青海省',
      match: 'INITIALS',
    });
  });

  test('are none for nothing, nonsense and wildcards, and cost two statements however many', async () => {
    for (const prefix of ['', ' ', '%', '_', '*', "'", 'zzzzqq']) expect(await namesOf(prefix), prefix).toEqual([]);
    for (const first of [1, 50]) expect((await graph.execute(SUGGEST, { prefix: 's', first })).statements).toBe(2);
    expect(failuresOf(await graph.execute(SUGGEST, { prefix: 's', first: 51 }))[0]?.code).toBe('BAD_ARGUMENT');
    expect(failuresOf(await graph.execute(SUGGEST, { prefix: 's'.repeat(101) }))[0]?.code).toBe('BAD_ARGUMENT');
  });
});
