import { BLOCK_TAGS, type PageNode, UNSEEN_TAGS } from './tree.ts';

export interface VisibleTextOptions {
  /** In Markdown a line break between two Chinese characters is only the writer's line length. */
  readonly joinsWideLines?: boolean;
  /** Reading may end once more than this many UTF-16 units are there: enough to know that a text is longer. */
  readonly enough?: number;
}

/**
 * What a reader sees: block elements and `<br>` begin lines, cells are parted by a tab, white space is
 * collapsed and trimmed (ideographic space too), code keeps its own. Zero-width characters are dropped,
 * because a name written with one inside is the same name. Not normalised (NFC) otherwise.
 */
export function visibleText(root: PageNode, options: VisibleTextOptions = {}): string {
  const writer = new TextWriter(options);
  writeNode(root, writer);
  return writer.finish();
}

/** True when a reader sees nothing of it. */
export const isBlank = (root: PageNode): boolean => visibleText(root, { enough: 0 }) === '';

function writeNode(node: PageNode, writer: TextWriter): void {
  if (writer.hasEnough) return;
  if (node.type === 'text') return writer.write(node.data);
  if (!('children' in node)) return;
  const name = 'name' in node ? node.name : '';
  if (UNSEEN_TAGS.has(name)) return;
  if (name === 'br') return writer.breakLine();
  if (name === 'pre') return writePreformatted(node, writer);
  if (name === 'rp') return;
  const isBlock = BLOCK_TAGS.has(name);
  if (isBlock) writer.breakLine();
  else if (name === 'td' || name === 'th') writer.tab();
  else if (name === 'rt') writer.space();
  for (const child of node.children) writeNode(child, writer);
  if (isBlock) writer.breakLine();
}

function writePreformatted(node: PageNode, writer: TextWriter): void {
  writer.breakLine();
  for (const line of writer.headOf(verbatimText(node)).trimEnd().replace(/^\n/, '').split('\n')) writer.writeLine(line);
}

function verbatimText(node: PageNode): string {
  if (node.type === 'text') return node.data;
  if (!('children' in node)) return '';
  if ('name' in node && node.name === 'br') return '\n';
  return node.children.map(verbatimText).join('');
}

const WIDE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;
// Soft hyphen, zero-width space, word joiner, directional marks; joiners of emoji and scripts stay.
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
const HAS_INVISIBLE = new RegExp(INVISIBLE, '');
const withoutInvisible = (text: string): string => (HAS_INVISIBLE.test(text) ? text.replace(INVISIBLE, '') : text);
const BLANK_OR_INVISIBLE = /[\s\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
const PIECE_LENGTH = 1000;
// Words parted by single spaces are one run.
const RUNS = /\s+|\S+(?: \S+)*/g;
const PLAIN_LINE = /^\S+(?: \S+)*$/;

class TextWriter {
  private readonly lines: string[] = [];
  private line = '';
  // Kept apart: asking a string that is still being put together for its end costs its whole length.
  private lastCharacter = '';
  private gap: '' | ' ' | '\n' | '\t' = '';
  private length = 0;
  private readonly joinsWideLines: boolean;
  private readonly enough: number;

  constructor({ joinsWideLines = false, enough = Number.POSITIVE_INFINITY }: VisibleTextOptions) {
    this.joinsWideLines = joinsWideLines;
    this.enough = enough;
  }

  get hasEnough(): boolean {
    return this.length > this.enough;
  }

  /** As much of `text` as it takes to have enough. */
  headOf(text: string): string {
    if (text.length <= PIECE_LENGTH || this.enough === Number.POSITIVE_INFINITY) return text;
    const head = text.slice(0, PIECE_LENGTH + this.enough);
    return head.replace(BLANK_OR_INVISIBLE, '').length > this.enough ? head : text;
  }

  write(raw: string): void {
    if (this.enough === Number.POSITIVE_INFINITY) return this.writePiece(raw);
    for (let from = 0; from < raw.length && !this.hasEnough; from += PIECE_LENGTH)
      this.writePiece(raw.slice(from, from + PIECE_LENGTH));
  }

  private writePiece(raw: string): void {
    if (raw === '\n') return this.widenGap('\n');
    const text = withoutInvisible(raw);
    // Most text nodes are words parted by single spaces: nothing in them is to be collapsed.
    if (PLAIN_LINE.test(text)) return this.append(text);
    for (const [run] of text.matchAll(RUNS)) {
      if (/^\s/.test(run)) this.widenGap(/^[^\S\n]*\n[^\S\n]*$/.test(run) ? '\n' : ' ');
      else this.append(run);
    }
  }

  space(): void {
    this.widenGap(' ');
  }

  tab(): void {
    this.gap = '\t';
  }

  breakLine(): void {
    const line = this.line.trim();
    if (line !== '') this.lines.push(line);
    this.line = '';
    this.gap = '';
  }

  /** A whole line as it is; blank ones are dropped like everywhere. */
  writeLine(line: string): void {
    const kept = withoutInvisible(line).trimEnd();
    if (kept.trim() === '') return;
    this.lines.push(kept);
    this.length += kept.length;
  }

  finish(): string {
    this.breakLine();
    return this.lines.join('\n');
  }

  private widenGap(to: ' ' | '\n'): void {
    if (this.gap === '') this.gap = to;
    else if (this.gap === '\n') this.gap = to;
  }

  private append(run: string): void {
    if (this.line !== '') this.line += this.gapBefore(run);
    this.line += run;
    this.length += run.length;
    this.lastCharacter = run.slice(-1);
    this.gap = '';
  }

  private gapBefore(run: string): string {
    if (this.gap !== '\n') return this.gap;
    const isWide = WIDE.test(this.lastCharacter) && WIDE.test(run.slice(0, 1));
    return this.joinsWideLines && isWide ? '' : ' ';
  }
}
