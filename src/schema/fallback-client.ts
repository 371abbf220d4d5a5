import { MODELS, type ModelName } from '../store/model-map.ts';
import type { Reader } from '../store/read/reader.ts';
import type { Query } from '../store/read/selection.ts';

/**
 * What the Prisma plugin takes for a Prisma client: it asks for single rows when one selection cannot hold
 * everything (one relation selected twice with different arguments). Each such look-up goes through the
 * reader, which gathers those of one tick into one statement.
 */
export function fallbackClient(reader: Reader): object {
  return Object.fromEntries(
    [...MODELS.keys()].map((model) => [
      `${model[0]?.toLowerCase()}${model.slice(1)}`,
      delegateOf(model as ModelName, reader),
    ]),
  );
}

type UniqueQuery = Query & { readonly where: Readonly<Record<string, unknown>> };

function delegateOf(model: ModelName, reader: Reader) {
  const findUnique = ({ where, ...query }: UniqueQuery) => reader.unique(model, where, query);
  return {
    findUnique,
    async findUniqueOrThrow(query: UniqueQuery) {
      const row = await findUnique(query);
      if (!row) throw new Error(`A ${model} was removed while it was being read`);
      return row;
    },
  };
}
