import type { Query } from '../store/read/selection.ts';
import { builder } from './builder.ts';
import { assertFewIds, findKeyed, KEYED_TYPES, type KeyField, keyBehind } from './keyed.ts';
import { ENTITY_TYPE_NAMES, type PlaceRef } from './refs.ts';

/** The argument of a look-up by this field, and how it is described. */
const ARGUMENTS = {
  id: { arg: 'ids', suffix: 'ByIds', what: 'by id', each: 'ids' },
  key: { arg: 'keys', suffix: 'ByKeys', what: 'by key', each: 'keys' },
  adcode: { arg: 'adcodes', suffix: 'ByAdcodes', what: 'by division code', each: 'division codes' },
} as const satisfies Record<KeyField, object>;

/** Former division codes are no keys that a place once had. */
const hasFormer = (typename: string, field: KeyField): boolean => field !== 'adcode' && KEEP_FORMER_KEYS.has(typename);
const KEEP_FORMER_KEYS: ReadonlySet<string> = new Set(['Article', ...Object.values(ENTITY_TYPE_NAMES)]);

for (const { ref, keys, plural } of KEYED_TYPES) for (const field of keys) defineLookUp(ref as never, plural, field);

/** A plural look-up, which is what a stitching gateway fetches further fields of a type through. */
function defineLookUp(ref: typeof PlaceRef, plural: string, keyField: KeyField): void {
  const { arg, suffix, what, each } = ARGUMENTS[keyField];
  builder.queryField(`${plural}${suffix}`, (t) =>
    t.prismaField({
      type: [ref],
      nullable: { list: false, items: true },
      directives: { merge: { keyField } },
      description: `Things of type ${ref.name} ${what}: as many as asked for, in that order, null where there is none.`,
      args: {
        [arg]: t.arg({
          type: keyField === 'id' ? ['ID'] : ['String'],
          required: true,
          description: `At most 1,000 ${each}${hasFormer(ref.name, keyField) ? '; former ones resolve too' : ''}.`,
        }),
      },
      resolve: async (query, _root, args, { reader }) => {
        const values = (args as Readonly<Record<string, readonly string[]>>)[arg] ?? [];
        assertFewIds(values);
        const found = values.map((value) => {
          const key = keyBehind(ref.name, keyField, value);
          return key === null ? null : findKeyed(ref.name, key, reader, query as Query);
        });
        return (await Promise.all(found)) as never;
      },
    }),
  );
}
