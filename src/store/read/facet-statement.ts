import { type Dialect, name, raw, type Sql, sql } from '../sql.ts';
import { type ArticleFilter, isUnconditional } from './article-root.ts';
import { articleSet, STORIES } from './article-set.ts';
import { CommonTables } from './common-tables.ts';
import { Compiler } from './compile.ts';
import { FACET_SHAPES, type FacetValues, keptCounts, valuesOf } from './facet-values.ts';

/** What is asked of one facet: articles under a filter by the values they have. */
export interface FacetPlan extends FacetValues {
  readonly filter: ArticleFilter;
  /** The most buckets. */
  readonly first: number;
}

/** The articles of the filter, the largest groups, those beyond them, and those in none. */
export interface FacetPart {
  readonly part: 'TOTAL' | 'BUCKETS' | 'REST' | 'MISSING';
  readonly plan: FacetPlan;
}

/**
 * One statement for any number of parts, whose rows are "part" (the place in the list), "value", "n", "stories" and "rank" (among
 * the buckets, from 1).
 * Parts that share a filter share one set of articles, parts of one facet its groups. Without a filter the groups are
 * the totals kept with their rows, and only articles of stories are looked at, to count copies once.
 */
export function compileFacets(parts: readonly FacetPart[], dialect: Dialect): Sql {
  const statement = new FacetStatement(new Compiler(dialect));
  return statement.tables.select(parts.map((part, index) => statement.select(part, index)));
}

/** Every article once: what a set counts as for the rows beyond the buckets, where an article may stand several times. */
const DISTINCT_ARTICLES = sql`count(DISTINCT "articleId")`;
const DISTINCT_STORIES = sql`count(DISTINCT CASE WHEN "storyId" IS NULL THEN "articleId" END) + count(DISTINCT "storyId")`;

const rankBy = (n: Sql, key: Sql): Sql => sql`row_number() OVER (ORDER BY ${n} DESC, ${key} DESC)`;

class FacetStatement {
  readonly tables = new CommonTables();
  private readonly compiler: Compiler;

  constructor(compiler: Compiler) {
    this.compiler = compiler;
  }

  select({ part, plan }: FacetPart, index: number): Sql {
    const row = (value: Sql, n: Sql, stories: Sql, rank: Sql = sql`1`) =>
      sql`SELECT ${raw(String(index))} AS "part", ${value} AS "value", ${n} AS "n", ${stories} AS "stories", ${rank} AS "rank"`;
    const nothing = sql`NULL`;
    switch (part) {
      case 'TOTAL':
        return isUnconditional(plan.filter)
          ? sql`${row(nothing, name('articleCount'), name('storyCount'))} FROM ${name('Corpus')} WHERE "id" = 1`
          : sql`${row(nothing, sql`count(*)`, STORIES)} FROM ${this.set(plan.filter)}`;
      case 'BUCKETS':
        return sql`${row(sql`CAST("value" AS TEXT)`, name('n'), name('stories'), name('rank'))} FROM ${this.top(plan)}`;
      case 'REST': {
        const [groups, top] = [this.groups(plan), this.top(plan)];
        const count = sql`CAST((SELECT count(*) FROM ${groups}) - (SELECT count(*) FROM ${top}) AS TEXT)`;
        return sql`${row(count, DISTINCT_ARTICLES, DISTINCT_STORIES)} FROM ${this.values(plan)} WHERE "value" NOT IN (SELECT "value" FROM ${top})`;
      }
      case 'MISSING':
        return sql`${row(nothing, sql`count(*)`, STORIES)} FROM ${this.set(plan.filter)} WHERE "articleId" NOT IN (SELECT "articleId" FROM ${this.values(plan)})`;
    }
  }

  /** The articles: read once, however many facets there are of them. */
  private set(filter: ArticleFilter): Sql {
    return this.tables.define(['set', filter], () => {
      const columns = ['articleId', 'storyId', 'sourceId', 'language', 'publishedDate', 'precision'] as const;
      return articleSet(filter, columns, this.compiler);
    });
  }

  private values({ filter, first: _, ...values }: FacetPlan): Sql {
    return this.tables.define(['values', filter, values], () => valuesOf(this.set(filter), values, this.compiler), {
      isWoven: true,
    });
  }

  private groups(plan: FacetPlan): Sql {
    const { filter, first: _, ...values } = plan;
    return this.tables.define(
      ['groups', filter, values],
      () => {
        const kept = isUnconditional(filter) ? keptCounts(values, this.compiler) : null;
        return (
          kept ??
          sql`SELECT "value", count(*) AS "n", ${STORIES} AS "stories" FROM ${this.values(plan)} GROUP BY "value"`
        );
      },
      { isWoven: true },
    );
  }

  /** The largest groups. Ties go by key, downward as in lists ordered by the number of articles. */
  private top(plan: FacetPlan): Sql {
    return this.tables.define(['top', plan], () => {
      const { named } = FACET_SHAPES[plan.kind];
      const groups = this.groups(plan);
      if (isUnconditional(plan.filter) && keptCounts(plan, this.compiler) !== null) return this.keptTop(plan, groups);
      const from =
        named === null
          ? sql`${groups} AS "g"`
          : sql`${groups} AS "g" JOIN ${name(named)} AS "k" ON "k"."id" = "g"."value"`;
      const key = named === null ? sql`"g"."value"` : sql`"k"."key"`;
      return sql`SELECT "g"."value", "g"."n", "g"."stories", ${rankBy(sql`"g"."n"`, key)} AS "rank" FROM ${from} ORDER BY "g"."n" DESC, ${key} DESC LIMIT ${plan.first}`;
    });
  }

  /** Of kept totals only copies are missing: those articles of stories that are second to another. */
  private keptTop(plan: FacetPlan, groups: Sql): Sql {
    const largest = sql`SELECT * FROM ${groups} ORDER BY "n" DESC, "key" DESC LIMIT ${plan.first}`;
    const rank = rankBy(sql`"l"."n"`, sql`"l"."key"`);
    if (plan.kind === 'ENTITIES')
      return sql`SELECT "l"."value", "l"."n", "l"."stories", ${rank} AS "rank" FROM (${largest}) AS "l"`;
    const copied = this.tables.define(
      ['copied'],
      () => sql`SELECT "id" AS "articleId", "storyId", "sourceId" FROM ${name('Article')} WHERE "storyId" IS NOT NULL`,
    );
    const { filter: _, first: __, ...values } = plan;
    const copies = this.tables.define(
      ['copies', values],
      () =>
        sql`SELECT "value", count(*) - count(DISTINCT "storyId") AS "copies" FROM (${valuesOf(copied, values, this.compiler)}) AS "c" GROUP BY "value"`,
    );
    return sql`SELECT "l"."value", "l"."n", "l"."n" - coalesce("c"."copies", 0) AS "stories", ${rank} AS "rank" FROM (${largest}) AS "l" LEFT JOIN ${copies} AS "c" ON "c"."value" = "l"."value"`;
  }
}
