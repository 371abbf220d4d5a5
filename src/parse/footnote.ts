import type { MarkdownIt } from 'markdown-it';

/**
 * A markdown-it plugin: `[^1]` in the text goes, and what `[^1]: …` says of it stays as a paragraph where it was
 * written. A number in the middle of a sentence is for a page's layout; here it would join the word before it.
 */
export function footnotes(md: MarkdownIt): void {
  md.block.ruler.before(
    'reference',
    'footnote',
    (state, startLine, endLine, silent) => {
      const start = (state.bMarks[startLine] as number) + (state.tShift[startLine] as number);
      if ((state.sCount[startLine] as number) - state.blkIndent >= 4 || !state.src.startsWith('[^', start))
        return false;
      const line = state.src.slice(start, state.eMarks[startLine]);
      const match = DEFINITION.exec(line);
      if (match === null) return false;
      if (silent) return true;
      const lines = [line.slice(match[0].length)];
      let next = startLine + 1;
      for (; next < endLine && !state.isEmpty(next); next++) {
        const text = state.getLines(next, next + 1, state.blkIndent, false).trim();
        if (DEFINITION.test(text) || BLOCK_START.test(text)) break;
        lines.push(text);
      }
      labelsOf(state.env).add(match[1] as string);
      state.push('paragraph_open', 'p', 1).map = [startLine, next];
      const inline = state.push('inline', '', 0);
      inline.content = lines.join('\n').trim();
      inline.map = [startLine, next];
      inline.children = [];
      state.push('paragraph_close', 'p', -1);
      state.line = next;
      return true;
    },
    { alt: ['paragraph', 'reference'] },
  );
  md.inline.ruler.before('link', 'footnote_reference', (state, silent) => {
    if (!state.src.startsWith('[^', state.pos)) return false;
    REFERENCE.lastIndex = state.pos;
    const match = REFERENCE.exec(state.src);
    if (match === null || !labelsOf(state.env).has(match[1] as string)) return false;
    if (!silent) state.pending = state.pending.trimEnd();
    state.pos += match[0].length;
    return true;
  });
}

const DEFINITION = /^\[\^([^\]\s]{1,100})\]:\s*/;
const REFERENCE = /\[\^([^\]\s]{1,100})\]/y;
const BLOCK_START = /^(?:#{1,6}\s|```|~~~|>|[-*+]\s|<)/;

const LABELS = 'footnoteLabels';

function labelsOf(env: unknown): Set<string> {
  const store = env as Record<string, Set<string> | undefined>;
  store[LABELS] ??= new Set();
  return store[LABELS];
}
