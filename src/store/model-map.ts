import type PrismaTypes from './generated/pothos.ts';
import { getDatamodel } from './generated/pothos.ts';

export type ModelName = keyof PrismaTypes & string;

export interface Relation {
  readonly target: ModelName;
  /** `toOne`: this model holds the foreign key. `toMany`: the target does. */
  readonly kind: 'toOne' | 'toMany';
  /** The foreign key's column; it always refers to the other side's `id`. */
  readonly foreignKey: string;
}

export interface ModelShape {
  readonly columns: ReadonlyMap<string, 'Int' | 'BigInt' | 'Float' | 'Boolean' | 'String'>;
  readonly relations: ReadonlyMap<string, Relation>;
}

interface DatamodelField {
  readonly name: string;
  readonly type: string;
  readonly kind: string;
  readonly isList: boolean;
  readonly relationName?: string;
  readonly relationFromFields?: readonly string[];
}

/** Tables, columns and relations of prisma/schema.prisma, read from what the generator wrote. */
export const MODELS: ReadonlyMap<string, ModelShape> = readModels();

export function modelShape(model: string): ModelShape {
  const shape = MODELS.get(model);
  if (!shape) throw new Error(`No model ${model} in prisma/schema.prisma`);
  return shape;
}

function readModels(): ReadonlyMap<string, ModelShape> {
  const models = getDatamodel().datamodel.models as unknown as Record<string, { fields: DatamodelField[] }>;
  return new Map(
    Object.entries(models).map(([name, { fields }]) => [
      name,
      {
        columns: new Map(fields.filter((field) => field.kind === 'scalar').map((field) => [field.name, field.type])),
        relations: new Map(
          fields.filter((field) => field.kind === 'object').map((field) => [field.name, readRelation(field, models)]),
        ),
      } as ModelShape,
    ]),
  );
}

function readRelation(field: DatamodelField, models: Record<string, { fields: DatamodelField[] }>): Relation {
  const target = field.type as ModelName;
  const own = field.relationFromFields?.[0];
  if (own) return { target, kind: 'toOne', foreignKey: own };
  const other = models[target]?.fields.find(
    (candidate) => candidate.relationName === field.relationName && candidate.relationFromFields?.length,
  );
  if (!other) throw new Error(`Relation ${field.name} of ${target} has no foreign key`);
  return { target, kind: 'toMany', foreignKey: other.relationFromFields?.[0] as string };
}
