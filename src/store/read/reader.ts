import DataLoader from 'dataloader';
import type { Snapshots, SqlParameter, Statements } from '../database.ts';
import { DIALECTS } from '../dialect.ts';
import type PrismaTypes from '../generated/pothos.ts';
import type { ModelName, Relation } from '../model-map.ts';
import { type Dialect, join, name, raw, type Sql, sql } from '../sql.ts';
import { type ArticlesPlan, articleList, isOfArticles } from './article-list.ts';
import { articleRoot, isUnconditional, onOrder, type Walk } from './article-root.ts';
import { Compiler, type Deferred, limitOf, linkOf, whereOf } from './compile.ts';
import type { ArticleOrdering, CountPlan, ReadPlan, Root } from './plan.ts';
import type { Query } from './selection.ts';
import { rowsAt } from './stitch.ts';

const MAX_KEYS_PER_STATEMENT = 1000;
/** SQLite takes at most 500 terms of a UNION. */
const MAX_COUNTS_PER_STATEMENT = 250;

export type Row<Model extends ModelName> = PrismaTypes[Model]['Shape'];

/** Given by every statement beside what it finds, in the same view of the database: one row by its primary key. */
const REVISION = sql`(SELECT "revision" FROM ${name('Corpus')} WHERE "id" = 1)`;
const KEPT_TOTAL = sql`(SELECT "articleCount" FROM ${name('Corpus')} WHERE "id" = 1)`;
/** What a snapshot sends besides the statements within: BEGIN, COMMIT, and what makes it read-only and of one view. */
const SNAPSHOT_STATEMENTS = { sqlite: 3, postgresql: 4 } as const satisfies Record<Statements['provider'], number>;

/** SQL statements sent for one request, by however many readers. */
interface Account {
  statements: number;
  isOfRevision: boolean;
}

/** Rows that change without the revision of the content: a run's account is written while it goes on. */
const BESIDE_REVISION: ReadonlySet<string> = new Set(['IngestRun', 'Problem'] satisfies ModelName[]);

/**
 * The one door through which anything above the store reads. One Reader serves one request: it counts the
 * request's SQL statements, and what is asked of it in one tick shares a statement.
 *
 * A `list` is one statement for its root and all that is selected beneath it; where that nests too deep, one
 * more for each relation cut off, whatever the number of rows.
 *
 * Each statement sees one revision of the content, and tells which. When a writer commits between two of
 * them the reader {@link isMixed}: what it gave may not fit together, and is to be read again with another.
 */
export class Reader {
  readonly dialect: Dialect;
  private readonly database: Statements & Partial<Snapshots>;
  private readonly account: Account;
  private firstRevision: number | null | undefined;
  private hasMixed = false;
  private readonly loaders = new Map<string, DataLoader<string | number, unknown>>();
  private readonly counts = new DataLoader<CountPlan, number>((plans) => this.countAll(plans), {
    cache: false,
    maxBatchSize: MAX_COUNTS_PER_STATEMENT,
  });

  constructor(
    database: Statements & Partial<Snapshots>,
    dialect: Dialect = DIALECTS[database.provider],
    account: Account = { statements: 0, isOfRevision: true },
  ) {
    this.database = database;
    this.dialect = dialect;
    this.account = account;
  }

  /** SQL statements sent for the request so far, by this reader and those made from it. */
  get statementCount(): number {
    return this.account.statements;
  }

  /** True once two of its statements saw different revisions of the content. */
  get isMixed(): boolean {
    return this.hasMixed;
  }

  /** False once anything was read for the request that may be another without the content's revision being another. */
  get isOfRevision(): boolean {
    return this.account.isOfRevision;
  }

  /** A reader that knows nothing yet, for the same request. */
  renew(): Reader {
    return new Reader(this.database, this.dialect, this.account);
  }

