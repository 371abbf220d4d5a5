import { DatelineError } from '../errors.ts';

/** `base64url(Type:key)`: opaque to clients, derived from the public key alone. */
export const encodeGlobalId = (typename: string, key: string): string =>
  Buffer.from(`${typename}:${key}`).toString('base64url');

/** Throws BAD_ID for anything {@link encodeGlobalId} cannot have made. */
export function decodeGlobalId(id: string): { readonly typename: string; readonly key: string } {
  const decoded = tryDecodeGlobalId(id);
  if (!decoded) throw new DatelineError('BAD_ID', `Not an id of this graph: ${id.slice(0, 80)}`);
  return decoded;
}

export function tryDecodeGlobalId(id: string): { readonly typename: string; readonly key: string } | null {
  const text = Buffer.from(id, 'base64url').toString('utf8');
  const colon = text.indexOf(':');
  if (colon <= 0 || colon === text.length - 1 || encodeGlobalId(text.slice(0, colon), text.slice(colon + 1)) !== id)
    return null;
  return { typename: text.slice(0, colon), key: text.slice(colon + 1) };
}

/** Key of an id that must be of one of these types; BAD_ID names what it is instead. */
export function keyOfGlobalId(id: string, ...typenames: readonly string[]): string {
  const { typename, key } = decodeGlobalId(id);
  if (!typenames.includes(typename))
    throw new DatelineError('BAD_ID', `This id is of a ${typename}, not of a ${typenames.join(' or ')}`);
  return key;
}
