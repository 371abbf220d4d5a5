import { hash } from 'node:crypto';

declare const brand: unique symbol;
/** A primitive that only a smart constructor makes. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Public key of a row: permanent, the same in every database built from the same facts. */
export type PublicKey = Brand<string, 'PublicKey'>;

/**
 * First 160 bits of SHA-256 in base64url (27 characters): a key for things whose natural identity is
 * too long or too private to show (an article's facts, an image's URL).
 *
 * Parts are length-prefixed, so that no two lists of parts hash alike.
 */
export function hashKey(...parts: readonly string[]): PublicKey {
  const prefixed = parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join('');
  return hash('sha256', prefixed, 'buffer').subarray(0, 20).toString('base64url') as PublicKey;
}

/** SHA-256 in lower-case hex. */
export const digestOf = (content: Uint8Array | string): string => hash('sha256', content, 'hex');
