import { readYaml, type YamlFault } from './yaml.ts';

export interface MendedYaml {
  readonly text: string;
  /** What was mended, in order of line. */
  readonly mended: readonly YamlFault[];
}

/**
 * Rewrites YAML that does not parse where its meaning is clear: tabs as indentation, and values that need
 * quotes (`@handle`, `a: b`, `"x" y`, a title wrapped in many quotes or over several lines). Each top-level
 * entry is judged by itself, so one bad line does not blur the rest. Null when something stays unclear.
 */
export function mendYaml(text: string): MendedYaml | null {
  // Anchors tie entries together, so that none can be judged by itself.
  if (/[:,[]\s*&\w/.test(text)) return null;
  const mended: YamlFault[] = [];
  const out: string[] = [];
  for (const entry of entriesOf(text)) {
    const source = entry.lines.join('\n');
    const fault = readYaml(source).faults[0];
    if (fault === undefined) {
      out.push(source);
      continue;
    }
    const better = REMEDIES.map((remedy) => remedy(entry.lines)).find((lines) => lines !== null && readsWell(lines));
    if (better === undefined || better === null) return null;
    out.push(better.join('\n'));
    mended.push({ line: entry.line + fault.line - 1, reason: fault.reason });
  }
  return { text: out.join('\n'), mended };
}

interface Entry {
  /** 1-based. */
  readonly line: number;
  readonly lines: string[];
}

type Remedy = (lines: readonly string[]) => readonly string[] | null;

// Without inner spaces: prose broken at the left margin may hold a colon too.
const KEY = /^([\p{L}_][\p{L}\p{N}_.-]*|"[^"]*"|'[^']*')\s*:(?:\s+(.*))?$/u;
const ITEM = /^(\s*-\s+)(\S.*)$/;
const PROSE_KEY = /^(?:title|subtitle|description|summary|excerpt)$/i;
const NESTED = /^(\s+[\w.-]+:\s+)(\S.*)$/;

const readsWell = (lines: readonly string[]): boolean => readYaml(lines.join('\n')).faults.length === 0;

function entriesOf(text: string): Entry[] {
  const entries: Entry[] = [];
  text.split('\n').forEach((line, i) => {
    const last = entries.at(-1);
    if (last === undefined || KEY.test(line)) entries.push({ line: i + 1, lines: [line] });
    else last.lines.push(line);
  });
  return entries;
}

/** Prose that its writer broke at the left margin, in quotes or under a key that holds prose: indented. */
const indent: Remedy = (lines) => {
  const [, key, value] = KEY.exec(lines[0] as string) ?? [];
  if (key === undefined || value === undefined) return null;
  if (!/^["']/.test(value) && !PROSE_KEY.test(key)) return null;
  return lines.map((line, i) => (i === 0 || line === '' ? line : `  ${line}`));
};

const untab: Remedy = (lines) =>
  lines.map((line) => line.replace(/^[ \t]*/, (indent) => indent.replaceAll('\t', '  ')));

/** One value after the key, all that follows included: quoted as a whole. */
const quoteWhole: Remedy = (lines) => {
  const match = KEY.exec(lines[0] as string);
  const first = match?.[2];
  if (match === null || first === undefined || first.trim() === '') return null;
  if (lines.slice(1).some((line) => /^\S/.test(line))) return null;
  const value = [first, ...lines.slice(1)]
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
  // An unclosed bracket may be a list cut short, an unclosed quote may hold what follows: that is for their author to say.
  if (/^[[{]/.test(value) && !/[\]}]/.test(value)) return null;
  if (/^["']/.test(value) && !value.slice(1).includes(value[0] as string)) return null;
  return [`${match[1]}: ${JSON.stringify(unwrapQuotes(value))}`];
};

/** A list or mapping beneath the key: the items that do not read alone are quoted one by one. */
const quoteItems: Remedy = (lines) =>
  (untab(lines) ?? lines).map((line) => {
    const match = ITEM.exec(line) ?? NESTED.exec(line);
    if (match === null || readsWell([line.trim()])) return line;
    return `${match[1]}${JSON.stringify(unwrapQuotes((match[2] as string).trim()))}`;
  });

const REMEDIES: readonly Remedy[] = [untab, indent, quoteWhole, quoteItems];

/** Takes away quotes that wrap the whole value, however many (`"""'X'"""`), and leaves those inside. */
export function unwrapQuotes(value: string): string {
  const run = /^(["']{2,})([^"'](?:.*[^"'])?)(["']{2,})$/s.exec(value);
  if (run !== null && [...(run[1] as string)].reverse().join('') === run[3]) return run[2] as string;
  const single = /^(["'])(.+)\1$/s.exec(value);
  if (single === null) return value;
  const inner = single[2] as string;
  const quote = inner.indexOf(single[1] as string);
  // A quote followed by a space closes one that opened at the start: `"a" and "b"` is wrapped in nothing.
  return quote >= 0 && /^(?:\s|$)/.test(inner.slice(quote + 1)) ? value : inner;
}
