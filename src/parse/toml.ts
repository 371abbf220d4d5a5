import { parse, TomlDate, TomlError } from 'smol-toml';

/** Reads TOML; bare scalars (dates, numbers, booleans) of plain `key = value` lines come as they were written. */
export function readToml(text: string): Record<string, unknown> {
  const data: Record<string, unknown> = parse(text, { integersAsBigInt: true });
  let table: Record<string, unknown> | null = data;
  for (const line of text.split('\n')) {
    const header = /^\s*\[([^[\]"']+)\]\s*(?:#.*)?$/.exec(line);
    if (header !== null) table = tableAt(data, header[1] as string);
    else if (/^\s*\[/.test(line)) table = null;
    const pair = BARE_PAIR.exec(line);
    if (pair === null || table === null) continue;
    const [, key, written] = pair as unknown as [string, string, string];
    if (isBare(table[key])) table[key] = written.trim();
  }
  return data;
}

/** The 1-based line and the reason of what {@link readToml} threw; null when it was something else. */
export function tomlFault(error: unknown): { readonly line: number; readonly reason: string } | null {
  if (!(error instanceof TomlError)) return null;
  const reason = (error.message.split('\n')[0] as string).replace(/^Invalid TOML document:\s*/, '');
  return { line: error.line, reason };
}

const BARE_PAIR = /^\s*([\w-]+)\s*=\s*([^"'[{#\s][^"'[{#]*?)\s*(?:#.*)?$/;

const isBare = (value: unknown): boolean =>
  value instanceof TomlDate || typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean';

function tableAt(data: Record<string, unknown>, path: string): Record<string, unknown> | null {
  let table: unknown = data;
  for (const name of path.split('.')) {
    if (typeof table !== 'object' || table === null || Array.isArray(table)) return null;
    table = (table as Record<string, unknown>)[name.trim()];
  }
  return typeof table === 'object' && table !== null && !Array.isArray(table)
    ? (table as Record<string, unknown>)
    : null;
}
