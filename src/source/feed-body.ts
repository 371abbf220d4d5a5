import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** A body of more than the bytes allowed, counted as sent and as unpacked. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/** A body packed in a way that nobody asked for. */
export class EncodingUnknown extends Error {
  override readonly name = 'EncodingUnknown';
}

/** What a request may say it accepts. */
export const ACCEPTED_ENCODINGS = 'gzip, deflate, br';

/**
 * A response's body, unpacked, never holding more than `maxBytes` of it. What is left is not read.
 *
 * @throws BodyTooLarge, EncodingUnknown, and what the connection or the unpacking throws.
 */
export async function readBody(body: Readable, encoding: string | null, maxBytes: number): Promise<Uint8Array> {
  const unpacked = unpack(body, encoding);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of unpacked as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop destroys the stream.
    if (size > maxBytes) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function unpack(body: Readable, encoding: string | null): Readable {
  const name = (encoding ?? '').trim().toLowerCase();
  if (name === '' || name === 'identity') return body;
  const create = UNPACKERS.get(name);
  if (create === undefined) throw new EncodingUnknown(name);
  const unpacker = create();
  body.on('error', (error) => unpacker.destroy(error));
  unpacker.on('close', () => body.destroy());
  return body.pipe(unpacker);
}

const UNPACKERS = new Map([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);
