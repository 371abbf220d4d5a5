import { foldName } from '../../model/fold.ts';
import { readPinyin } from '../../model/pinyin.ts';

/** A name of an entity about to be written. */
export interface AliasToWrite {
  readonly entityId: number;
  readonly form: string;
  readonly kind: string;
  readonly isPerson: boolean;
}

/** Rows of Alias, with the forms that names are looked up and suggested by. */
export async function aliasRows(aliases: readonly AliasToWrite[]) {
  const readings = await readPinyin(aliases);
  return aliases.map(({ entityId, form, kind }, index) => ({
    entityId,
    form,
    folded: foldName(form),
    kind,
    pinyin: readings[index]?.full ?? null,
    initials: readings[index]?.initials ?? null,
  }));
}
