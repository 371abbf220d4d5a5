import type { FrontMatterFormat } from '../model/document.ts';

export type FrontMatterLanguage = 'yaml' | 'toml' | 'json' | 'lines' | 'js' | 'javascript' | 'coffee';

/** Where front matter lies in a file, nothing in it interpreted yet. */
export interface FencedText {
  readonly format: FrontMatterFormat;
  /** Empty when there is no front matter. */
  readonly language: FrontMatterLanguage | '';
  /** The text between the fences; for a `{` the object itself. */
  readonly block: string;
  /** 1-based line of the file on which `block` begins. */
  readonly blockLine: number;
  readonly body: string;
  /** What was wrong with the fences, if they were understood all the same. */
  readonly recovered: string | null;
}

/**
 * Finds front matter at the start of `text` (LF only), blank lines before it allowed: `---` (YAML, or the
 * language named after it), `+++` (TOML), a JSON object, `[#]: key: value` lines, or `key: value` lines
 * whose opening fence was forgotten. A fence is a line of its own at the left margin.
 */
export function splitFrontMatter(text: string): FencedText {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.trim() !== '');
  if (start < 0) return withoutFrontMatter(text);
  const first = lines[start] as string;
  if (/^---[ \t]*[A-Za-z]*[ \t]*$/.test(first)) return splitDashes(lines, start) ?? withoutFrontMatter(text);
  if (/^ {1,3}---[ \t]*$/.test(first) && KEY_LINE.test(lines[start + 1] ?? '')) {
    const split = splitDashes(lines, start);
    if (split === null) return withoutFrontMatter(text);
    return { ...split, recovered: split.recovered ?? 'the opening `---` is indented' };
  }
  if (/^\+{3}[ \t]*$/.test(first)) return splitPluses(lines, start) ?? withoutFrontMatter(text);
  if (NOTE_LINE.test(first)) return splitNotes(lines, start);
  if (/^\{(?![{%#])/.test(first)) return splitObject(text, lines, start) ?? withoutFrontMatter(text);
  return splitUnopened(lines, start) ?? withoutFrontMatter(text);
}

/** A `[#]: key: value` line; groups: key, value. */
export const NOTE_LINE = /^\[#\]:\s*([\w.-]+)\s*:\s*(.*)$/;

const LANGUAGES: Readonly<
  Record<string, { readonly format: FrontMatterFormat; readonly language: FrontMatterLanguage }>
> = {
  '': { format: 'YAML', language: 'yaml' },
  yaml: { format: 'YAML', language: 'yaml' },
  yml: { format: 'YAML', language: 'yaml' },
  toml: { format: 'TOML', language: 'toml' },
  json: { format: 'JSON', language: 'json' },
  js: { format: 'YAML', language: 'js' },
  javascript: { format: 'YAML', language: 'javascript' },
  coffee: { format: 'YAML', language: 'coffee' },
  coffeescript: { format: 'YAML', language: 'coffee' },
  cson: { format: 'YAML', language: 'coffee' },
};

const KEY_LINE = /^(?:[\p{L}_][\p{L}\p{N}_.-]*|"[^"]+"|'[^']+')\s*:(?:\s|$)/u;
const CONTINUATION_LINE = /^(?:\s|-(?:\s|$)|#|$)/;
const KNOWN_KEY = /^(?:title|date|author|authors|categories|category|tags|layout|published|标题)\s*:/i;

const withoutFrontMatter = (text: string): FencedText => ({
  format: 'NONE',
  language: '',
  block: '',
  blockLine: 1,
  body: text,
  recovered: null,
});

function splitDashes(lines: readonly string[], start: number): FencedText | null {
  const word = (lines[start] as string).replace(/-/g, '').trim().toLowerCase();
  const language = LANGUAGES[word];
  if (language === undefined) return null;
  const end = lines.findIndex((line, i) => i > start && /^(?:---|\.\.\.)[ \t]*$/.test(line));
  if (end >= 0) return fenced(lines, { ...language, from: start + 1, to: end, next: end + 1 });
  // Without a closing fence the mapping lines alone are front matter; a lone `---` is a rule in the text.
  const stop = lines.findIndex(
    (line, i) => i > start && !KEY_LINE.test(line) && (line === '' || !CONTINUATION_LINE.test(line)),
  );
  const to = stop < 0 ? lines.length : stop;
  if (!KEY_LINE.test(lines[start + 1] ?? '')) return null;
  return {
    ...fenced(lines, { ...language, from: start + 1, to, next: to }),
    recovered: 'the closing `---` is missing',
  };
}

function splitPluses(lines: readonly string[], start: number): FencedText | null {
  const end = lines.findIndex((line, i) => i > start && /^\+{3}[ \t]*$/.test(line));
  if (end < 0) return null;
  return fenced(lines, { format: 'TOML', language: 'toml', from: start + 1, to: end, next: end + 1 });
}

function splitNotes(lines: readonly string[], start: number): FencedText {
  const stop = lines.findIndex((line, i) => i > start && !NOTE_LINE.test(line));
  const to = stop < 0 ? lines.length : stop;
  return fenced(lines, { format: 'LINES', language: 'lines', from: start, to, next: to });
}

function splitObject(text: string, lines: readonly string[], start: number): FencedText | null {
  const from = lines.slice(0, start).reduce((sum, line) => sum + line.length + 1, 0);
  const end = endOfObject(text, from);
  const looksLikeJson = /^\{\s*(?:"|\})/.test(text.slice(from));
  if (!looksLikeJson) return null;
  const block = text.slice(from, end ?? text.length);
  return {
    format: 'JSON',
    language: 'json',
    block,
    blockLine: start + 1,
    body: text.slice(from + block.length),
    recovered: null,
  };
}

/** Index just behind the `}` that closes the object at `from`; null when nothing does. */
function endOfObject(text: string, from: number): number | null {
  let depth = 0;
  let isInString = false;
  for (let i = from; i < text.length; i++) {
    const character = text[i];
    if (isInString) {
      if (character === '\\') i++;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return i + 1;
  }
  return null;
}

function splitUnopened(lines: readonly string[], start: number): FencedText | null {
  if (!KEY_LINE.test(lines[start] as string)) return null;
  const end = lines.findIndex(
    (line, i) => i >= start && !KEY_LINE.test(line) && (/^-{3}/.test(line) || !CONTINUATION_LINE.test(line)),
  );
  if (end < 0 || !/^---[ \t]*$/.test(lines[end] as string)) return null;
  if (!lines.slice(start, end).some((line) => KNOWN_KEY.test(line))) return null;
  const split = fenced(lines, { format: 'YAML', language: 'yaml', from: start, to: end, next: end + 1 });
  return { ...split, recovered: 'the opening `---` is missing' };
}

interface Fence {
  readonly format: FrontMatterFormat;
  readonly language: FrontMatterLanguage;
  readonly from: number;
  readonly to: number;
  readonly next: number;
}

const fenced = (lines: readonly string[], { format, language, from, to, next }: Fence): FencedText => ({
  format,
  language,
  block: lines.slice(from, to).join('\n'),
  blockLine: from + 1,
  body: lines.slice(next).join('\n'),
  recovered: null,
});
