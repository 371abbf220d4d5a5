import { createHash } from 'node:crypto';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { DatelineError } from '../../errors.ts';

/** Says what is in a file before its compressed content: `kind` and `version` as the reader expects them. */
export interface ContainerKind {
  /** Four letters at the start of the file. */
  readonly magic: string;
  readonly version: number;
  /** For messages: `model`, `lexicon`. */
  readonly name: string;
}

export interface Container {
  readonly content: Uint8Array;
  /** SHA-256 of the content, 16 hexadecimal digits. */
  readonly digest: string;
  /** What the file says of itself: licence, attribution, what it was made from. */
  readonly about: Readonly<Record<string, unknown>>;
}

/**
 * A file of ours: four letters, version (one byte), length of `about` (four bytes), `about` as JSON with the
 * digest of the content, and the content compressed with Brotli.
 */
export function writeContainer(
  { magic, version }: ContainerKind,
  content: Uint8Array,
  about: Readonly<Record<string, unknown>>,
): Uint8Array {
  const header = Buffer.from(JSON.stringify({ ...about, digest: digestOf(content) }));
  const start = Buffer.alloc(9);
  start.write(magic, 'latin1');
  start.writeUInt8(version, 4);
  start.writeUInt32LE(header.length, 5);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 9,
    [constants.BROTLI_PARAM_LGWIN]: 22,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  return Buffer.concat([start, header, brotliCompressSync(content, { params })]);
}

/** @throws DatelineError MODEL_INVALID when it is no such file, of another version, or damaged. */
export function readContainer(kind: ContainerKind, bytes: Uint8Array, file: string): Container {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < 9 || buffer.toString('latin1', 0, 4) !== kind.magic)
    throw invalid(`${file} is no ${kind.name} of Dateline`);
  if (buffer.readUInt8(4) !== kind.version)
    throw invalid(
      `${file} is a ${kind.name} of version ${buffer.readUInt8(4)}; this program reads version ${kind.version}`,
    );
  const headerEnd = 9 + buffer.readUInt32LE(5);
  try {
    const { digest, ...about } = JSON.parse(buffer.toString('utf8', 9, headerEnd)) as Record<string, unknown>;
    const content = brotliDecompressSync(buffer.subarray(headerEnd));
    if (digestOf(content) !== digest) throw new Error('its digest does not match its content');
    return { content, digest: digest as string, about };
  } catch (error) {
    throw invalid(`${file} is a damaged ${kind.name}: ${(error as Error).message}`, error);
  }
}

export const invalid = (message: string, cause?: unknown): DatelineError =>
  new DatelineError('MODEL_INVALID', message, { cause });

const digestOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex').slice(0, 16);
