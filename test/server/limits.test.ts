import { getIntrospectionQuery, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measureOperations } from '../../src/server/limits.ts';
import { startSampleServer } from './sample-server.ts';

const nest = (levels: number): string => (levels === 1 ? 'name' : `leaf { ${nest(levels - 1)} }`);

describe('the size of an operation', () => {
  it('counts levels of fields', () => {
    expect(measureOperations(parse('{ a { b { c } } }')).depth).toBe(3);
  });

  it('counts a fragment at every place it is used', () => {
    const size = measureOperations(
      parse('{ a { ...F } b { c { ...F } } } fragment F on T { x: y @include(if: true) }'),
    );
    expect(size).toEqual({ depth: 3, aliases: 2, directives: 2 });
  });

  it('does not count an inline fragment as a level', () => {
    expect(measureOperations(parse('{ a { ... on T { b } } }')).depth).toBe(2);
  });

  it('does not count what lies under an introspection field', () => {
    expect(measureOperations(parse(getIntrospectionQuery())).depth).toBe(1);
  });

  it('ends for a fragment that spreads itself', () => {
    expect(measureOperations(parse('{ ...F } fragment F on T { a ...F }')).depth).toBe(1);
  });

  it('measures doubling fragments in time linear in the document', () => {
    const count = 60;
    const fragments = Array.from(
      { length: count },
      (_, index) => `fragment F${index} on T { ${index + 1 < count ? `...F${index + 1} ...F${index + 1}` : 'x: a'} }`,
    );
    expect(measureOperations(parse(`{ ...F0 } ${fragments.join(' ')}`)).aliases).toBe(2 ** (count - 1));
  });

  it('is that of the largest operation of a document', () => {
    expect(measureOperations(parse('query A { a } query B { a { b { c } } }')).depth).toBe(3);
  });
});

describe('limits on the server', () => {
  let server: Awaited<ReturnType<typeof startSampleServer>>;
  beforeAll(async () => {
    server = await startSampleServer({ MAX_DEPTH: '5', MAX_ALIASES: '2', MAX_DIRECTIVES: '2', MAX_TOKENS: '300' });
  });
  afterAll(() => server.close());

  it('an operation as deep as allowed is answered, one level more is refused', async () => {
    expect((await server.query(`{ ${nest(5)} }`)).body.errors).toBeUndefined();
    const { body } = await server.query(`{ ${nest(6)} }`);
    expect(body.data).toBeUndefined();
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: 'depth', found: 6, max: 5 });
  });

  it('too many aliases are refused', async () => {
    const { body } = await server.query('{ a: greeting b: greeting c: greeting }');
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: 'aliases', found: 3 });
  });

  it('too many directives are refused', async () => {
    const field = (name: string) => `${name} @include(if: true)`;
    const { body } = await server.query(`{ ${field('greeting')} ${field('list')} ${field('missing')} }`);
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: 'directives', found: 3 });
  });

  it('too long a document is refused while it is being read', async () => {
    const { body } = await server.query(`{ ${'greeting '.repeat(400)} }`);
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: 'tokens', max: 300 });
  });

  it('a refused document is refused again when it comes again', async () => {
    const query = `{ ${nest(7)} }`;
    await server.query(query);
    expect((await server.query(query)).body.errors?.[0]?.extensions?.code).toBe('LIMIT_EXCEEDED');
  });

  it('input nested until the parser would overflow is refused, not a fault', async () => {
    const query = `{ echo(number: ${'['.repeat(20_000)}${']'.repeat(20_000)}) }`;
    const { body } = await server.query(query);
    expect(body.errors?.[0]?.extensions?.code).toBe('LIMIT_EXCEEDED');
  });

  it('the introspection query of GraphQL tools is within the default limits', async () => {
    const usual = await startSampleServer();
    try {
      const { body } = await usual.query(getIntrospectionQuery({ oneOf: true, inputValueDeprecation: true }));
      expect(body.errors).toBeUndefined();
    } finally {
      await usual.close();
    }
  });
});