  /**
   * Gives `work` such a reader whose statements all see the database as it was at the first of them. Costs a
   * connection and a few statements more: for when reading without it keeps meeting writers.
   */
  async inSnapshot<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
    const { snapshot, provider } = this.database;
    if (snapshot === undefined) return await work(this.renew());
    this.account.statements += SNAPSHOT_STATEMENTS[provider];
    return await snapshot((statements) => work(new Reader(statements, this.dialect, this.account)));
  }

  /** Rows of a plan, in its order. Selected relations are nested; nothing else is loaded. */
  async list<Model extends ModelName>(plan: ReadPlan): Promise<Row<Model>[]> {
    const compiler = new Compiler(this.dialect);
    return (await this.rows(this.statement(plan, compiler), compiler)) as Row<Model>[];
  }

  /** As `list`, for articles: lists of one tick with the same selection share a statement, whatever each is of. */
  async listTogether(plan: ArticlesPlan): Promise<Row<'Article'>[]> {
    const { query, ...which } = plan;
    const loader = this.loader(JSON.stringify(['lists', query]), (plans) =>
      this.listAll(plans.map((one) => ({ ...JSON.parse(one as string), query }))),
    );
    return (await loader.load(JSON.stringify(which))) as Row<'Article'>[];
  }

  /**
   * The row whose unique column has this value, or null. Look-ups with the same selection in one tick are
   * one statement, however many rows.
   */
  async unique<Model extends ModelName>(
    model: Model,
    by: Readonly<Record<string, unknown>>,
    query: Query,
  ): Promise<Row<Model> | null> {
    const [column, value] = Object.entries(by)[0] as [string, string | number];
    const signature = JSON.stringify([model, column, query]);
    const loader = this.loader(signature, (values) => this.uniqueAll(model, column, values, query));
    return (await loader.load(value)) as Row<Model> | null;
  }

  /** The mention at a position of an article; those asked for in one tick are one statement. */
  async mentionAt(
    at: { readonly articleId: number; readonly position: number },
    query: Query,
  ): Promise<Row<'Mention'> | null> {
    const signature = JSON.stringify(['mentionAt', query]);
    const loader = this.loader(signature, (keys) => this.mentionsAt(keys as readonly string[], query));
    return (await loader.load(`${at.articleId} ${at.position}`)) as Row<'Mention'> | null;
  }

  /** How many rows a list would have without its page. Counts asked for in one tick are one statement. */
  count(plan: CountPlan): Promise<number> {
    return this.counts.load(plan);
  }

  /**
   * What one of the store's look-ups finds for a key, undefined for nothing; keys of one tick share a call.
   * `lookup` names it: one name, one look-up.
   */
  async shared<Value>(
    lookup: string,
    key: string,
    load: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
  ): Promise<Value | undefined> {
    const loader = this.loader(lookup, async (keys) => {
      const found = await load(keys as readonly string[]);
      return keys.map((one) => found.get(one as string));
    });
    return (await loader.load(key)) as Value | undefined;
  }

  /** Runs one of the store's own named statements on this request's account. `columns`: those it gives; none is a boolean. */
  async run<T extends object>(statement: Sql, columns: readonly (keyof T & string)[]): Promise<T[]> {
    const row = this.dialect.object(columns.map((column) => [column, name('s', column)]));
    return await this.gather<T>(sql`SELECT ${this.dialect.text(row)} AS "j" FROM (${statement}) AS "s"`);
  }

  /** Rows of a statement whose one column `j` the compiler built, completed by what was too deep for it. */
  async rows(statement: Sql, compiler: Compiler): Promise<object[]> {
    this.noteModels(compiler.models);
    const rows = await this.gather<object>(statement);
    await this.complete(rows, compiler.deferred);
    return rows;
  }

  /** Rows of a statement whose one column `j` is the text of a JSON object. One row comes back even for none: it has the revision. */
  private async gather<T>(statement: Sql): Promise<T[]> {
    const [row] = await this.send<{ rows: string }>(
      sql`SELECT ${REVISION} AS "revision", '[' || coalesce(string_agg("j", ','), '') || ']' AS "rows" FROM (${statement}) AS "g"`,
    );
    return JSON.parse((row as { rows: string }).rows) as T[];
  }

  /** Sends a statement that always gives at least one row, and in each the column `revision`. */
  private async send<T>(statement: Sql): Promise<T[]> {
    this.account.statements++;
    const rows = await this.database.query<T & { revision: number | null }>(
      statement.text,
      statement.values as SqlParameter[],
    );
    this.note(rows[0]?.revision ?? null);
    return rows;
  }

  private noteModels(models: Iterable<string>): void {
    for (const model of models) if (BESIDE_REVISION.has(model)) this.account.isOfRevision = false;
  }

  private note(revision: number | null): void {
    if (this.firstRevision === undefined) this.firstRevision = revision;
    else if (this.firstRevision !== revision) this.hasMixed = true;
  }

  private async complete(rows: readonly object[], deferred: readonly Deferred[]): Promise<void> {
    await Promise.all(
      deferred.map(async ({ path, field, relation, query }) => {
        const parents = rowsAt(rows, path);
        const link = linkOf(relation);
        const ids = [...new Set(parents.map((parent) => parent[link] as number | null))].filter((id) => id !== null);
        const related = ids.length === 0 ? new Map() : await this.related(relation, query, ids);
        for (const parent of parents)
          parent[field] = related.get(parent[link]) ?? (relation.kind === 'toOne' ? null : []);
      }),
    );
  }

  /** What a relation holds for each id: a row, or a list of rows. */
  private async related(relation: Relation, query: Query, ids: readonly number[]): Promise<Map<unknown, unknown>> {
    if (relation.kind === 'toOne') {
      const rows = await this.uniqueAll(relation.target, 'id', ids, query);
      return new Map(ids.map((id, index) => [id, rows[index]]));
    }
    const compiler = new Compiler(this.dialect);
    const statement = compiler.related({ relation, query }, ids, REVISION);
    this.noteModels(compiler.models);
    const lists = await this.send<{ id: number; j: string }>(statement);
    const byId = new Map(lists.map((list) => [list.id, JSON.parse(list.j) as object[]]));
    await this.complete([...byId.values()].flat(), compiler.deferred);
    return byId;
  }

  private async listAll(plans: readonly ArticlesPlan[]): Promise<object[][]> {
    if (plans.length === 1) return [await this.list<'Article'>(plans[0] as ArticlesPlan)];
    const lists: object[][] = [];
    for (let at = 0; at < plans.length; at += MAX_COUNTS_PER_STATEMENT) {
      const chunk = plans.slice(at, at + MAX_COUNTS_PER_STATEMENT);
      const compilers = chunk.map(() => new Compiler(this.dialect));
      const parts = chunk.map((plan, index) => {
        const rows = articleList(plan, compilers[index] as Compiler, (json) => json);
        return sql`SELECT ${REVISION} AS "revision", ${raw(String(index))} AS "i", ${this.dialect.text(this.dialect.array(rows))} AS "j"`;
      });
      const found = await this.send<{ i: number; j: string }>(join(parts, ' UNION ALL '));
      const byIndex = new Map(found.map((row) => [row.i, JSON.parse(row.j) as object[]]));
      const own = chunk.map((_, index) => byIndex.get(index) ?? []);
      // One selection, so what is too deep for one list is for all.
      await this.complete(own.flat(), compilers[0]?.deferred ?? []);
      lists.push(...own);
    }
    return lists;
  }

  private statement(plan: ReadPlan, compiler: Compiler): Sql {
    const text = (json: Sql) => this.dialect.text(json);
    if (isOfArticles(plan)) return articleList(plan, compiler, text);
    const { root, take, query } = plan as ReadPlan & { readonly root: Extract<Root, { kind: 'rows' }> };
    const alias = compiler.alias();
    const where = root.where ? [compiler.where(root.model, alias, root.where)] : [];
    return sql`SELECT ${text(compiler.object(root.model, alias, query))} AS "j" FROM ${name(root.model)} AS ${name(alias)}${whereOf(where)}${compiler.order(root.model, alias, root.orderBy)}${limitOf(take)}`;
  }

  private loader(
    signature: string,
    load: (keys: readonly (string | number)[]) => Promise<unknown[]>,
  ): DataLoader<string | number, unknown> {
    const known = this.loaders.get(signature);
    if (known) return known;
    const loader = new DataLoader(load, { maxBatchSize: MAX_KEYS_PER_STATEMENT });
    this.loaders.set(signature, loader);
    return loader;
  }

  private async mentionsAt(keys: readonly string[], query: Query): Promise<unknown[]> {
    const compiler = new Compiler(this.dialect);
    const wanted = keys.map((key) => ({ articleId: Number(key.split(' ')[0]), position: Number(key.split(' ')[1]) }));
    const alias = compiler.alias();
    const at = this.dialect.records(
      [
        { name: 'articleId', type: 'integer' },
        { name: 'position', type: 'integer' },
      ],
      wanted,
    );
    const select = { ...query, select: { ...query.select, articleId: true, position: true } };
    const statement = sql`SELECT ${this.dialect.text(compiler.object('Mention', alias, select))} AS "j" FROM (${at}) AS "w" JOIN ${name('Mention')} AS ${name(alias)} ON ${name(alias, 'articleId')} = "w"."articleId" AND ${name(alias, 'position')} = "w"."position"`;
    const found = (await this.rows(statement, compiler)) as { articleId: number; position: number }[];
    const byKey = new Map(found.map((row) => [`${row.articleId} ${row.position}`, row]));
    return keys.map((key) => byKey.get(key) ?? null);
  }

  private async uniqueAll(model: ModelName, column: string, values: readonly (string | number)[], query: Query) {
    const select = query.select ? { ...query, select: { ...query.select, [column]: true } } : query;
    const rows = await this.list<ModelName>({
      root: { kind: 'rows', model, where: { [column]: { in: values } } },
      query: select,
    });
    const byValue = new Map(rows.map((row) => [(row as Record<string, unknown>)[column], row]));
    return values.map((value) => byValue.get(value) ?? null);
  }

  private async countAll(plans: readonly CountPlan[]): Promise<number[]> {
    const parts = plans.map(
      (plan, index) => sql`SELECT ${REVISION} AS "revision", ${index} AS "i", ${this.counted(plan)} AS "n"`,
    );
    const rows = await this.send<{ i: number; n: number }>(join(parts, ' UNION ALL '));
    const byIndex = new Map(rows.map((row) => [Number(row.i), Number(row.n)]));
    return plans.map((_, index) => byIndex.get(index) ?? 0);
  }

  private counted(plan: CountPlan): Sql {
    if (plan.root.kind === 'articles' && !plan.within && plan.atMost === undefined && isUnconditional(plan.root.filter))
      return KEPT_TOTAL;
    return sql`(SELECT count(*) FROM (${this.countable(plan)}) AS "c")`;
  }

  private countable({ root, within, atMost }: CountPlan): Sql {
    const compiler = new Compiler(this.dialect);
    if (root.kind === 'rows') {
      this.noteModels([root.model]);
      const alias = compiler.alias();
      const where = [root.where, within].flatMap((conditions) =>
        conditions ? [compiler.where(root.model, alias, conditions)] : [],
      );
      return sql`SELECT 1 FROM ${name(root.model)} AS ${name(alias)}${whereOf(where)}${limitOf(atMost)}`;
    }
    const articles = articleRoot(root.filter, compiler, walkOfCount(root.order, atMost));
    const conditions = within ? [...articles.conditions, onOrder(articles, within, compiler)] : articles.conditions;
    return sql`SELECT 1 FROM ${articles.from}${whereOf(conditions)}${limitOf(atMost)}`;
  }
}

/** A whole list may be counted in any order; whether there is one row beyond a position is asked in the list's own. */
const walkOfCount = (order: ArticleOrdering | undefined, atMost: number | undefined): Walk =>
  order === 'salience' ? 'SALIENCE' : atMost === undefined ? 'WHOLE' : 'NEWEST';
