type Row = Record<string, unknown>;

/** The rows at a path of relations below some rows, to-one and to-many alike; rows that have none there are left out. */
export function rowsAt(rows: readonly object[], path: readonly string[]): Row[] {
  return path.reduce<Row[]>((above, relation) => above.flatMap((row) => below(row, relation)), rows as Row[]);
}

function below(row: Row, relation: string): Row[] {
  const related = row[relation] as Row | Row[] | null;
  if (related === null) return [];
  return Array.isArray(related) ? related : [related];
}
