import { isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { expect, it } from 'vitest';
import { createSchema } from '../../src/schema/schema.ts';

/** Federation's and introspection's own names are described by their specifications. */
const isOurs = (name: string) =>
  !name.startsWith('_') &&
  !['FieldSet', 'Boolean', 'Float', 'ID', 'Int', 'String', 'link__Import', 'federation__FieldSet'].includes(name);

it('every type, field, argument and enum value is described', () => {
  const bare: string[] = [];
  const note = (path: string, description: string | null | undefined) => {
    if (!description?.trim()) bare.push(path);
  };
  const types = Object.values(createSchema().getTypeMap()).filter((type) => isOurs(type.name));
  expect(types.length).toBeGreaterThan(40);
  for (const type of types) {
    note(type.name, type.description);
    if (isEnumType(type)) for (const value of type.getValues()) note(`${type.name}.${value.name}`, value.description);
    if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type))
      for (const field of Object.values(type.getFields())) {
        if (!isOurs(field.name)) continue;
        note(`${type.name}.${field.name}`, field.description);
        if ('args' in field)
          for (const argument of field.args) note(`${type.name}.${field.name}(${argument.name})`, argument.description);
      }
  }
  expect(bare).toEqual([]);
});
