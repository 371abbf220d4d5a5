import type { EntityKey } from '../model/entity.ts';
import { foldName } from '../model/fold.ts';

/** `org:<jurisdiction>/<name>`; the name is folded, and the jurisdiction empty when there is none. */
export function organisationKey(jurisdictionKey: EntityKey | null, name: string): EntityKey {
  return `org:${jurisdictionKey ?? ''}/${foldName(name)}` as EntityKey;
}
