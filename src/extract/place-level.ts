import type { EntityKey } from '../model/entity.ts';
import type { Gazetteer } from './gazetteer.ts';

/** Words for the level of a division, as they stand before an agency (省工信厅). */
export const LEVEL_WORDS: ReadonlySet<string> = new Set('省市县区州');

/** True when a division, or an organisation's key that begins with its, is of the level a word names; by the digits of the code. */
export function isOfLevel(key: string, level: string): boolean {
  const code = /^cn:(\d{6})/.exec(key)?.[1];
  if (code === undefined) return false;
  const isMunicipality = /^(?:11|12|31|50)0000$/.test(code);
  if (level === '省') return code.endsWith('0000') && !isMunicipality;
  if (level === '市') return isMunicipality || (code.endsWith('00') && !code.endsWith('0000'));
  if (level === '州') return code.endsWith('00') && !code.endsWith('0000');
  return !code.endsWith('00');
}

/** The divisions of a level among these and what contains them, each once. */
export function jurisdictionsOfLevel(
  keys: ReadonlySet<EntityKey>,
  level: string,
  gazetteer: Gazetteer,
): readonly EntityKey[] {
  const found = new Set<EntityKey>();
  for (const key of keys)
    for (const one of [key, ...gazetteer.ancestors(key)]) if (isOfLevel(one, level)) found.add(one);
  return [...found];
}
