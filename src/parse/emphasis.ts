import type { MarkdownIt } from 'markdown-it';

/**
 * A markdown-it plugin: `**重点：**后文` is emphasis. CommonMark decides by spaces whether a run of `*` opens or
 * closes, and Chinese has none: there the mark of a sentence counts like a letter, and a character beside the
 * run like a space.
 */
export function wideEmphasis(md: MarkdownIt): void {
  md.inline.State = class extends md.inline.State {
    override scanDelims(start: number, canSplitWord: boolean): ReturnType<InlineState['scanDelims']> {
      const scanned = super.scanDelims(start, canSplitWord);
      if (!canSplitWord || (scanned.can_open && scanned.can_close)) return scanned;
      const before = start > 0 ? (this.src[start - 1] as string) : ' ';
      const after = this.src[start + scanned.length] ?? ' ';
      const isWideBefore = WIDE.test(before);
      const isWideAfter = WIDE.test(after);
      if (!isWideBefore && !isWideAfter) return scanned;
      const parts = (character: string, isWide: boolean): boolean =>
        isWide || SPACE.test(character) || MARK.test(character);
      const isMarkBefore = !isWideBefore && MARK.test(before);
      const isMarkAfter = !isWideAfter && MARK.test(after);
      return {
        length: scanned.length,
        can_open: !SPACE.test(after) && (!isMarkAfter || parts(before, isWideBefore)),
        can_close: !SPACE.test(before) && (!isMarkBefore || parts(after, isWideAfter)),
      };
    }
  };
}

type InlineState = InstanceType<MarkdownIt['inline']['State']>;

const WIDE = /[\u2e80-\u303f\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]/;
const SPACE = /\s/;
const MARK = /[\p{P}\p{S}]/u;
