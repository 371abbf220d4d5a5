import type { EntityKey } from '../../model/entity.ts';
import { foldCharacters } from '../../model/fold.ts';
import type { AnnotatedText } from '../annotated/annotated-text.ts';
import type { Form, Gazetteer } from '../gazetteer.ts';

/** The province a place is or lies in; null for a country or a place abroad. */
export function provinceOf(key: EntityKey, gazetteer: Gazetteer): EntityKey | null {
  return [key, ...gazetteer.ancestors(key)].find((place) => gazetteer.lookup(place)?.level === 'PROVINCE') ?? null;
}

/**
 * The provinces a text speaks of as its annotation has it: the list itself, else those of the keys of its places,
 * else those whose names, or the names of whose prefectures and counties, a marked place or organisation holds.
 * From names alone only what has one meaning counts, and a county's name of two characters only when it is all that
 * was marked.
 */
export function markedProvinces(annotated: AnnotatedText, gazetteer: Gazetteer): ReadonlySet<EntityKey> {
  if (annotated.provinces !== null) return new Set(annotated.provinces);
  const provinces = new Set<EntityKey>();
  const add = (key: EntityKey): void => {
    const province = provinceOf(key, gazetteer);
    if (province !== null) provinces.add(province);
  };
  for (const { start, end, key, type } of annotated.spans) {
    if (type !== 'PLACE' && type !== 'ORGANIZATION') continue;
    if (key !== null) add(key);
    else for (const place of placesNamedIn(foldCharacters(annotated.text.slice(start, end)), gazetteer)) add(place);
  }
  return provinces;
}

function placesNamedIn(folded: string, { places }: Gazetteer): readonly EntityKey[] {
  const keys: EntityKey[] = [];
  for (let i = 0; i < folded.length; ) {
    const [end, id] = places.matcher.at(folded, i);
    const form = id === undefined ? undefined : (places.forms[id] as Form);
    const key = form === undefined ? null : onlyMeaning(form, end === folded.length && i === 0);
    if (key !== null) keys.push(key);
    i = form === undefined || end === undefined ? i + 1 : end;
  }
  return keys;
}

function onlyMeaning({ entries, isFull, isCommonWord }: Form, isWhole: boolean): EntityKey | null {
  const best = entries.filter(({ level }) => level === entries[0]?.level);
  const [only] = best;
  if (only === undefined || best.length > 1 || isCommonWord) return null;
  return isFull || isWhole || only.level !== 'COUNTY' ? only.key : null;
}
