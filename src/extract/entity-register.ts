import type { EntityAlias, EntityKey, EntityRecord } from '../model/entity.ts';
import { foldName } from '../model/fold.ts';
import { compareBytes } from '../model/text.ts';
import type { Gazetteer } from './gazetteer.ts';

type Facts = Pick<EntityRecord, 'key' | 'type' | 'name'> &
  Partial<Pick<EntityRecord, 'level' | 'parentKey' | 'jurisdictionKey' | 'issuerKey' | 'subtype'>>;

/** The entities of one article that the gazetteer does not have, each once, with the forms seen. */
export class EntityRegister {
  readonly #gazetteer: Gazetteer;
  readonly #records = new Map<EntityKey, EntityRecord>();

  constructor(gazetteer: Gazetteer) {
    this.#gazetteer = gazetteer;
  }

  /** Notes an entity and, if it is new, a form it goes by. What an earlier call said is kept, gaps are filled. */
  note(facts: Facts, alias?: EntityAlias): EntityKey {
    if (this.#gazetteer.lookup(facts.key) !== undefined) return facts.key;
    const known = this.#records.get(facts.key);
    const aliases: readonly EntityAlias[] = known?.aliases ?? [{ form: facts.name, kind: 'NAME' }];
    const isNew = alias !== undefined && aliases.every(({ form }) => foldName(form) !== foldName(alias.form));
    this.#records.set(facts.key, {
      key: facts.key,
      type: facts.type,
      name: known?.name ?? facts.name,
      aliases: isNew ? [...aliases, alias] : aliases,
      isGazetteer: false,
      parentKey: known?.parentKey ?? facts.parentKey ?? null,
      level: known?.level ?? facts.level ?? null,
      adcode: null,
      isoCodes: [],
      jurisdictionKey: known?.jurisdictionKey ?? facts.jurisdictionKey ?? null,
      issuerKey: known?.issuerKey ?? facts.issuerKey ?? null,
      subtype: known?.subtype ?? facts.subtype ?? null,
    });
    return facts.key;
  }

  get(key: EntityKey): EntityRecord | undefined {
    return this.#records.get(key) ?? this.#gazetteer.lookup(key);
  }

  has(key: EntityKey): boolean {
    return this.#records.has(key);
  }

  /** By key, bytewise. */
  list(): readonly EntityRecord[] {
    return [...this.#records.values()].sort((a, b) => compareBytes(a.key, b.key));
  }
}
