import matter from 'gray-matter';
import type { FrontMatterFormat, JsonObject } from '../model/document.ts';
import type { ProblemWithoutPath } from '../model/problem.ts';
import { type FencedText, NOTE_LINE, splitFrontMatter } from './fence.ts';
import { failure, warning } from './finding.ts';
import { isJsonObject, toJson } from './json.ts';
import { readToml, tomlFault } from './toml.ts';
import { readYaml } from './yaml.ts';
import { mendYaml } from './yaml-mend.ts';
import { readPlainYaml } from './yaml-plain.ts';

export type FrontMatterResult =
  | {
      readonly kind: 'READ';
      readonly format: FrontMatterFormat;
      readonly data: JsonObject;
      readonly body: string;
      readonly problems: readonly ProblemWithoutPath[];
    }
  | { readonly kind: 'FAILED'; readonly problem: ProblemWithoutPath };

/**
 * Front matter and body of a text (LF only). Scalars come as strings, as written; nothing in the front
 * matter is ever executed.
 */
export function readFrontMatter(text: string): FrontMatterResult {
  const fenced = splitFrontMatter(text);
  const { format, body, blockLine } = fenced;
  if (format === 'NONE') return { kind: 'READ', format, data: {}, body, problems: [] };
  const problems: ProblemWithoutPath[] = [];
  if (fenced.recovered !== null) problems.push(recovered(blockLine, fenced.recovered));
  try {
    const data = toJson(readBlock(fenced, problems) ?? {});
    if (!isJsonObject(data)) return { kind: 'FAILED', problem: notAMapping(blockLine) };
    return { kind: 'READ', format, data, body, problems };
  } catch (error) {
    return { kind: 'FAILED', problem: failureOf(error, fenced) };
  }
}

// No text can hold it: control characters are dropped when bytes are decoded. So gray-matter splits
// exactly where fence.ts did, whatever stands inside the block.
const PRIVATE_FENCE = '\u0001\u0002';

function readBlock(fenced: FencedText, problems: ProblemWithoutPath[]): unknown {
  const { block, blockLine, language } = fenced;
  const plain = language === 'yaml' ? readPlainYaml(block) : null;
  if (plain !== null) return plain;
  let read: unknown = {};
  // gray-matter types an engine's result as an object, and merges it; a scalar or list has to be seen as such.
  const keep = (parse: (text: string) => unknown) => (): object => {
    read = parse(block);
    return {};
  };
  // It looks for comments with a pattern that takes the square of the blank lines; engines get all of them.
  const lines = block.split('\n').filter((line) => line.trim() !== '');
  matter([PRIVATE_FENCE, ...lines, PRIVATE_FENCE, ''].join('\n'), {
    language,
    delimiters: [PRIVATE_FENCE, PRIVATE_FENCE],
    engines: {
      yaml: keep((text) => readLenientYaml(text, blockLine, problems)),
      toml: keep(readToml),
      json: keep((text) => JSON.parse(text)),
      lines: keep(readNotes),
      js: keep(refuseScript),
      javascript: keep(refuseScript),
      coffee: keep(refuseScript),
    },
  });
  return read;
}

function refuseScript(): never {
  throw new ScriptFault();
}

/**
 * UTF-16 units of YAML that is more than keys, plain values and lists: several times the longest that articles have.
 * To read it takes far longer than its length tells.
 */
const MAX_YAML_LENGTH = 65_536;

function readLenientYaml(text: string, blockLine: number, problems: ProblemWithoutPath[]): unknown {
  if (text.length > MAX_YAML_LENGTH)
    throw new Fault(1, `it has ${text.length} characters, of which at most ${MAX_YAML_LENGTH} are read`);
  const reading = readYaml(text);
  const [fault] = reading.faults;
  if (fault === undefined) {
    problems.push(...reading.duplicates.map(({ line, reason }) => recovered(blockLine + line - 1, reason)));
    return reading.data;
  }
  const mended = mendYaml(text);
  const second = mended === null ? null : readYaml(mended.text);
  if (mended === null || second === null || second.faults.length > 0) throw new Fault(fault.line, fault.reason);
  problems.push(...mended.mended.map(({ line, reason }) => recovered(blockLine + line - 1, reason)));
  return second.data;
}

/** `(value)`, `"value"` or a bare one; `( )` is null. */
function readNotes(text: string): Record<string, string | null> {
  const data: Record<string, string | null> = {};
  for (const line of text.split('\n')) {
    const [, key, written] = NOTE_LINE.exec(line) ?? [];
    if (key === undefined || written === undefined) continue;
    const value = written
      .trim()
      .replace(/^\((.*)\)$|^"(.*)"$|^'(.*)'$/, (_, a, b, c) => a ?? b ?? c ?? '')
      .trim();
    data[key] = value === '' ? null : value;
  }
  return data;
}

/** A fault of known place and reason. */
class Fault extends Error {
  readonly line: number;
  constructor(line: number, reason: string) {
    super(reason);
    this.line = line;
  }
}

class ScriptFault extends Error {}

function failureOf(error: unknown, { block, blockLine, language }: FencedText): ProblemWithoutPath {
  if (error instanceof ScriptFault) {
    return failure(
      'FRONT_MATTER_SCRIPT',
      blockLine - 1,
      `The front matter is a program (${language}), which is not run.`,
    );
  }
  const { line, reason } = faultOf(error, block);
  return failure('FRONT_MATTER_INVALID', blockLine + line - 1, `The front matter cannot be read: ${reason}.`);
}

function faultOf(error: unknown, block: string): { readonly line: number; readonly reason: string } {
  if (error instanceof Fault) return { line: error.line, reason: error.message };
  if (error instanceof SyntaxError) return jsonFault(error, block);
  const reason = error instanceof Error ? error.message : String(error);
  return tomlFault(error) ?? { line: 1, reason };
}

/** Where a text that `JSON.parse` refused goes wrong. `line`: 1-based in `block`. */
export function jsonFault(error: SyntaxError, block: string): { readonly line: number; readonly reason: string } {
  return {
    line: block.slice(0, jsonPosition(error.message, block)).split('\n').length,
    reason: 'the JSON object is not well formed',
  };
}

/** V8 gives a position, or else quotes the ten characters on either side of the one that is wrong. */
function jsonPosition(message: string, block: string): number {
  const given = /position (\d+)/.exec(message)?.[1];
  if (given !== undefined) return Number(given);
  const quoted = /^Unexpected token .*?, (\.\.\.)?"([\s\S]*?)"(?:\.\.\.)? is not valid JSON$/.exec(message);
  const at = quoted === null ? -1 : block.indexOf(quoted[2] as string);
  return at < 0 ? block.length : at + (quoted?.[1] === undefined ? 0 : 10);
}

const recovered = (line: number, reason: string): ProblemWithoutPath =>
  warning('FRONT_MATTER_RECOVERED', line, `The front matter is not quite right: ${reason}.`);

const notAMapping = (line: number): ProblemWithoutPath =>
  failure('FRONT_MATTER_NOT_A_MAPPING', line, 'Between the `---` lines stands no list of `key: value` pairs.');
