import type { ModelName } from '../store/model-map.ts';
import type { Reader } from '../store/read/reader.ts';
import type { Query } from '../store/read/selection.ts';

/**
 * What the Prisma plugin takes for a Prisma client: it asks for single rows when one selection cannot hold
 * everything (one relation selected twice with different arguments). Each such look-up goes through the
 * reader, which gathers those of one tick into one statement.
 */
export function fallbackClient(reader: Reader): object {
  return new Proxy(
    {},
    {
      get: (_target, delegate) => {
        if (typeof delegate !== 'string') return undefined;
        const model = `${delegate[0]?.toUpperCase()}${delegate.slice(1)}` as ModelName;
        const find = ({ where, ...query }: Query & { readonly where: Readonly<Record<string, unknown>> }) => reader.unique(model, where, query);
        return {
          findUnique: find,
          async findUniqueOrThrow(query: Query & { readonly where: Readonly<Record<string, unknown>> }) {
            const row = await find(query);
            if (!row) throw new Error(`A ${model} was removed while it was being read`);
            return row;
          },
        };
      },
    },
  );
}
