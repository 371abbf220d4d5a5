/** A row that was there when something was counted or found by it; if it is not now, the request is read again. */
export async function rowOf<Row>(found: Promise<Row | null>): Promise<Row> {
  const row = await found;
  if (row === null) throw new Error('A row that was found a moment ago is gone');
  return row;
}
