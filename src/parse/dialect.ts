import { protectRaw } from './template.ts';

/**
 * Block syntax that CommonMark does not know, put into its words before it is rendered: Liquid's and Hugo's
 * code tags as fences, comments away, containers (`::: tip`) and their pictures, headings whose space was
 * forgotten (`##标题`). Fenced code stays as it is. Linear in the length of the text.
 */
export function normaliseDialect(markdown: string): string {
  const text = protectRaw(markdown);
  return DIALECT.test(text) ? rewriteLines(text.split('\n')).join('\n') : text;
}

/**
 * MDX: its imports and exports are program, and so are the expressions in the tags of its components; what
 * the tags enclose is prose.
 */
export function stripModules(markdown: string): string {
  const kept: string[] = [];
  let fence: Fence | null = null;
  let isProgram = false;
  for (const line of markdown.split('\n')) {
    if (fence !== null) {
      if (closes(fence, line)) fence = null;
    } else {
      fence = fenceAt(line);
      isProgram = fence === null && line.trim() !== '' && (isProgram || MODULE_LINE.test(line));
    }
    kept.push(isProgram ? '' : line);
  }
  return stripComponents(kept.join('\n'));
}

const DIALECT =
  /\{%-?\s*(?:highlight|codeblock|code|comment)\b|\{\{[<%]\s*(?:highlight|code)\b|^ {0,3}:::|^#{2,6}[^\s#\d!]|\{\{[<%](?:(?![>%]\}\})[^\n]){0,500}$/m;

const MODULE_LINE = /^(?:import\s+(?:[\w*{"'][^\n]*)|export\s+(?:const|default|let|var|function|async|class|\*|\{))/;

interface Fence {
  readonly mark: string;
  readonly length: number;
}

function fenceAt(line: string): Fence | null {
  const run = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.[1];
  return run === undefined ? null : { mark: run[0] as string, length: run.length };
}

function closes({ mark, length }: Fence, line: string): boolean {
  const text = line.trim();
  return text.length >= length && text === mark.repeat(text.length) && line.search(/\S/) < 4;
}

const CODE_START =
  /^\s*(?:\{%-?\s*(highlight|codeblock|code)\b\s*([^%]*?)-?%\}|\{\{[<%]\s*(highlight|code)\b\s*([^>%]*?)[>%]\}\})\s*$/;
const COMMENT_START = /^\s*\{%-?\s*comment\s*-?%\}/;
const CONTAINER = /^\s{0,3}:{3,}\s*(.*)$/;
const TIGHT_HEADING = /^(#{2,6})(?=[^\s#\d!])/;

function rewriteLines(lines: readonly string[]): string[] {
  const out: string[] = [];
  const ends = new EndFinder(lines);
  let fence: Fence | null = null;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as string;
    if (fence !== null) {
      out.push(line);
      if (closes(fence, line)) fence = null;
      continue;
    }
    fence = fenceAt(line);
    if (fence !== null) {
      out.push(line);
      continue;
    }
    const code = CODE_START.exec(line);
    const name = code?.[1] ?? code?.[3] ?? (COMMENT_START.test(line) ? 'comment' : undefined);
    const end = name === undefined ? -1 : ends.find(name, i);
    if (name !== undefined && end >= 0) {
      if (name !== 'comment') {
        const language = /^(?:lang:)?([\w+#-]+)/.exec(code?.[2] ?? code?.[4] ?? '')?.[1] ?? '';
        out.push('', `${FENCE}${language}`, ...lines.slice(i + 1, end), FENCE, '');
      }
      i = end;
    } else {
      const last = opensShortcode(line) ? endOfShortcode(lines, i) : i;
      if (last > i) out.push(lines.slice(i, last + 1).join(' '));
      else out.push(...rewriteLine(line));
      i = last;
    }
  }
  return out;
}

/** A `>}}` on a line of its own would begin a quotation. */
const opensShortcode = (line: string): boolean => {
  const at = Math.max(line.lastIndexOf('{{<'), line.lastIndexOf('{{%'));
  return at >= 0 && !SHORTCODE_END.test(line.slice(at));
};

/** The line that ends the shortcode begun on `from`; `from` itself when none near does. */
function endOfShortcode(lines: readonly string[], from: number): number {
  for (let i = from + 1; i < Math.min(lines.length, from + MAX_SHORTCODE_LINES); i++)
    if (SHORTCODE_END.test(lines[i] as string)) return i;
  return from;
}

const SHORTCODE_END = /[>%]\}\}/;
const MAX_SHORTCODE_LINES = 40;

/** Longer than any that an article's code holds. */
const FENCE = '`'.repeat(12);

/** Finds closing tags; a kind that has none further on is not looked for again. */
class EndFinder {
  private readonly lines: readonly string[];
  private readonly absent = new Set<string>();

  constructor(lines: readonly string[]) {
    this.lines = lines;
  }

  /** The line behind `from` that ends what `name` began, or -1. */
  find(name: string, from: number): number {
    if (this.absent.has(name)) return -1;
    const isEnd = new RegExp(String.raw`\{%-?\s*end${name}\s*-?%\}|\{\{[<%]\s*/\s*${name}\s*[>%]\}\}`);
    // A comment may end on the line it began on.
    for (let i = name === 'comment' ? from : from + 1; i < this.lines.length; i++)
      if (isEnd.test(this.lines[i] as string)) return i;
    this.absent.add(name);
    return -1;
  }
}

function rewriteLine(line: string): readonly string[] {
  const container = CONTAINER.exec(line)?.[1];
  if (container === undefined) return [line.replace(TIGHT_HEADING, '$1 ')];
  const picture = /^image\b(.*)$/.exec(container)?.[1];
  if (picture !== undefined) {
    const source = /\bsource="([^"<>\s]+)"/.exec(picture)?.[1];
    const alt = /\balt-text="([^"]*)"/.exec(picture)?.[1] ?? '';
    return source === undefined ? [''] : ['', `![${alt.replace(/[[\]\\]/g, ' ')}](<${source}>)`, ''];
  }
  // `::: tip 标题`, `:::note[标题]`: the kind is for the layout, the title for the reader.
  const title = /^\{?[\w-]*\}?\s*(?:\[([^\]]*)\]|(.*?))\s*:*$/.exec(container);
  return ['', title?.[1] ?? title?.[2] ?? '', ''];
}

/** Tags of components (`<Chart data={[1, 2]} />`): what stands in braces there is no HTML, so the whole tag goes. */
function stripComponents(text: string): string {
  let out = '';
  let kept = 0;
  const start = /<\/?[A-Z][\w.]*(?=[\s/>])/g;
  for (let match = start.exec(text); match !== null; match = start.exec(text)) {
    const end = endOfTag(text, start.lastIndex);
    if (end === null) break;
    out += text.slice(kept, match.index);
    kept = end;
    start.lastIndex = end;
  }
  return out + text.slice(kept);
}

/** Index behind the `>` that closes a tag, braces and quotes in it passed over; null when nothing does. */
function endOfTag(text: string, from: number): number | null {
  let depth = 0;
  let quote = '';
  for (let i = from; i < text.length; i++) {
    const character = text[i] as string;
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '{') depth++;
    else if (character === '}') depth--;
    else if (character === '"' || (depth > 0 && (character === "'" || character === '`'))) quote = character;
    else if (character === '>' && depth <= 0) return i + 1;
  }
  return null;
}
