import type { Dialect, Sql } from '../sql.ts';
import type { Reader } from './reader.ts';

/** How the plans of one lookup become one statement. */
interface PartedLookup<Plan, Row extends object> {
  /** One name, one lookup. */
  readonly name: string;
  /** Each plan's rows carry its index as `part`. */
  readonly compile: (plans: readonly Plan[], dialect: Dialect) => Sql;
  readonly columns: readonly (keyof (Row & Part) & string)[];
  /** Of more plans, several statements are made; when left out, each plan is one term of a UNION. */
  readonly mostPlans?: number;
}

interface Part {
  readonly part: number;
}

/** SQLite takes at most 500 terms of a UNION. */
const MOST_PLANS = 400;

/** The rows of one plan, in the statement's order; plans of a lookup that are asked for in one tick share a statement. */
export async function findInParts<Plan, Row extends object>(
  reader: Reader,
  plan: Plan,
  { name, compile, columns, mostPlans = MOST_PLANS }: PartedLookup<Plan, Row>,
): Promise<readonly Row[]> {
  const rows = await reader.shared(name, JSON.stringify(plan), async (keys) => {
    const found = new Map<string, Row[]>(keys.map((key) => [key, []]));
    for (let at = 0; at < keys.length; at += mostPlans) {
      const chunk = keys.slice(at, at + mostPlans);
      const plans = chunk.map((key) => JSON.parse(key) as Plan);
      for (const { part, ...row } of await reader.run<Row & Part>(compile(plans, reader.dialect), columns))
        found.get(chunk[part] as string)?.push(row as unknown as Row);
    }
    return found;
  });
  return rows ?? [];
}
