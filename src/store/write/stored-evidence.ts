import type { Mention } from '../../model/mention.ts';
import type { EntityRollUp } from '../../model/roll-up.ts';
import { VIA_KINDS } from '../../model/roll-up.ts';
import type { Statements } from '../database.ts';
import { isOneOf, query } from '../run.ts';
import { name, sql } from '../sql.ts';
import type { ArticleExtraction } from './batch.ts';
import { factsOf } from './entity-facts.ts';

/** All that an extraction puts into an article's rows, in words that compare. */
export interface Evidence {
  /** One for each mention, in reading order. */
  readonly mentions: readonly EvidencedMention[];
  /** One for each roll-up, the most salient first; then the facts of entities outside the gazetteer, in order. */
  readonly rest: readonly string[];
}

export interface EvidencedMention {
  readonly type: string;
  /** Where it stands and what it refers to: what makes it gained or lost. */
  readonly identity: string;
  /** How it was found, too. */
  readonly whole: string;
}

/** What articles' rows say, by article id. Index: the primary keys and (articleId, position). */
export async function loadEvidence(
  statements: Statements,
  articleIds: readonly number[],
): Promise<ReadonlyMap<number, Evidence>> {
  const ids = (table: string) => isOneOf(statements, name(table, 'articleId'), articleIds);
  const mentions = await query<MentionRow>(
    statements,
    sql`SELECT m."articleId", m."position", m."field", m."start", m."end", m."type", e."key", m."value", m."method", m."rule", m."confidence", m."nested", m."extractor" FROM ${name('Mention')} m LEFT JOIN ${name('Entity')} e ON e."id" = m."entityId" WHERE ${ids('m')} ORDER BY m."articleId", m."position"`,
  );
  const candidates = await query<CandidateRow>(
    statements,
    sql`SELECT m."articleId", m."position" AS "mention", e."key", c."score" FROM ${name('Mention')} m JOIN ${name('MentionCandidate')} c ON c."mentionId" = m."id" JOIN ${name('Entity')} e ON e."id" = c."entityId" WHERE ${ids('m')} ORDER BY m."articleId", m."position", c."position"`,
  );
  // What an entity is called by its own row counts: an article's copy of type and level may be behind.
  const rollUps = await query<RollUpRow>(
    statements,
    sql`SELECT x."articleId", e."key", x."directCount", x."totalCount", x."titleCount", x."via", x."salience", CASE WHEN x."type" = e."type" AND coalesce(x."level", '') = coalesce(e."level", '') THEN 1 ELSE 0 END AS "isUpToDate" FROM ${name('ArticleEntity')} x JOIN ${name('Entity')} e ON e."id" = x."entityId" WHERE ${ids('x')} ORDER BY x."articleId", x."position"`,
  );
  const facts = await query<FactRow>(
    statements,
    sql`SELECT f."articleId", e."key", f."fact", f."value" FROM ${name('EntityFact')} f JOIN ${name('Entity')} e ON e."id" = f."entityId" WHERE ${ids('f')}`,
  );
  const candidatesOf = groupBy(candidates, ({ articleId, mention }) => `${articleId} ${mention}`);
  const [mentionsOf, rollUpsOf, factsOf] = [mentions, rollUps, facts].map((rows) =>
    groupBy(rows as readonly { articleId: number }[], ({ articleId }) => articleId),
  ) as [Map<number, MentionRow[]>, Map<number, RollUpRow[]>, Map<number, FactRow[]>];
  return new Map(
    articleIds.map((id) => [
      id,
      {
        mentions: (mentionsOf.get(id) ?? []).map((row) =>
          evidenced(row, row.key, candidatesOf.get(`${id} ${row.position}`) ?? []),
        ),
        rest: [
          ...(rollUpsOf.get(id) ?? []).map((row) => (row.isUpToDate === 1 ? rollUpText(row.key, row, row.via) : '')),
          ...(factsOf.get(id) ?? []).map((row) => `${row.key}\t${row.fact}\t${row.value}`).sort(),
        ],
      },
    ]),
  );
}

/** What an extraction would have the rows say. */
export function evidenceOf({ mentions, rollUps, entities }: ArticleExtraction): Evidence {
  const facts = new Set(
    entities.flatMap((record) => factsOf(record).map(([fact, value]) => `${record.key}\t${fact}\t${value}`)),
  );
  return {
    mentions: mentions.map((mention) => {
      const { target } = mention;
      return evidenced(
        mention,
        target.kind === 'LINKED' ? target.key : null,
        target.kind === 'AMBIGUOUS' ? target.candidates : [],
      );
    }),
    rest: [...rollUps.map((rollUp) => rollUpText(rollUp.key, rollUp, viaBits(rollUp))), ...[...facts].sort()],
  };
}

/** Whether the rows would be the same. */
export const isSameEvidence = (a: Evidence, b: Evidence): boolean =>
  a.mentions.length === b.mentions.length &&
  a.rest.length === b.rest.length &&
  a.mentions.every(({ whole }, at) => whole === b.mentions[at]?.whole) &&
  a.rest.every((text, at) => text === b.rest[at]);

const viaBits = ({ via }: EntityRollUp): number => via.reduce((bits, kind) => bits | (1 << VIA_KINDS.indexOf(kind)), 0);

const rollUpText = (
  key: string,
  row: Pick<EntityRollUp, 'directCount' | 'totalCount' | 'titleCount' | 'salience'>,
  via: number,
): string => [key, row.directCount, row.totalCount, row.titleCount, via, row.salience].join('\t');

type Found = Pick<
  Mention,
  'field' | 'start' | 'end' | 'type' | 'value' | 'method' | 'rule' | 'confidence' | 'nested' | 'extractor'
>;

function evidenced(
  { field, start, end, type, value, method, rule, confidence, nested, extractor }: Found,
  key: string | null,
  candidates: readonly { readonly key: string; readonly score: number }[],
): EvidencedMention {
  const meant = key ?? candidates.map((candidate) => candidate.key).join('|');
  const identity = [field, start, end, type, meant, value ?? ''].join('\t');
  const scores = candidates.map((candidate) => candidate.score).join('|');
  return { type, identity, whole: [identity, scores, method, rule, confidence, nested, extractor].join('\t') };
}

type MentionRow = Found & { readonly articleId: number; readonly position: number; readonly key: string | null };
type CandidateRow = {
  readonly articleId: number;
  readonly mention: number;
  readonly key: string;
  readonly score: number;
};
type RollUpRow = Pick<EntityRollUp, 'directCount' | 'totalCount' | 'titleCount' | 'salience'> & {
  readonly articleId: number;
  readonly key: string;
  readonly via: number;
  readonly isUpToDate: number;
};
type FactRow = {
  readonly articleId: number;
  readonly key: string;
  readonly fact: string;
  readonly value: string;
};

function groupBy<T, Key>(rows: readonly T[], keyOf: (row: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}
