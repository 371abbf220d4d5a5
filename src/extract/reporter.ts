import type { FieldText } from './field-text.ts';
import { surnameScore } from './name-character.ts';
import type { Span } from './span-map.ts';

/** 记者 张三、李四 between marks, or （记者 张三）: names of two to four characters that begin with a surname. */
export function findReporters({ folded }: FieldText): readonly Span[] {
  const spans: Span[] = [];
  for (const match of folded.matchAll(REPORTERS)) {
    const list = match[1] as string;
    let at = match.index + match[0].length - list.length;
    for (const part of list.split(/([\s、，]+)/)) {
      if (isName(part)) spans.push({ start: at, end: at + part.length });
      at += part.length;
    }
  }
  return spans;
}

const REPORTERS =
  /(?:记者|通讯员|实习生|编辑|作者)[\s:：]+([\p{Script=Han}]{2,4}(?:[\s、，]+[\p{Script=Han}]{2,4}){0,4})(?=\s*(?:[)）\n]|报道|摄|$))/gu;

function isName(part: string): boolean {
  const compound = part.length > 2 && surnameScore(part.slice(0, 2)) !== undefined;
  const given = part.length - (compound ? 2 : 1);
  return (compound || surnameScore(part.slice(0, 1)) !== undefined) && given >= 1 && given <= 2;
}
