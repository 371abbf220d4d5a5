import type { EntityKey } from '../model/entity.ts';
import { foldName } from '../model/fold.ts';
import type { EntityRegister } from './entity-register.ts';
import type { PlaceHit } from './place.ts';

/** `place:cn:630102/韵家口镇`, or `place:/王家村` where nothing tells what it lies in. */
const namedPlaceKey = (container: EntityKey | null, name: string): EntityKey =>
  `place:${container ?? ''}/${foldName(name)}` as EntityKey;

/** Notes a place that only its name tells of, inside the known place before it. */
export function noteNamed({ name, level }: PlaceHit, container: EntityKey | null, register: EntityRegister): EntityKey {
  return register.note({ key: namedPlaceKey(container, name), type: 'PLACE', name, parentKey: container, level });
}
