import type { ContributorRole, Credit } from '../model/document.ts';
import { foldCharacters } from '../model/fold.ts';
import { classifyName, isHanPersonName, isLatinPersonName } from './name.ts';

export type LineCredit = Omit<Credit, 'provenance'>;

/**
 * The credits of a line that is a byline and nothing else (`澎湃新闻记者 叶映荷`, `责任编辑：张玫`,
 * `每经记者：张三 每经编辑：李四`, `By Jane Doe`). Null for any line that says more: a sentence in which
 * 记者 occurs (记者获悉……) credits nobody.
 */
export function readCreditLine(line: string): readonly LineCredit[] | null {
  // Most lines are sentences: what tells a byline apart is looked for before anything is rewritten.
  if (line.length > MAX_RAW_LENGTH || !BYLINE_SIGN.test(line)) return null;
  const written = bare(line);
  if (written === '' || written.length > MAX_LINE_LENGTH) return null;
  const text = foldCharacters(written);
  return (readEnglish(text) ?? readLabelled(text))?.map((credit) => asWritten(credit, text, written)) ?? null;
}

/** True when every credit of the line is one that a site prints below an article about its making. */
export const isEditorLine = (line: string): boolean =>
  line.length <= MAX_RAW_LENGTH &&
  EDITOR_SIGN.test(line) &&
  EDITOR_LINE.test(foldCharacters(bare(line))) &&
  readCreditLine(line) !== null;

/** Names as one value may list them: by comma, by the Chinese enumeration comma, by `and` or `&`. */
export function splitNames(value: string): readonly string[] {
  const cleaned = value
    .replace(/<[^<>]*>|https?:\/\/\S+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const guarded = cleaned.replace(/,(?=\s*(?:Inc|Ltd|LLC|Co|Jr|Sr|PhD|MD)\b)/gi, '\u0000');
  const parts = guarded.split(/[,，、;；&＆]/u).flatMap(splitPair);
  return parts.map((part) => part.replaceAll('\u0000', ',').trim()).filter((part) => part !== '');
}

/** `Jane Doe and John Roe`; an office named with an `and` (Department of Health and Welfare) is one name. */
function splitPair(part: string): string[] {
  const [, left, right] = /^\s*(?:and\s+)?(\S+\s.*?)\s+and\s+(?:the\s+)?(\p{Lu}.*)$/u.exec(part) ?? [];
  if (left === undefined || right === undefined) return [part.replace(/^\s*and\s+(?=\p{Lu})/u, '')];
  return isLatinPersonName(left) && classifyName(left) === 'PERSON' ? [left, right] : [part];
}

/** Labels and surnames are known in simplified characters; folding keeps every offset, so names come back as printed. */
function asWritten(credit: LineCredit, folded: string, written: string): LineCredit {
  const restore = (part: string): string => {
    const start = folded.indexOf(part);
    return start < 0 ? part : written.slice(start, start + part.length);
  };
  return { ...credit, name: restore(credit.name), affiliation: credit.affiliation && restore(credit.affiliation) };
}

const MAX_LINE_LENGTH = 100;
/** White space between the words of a byline may be wide. */
const MAX_RAW_LENGTH = 4 * MAX_LINE_LENGTH;
/** A character of every label, in both scripts, or the English word. */
const BYLINE_SIGN = /[者写寫员員生编編辑輯主审審监監统統译譯翻校摄攝图圖文作撰执執源]|\bby\b/i;
const EDITOR_SIGN = /[编編责責审審监監统統校]/;
const MAX_NAME_LENGTH = 40;

const ROLES: readonly (readonly [label: string, role: ContributorRole])[] = [
  ['摄影记者', 'PHOTOGRAPHER'],
  ['(?:首席|资深|高级|特约|特派|驻站|驻京|见习|实习)?记者', 'REPORTER'],
  ['实习生', 'REPORTER'],
  ['采写', 'REPORTER'],
  ['(?:特约)?通讯员', 'CONTRIBUTOR'],
  ['(?:责任|值班|本文|文字|文章|执行|新媒体|视频|网络|图片)?编辑', 'EDITOR'],
  ['责编|主编|编审|审核|审读|监制|統籌|统筹', 'EDITOR'],
  ['译者|翻译|编译|譯者|翻譯', 'TRANSLATOR'],
  ['责任校对|校对|审校|校稿|校對', 'PROOFREADER'],
  ['摄影|攝影|图片摄影|供图', 'PHOTOGRAPHER'],
  ['原作者|原文作者|作者|撰文|撰稿人?|执笔|文字(?=\\s*[：:／/|])', 'AUTHOR'],
  // Of the article, at the head of its line; 资料来源 and 图片来源 stand under tables and pictures.
  ['^(?:文章|稿件|新闻|本文)?来源', 'CONTRIBUTOR'],
];
/** Short labels that count only with a mark behind them: 文/张三. */
const SHORT_ROLES: Readonly<Record<string, ContributorRole>> = {
  文: 'AUTHOR',
  图: 'PHOTOGRAPHER',
  译: 'TRANSLATOR',
  编: 'EDITOR',
};

const LABEL = new RegExp(ROLES.map(([label]) => `(${label})`).join('|'), 'gu');
const EDITOR_LINE = /^.{0,8}?(?:编辑|责编|编审|审核|审读|监制|统筹|校对)\s*[：:]/u;
const RESIDUE = /^(?:[\p{Script=Han}]{0,6}(?:报道|报导|电|讯|摄|文|图)|发自.{1,8}|[A-Z]{1,4}\d{1,6}|\d{1,6})$/u;
/** What stands where nobody was named, and what templates leave there. */
const NOBODY = /^(?:未.*|无|佚名|匿名|网络|综合|团队|官方|本刊|[译作]者|ID|UID)$/;
/** 本报记者: the paper itself, which the line does not name. */
const UNNAMED_OWN = /^(?:本报|本刊|本网|本台|本社|本文|本篇|我|该)$/;

const bare = (line: string): string => {
  const text = line.replace(/\s+/g, ' ').trim();
  return (/^[（(【［[]\s*([^（）()【】［］[\]]*?)\s*[）)】］\]]$/.exec(text)?.[1] ?? text).trim();
};

function readEnglish(text: string): readonly LineCredit[] | null {
  const match = /^(?:Written\s+)?(By|Edited by|Translated by|Photos? by|Reporting by)\s*:?\s+(.+)$/i.exec(text);
  if (match === null) return null;
  const role = ENGLISH_ROLES[(match[1] as string).toLowerCase()] ?? 'AUTHOR';
  const names = splitNames((match[2] as string).replace(/\s+[|·–-]\s+.*$/, ''));
  if (names.length === 0 || !names.every((name) => isLatinPersonName(name) || classifyName(name) === 'ORGANIZATION'))
    return null;
  return names.every((name) => name.length <= MAX_NAME_LENGTH) ? names.map((name) => creditOf(role, name, null)) : null;
}

const ENGLISH_ROLES: Readonly<Record<string, ContributorRole>> = {
  by: 'AUTHOR',
  'reporting by': 'REPORTER',
  'edited by': 'EDITOR',
  'translated by': 'TRANSLATOR',
  'photo by': 'PHOTOGRAPHER',
  'photos by': 'PHOTOGRAPHER',
};

interface Label {
  readonly role: ContributorRole;
  readonly start: number;
  readonly end: number;
  /** A colon or stroke follows, so that what comes next is a name whatever it looks like. */
  readonly isMarked: boolean;
}

function readLabelled(text: string): readonly LineCredit[] | null {
  const labels = labelsIn(text);
  const first = labels[0];
  if (first === undefined) return null;
  let affiliation = affiliationOf(text.slice(0, first.start));
  if (affiliation === undefined) return null;
  const credits: LineCredit[] = [];
  for (const [i, label] of labels.entries()) {
    const next = labels[i + 1];
    const read = readNames(text.slice(label.end, next?.start ?? text.length), label.isMarked, next !== undefined);
    if (read === null) return null;
    credits.push(...read.names.map((name) => creditOf(label.role, name, affiliation ?? null)));
    affiliation = read.affiliation;
  }
  return credits.length === 0 ? null : credits;
}

function labelsIn(text: string): Label[] {
  const short = /^([文图译编])\s*[/／|丨｜：:]\s*/u.exec(text);
  const labels: Label[] = [];
  if (short !== null) {
    labels.push({
      role: SHORT_ROLES[short[1] as string] as ContributorRole,
      start: 0,
      end: short[0].length,
      isMarked: true,
    });
  }
  for (const match of text.matchAll(LABEL)) {
    const index = match.slice(1).findIndex((group) => group !== undefined);
    const role = (ROLES[index] as (typeof ROLES)[number])[1];
    const mark = /^\s*[：:/／|丨｜]\s*/u.exec(text.slice(match.index + match[0].length));
    const end = match.index + match[0].length + (mark?.[0].length ?? 0);
    labels.push({ role, start: match.index, end, isMarked: mark !== null });
  }
  return labels;
}

/** Undefined when the words before a label are no affiliation, so that the line is no byline. */
function affiliationOf(words: string): string | null | undefined {
  const name = words.replace(/[：:|丨｜／/•·\s]+$/u, '').trim();
  if (name === '' || UNNAMED_OWN.test(name)) return null;
  if (name.length > 20 || /[，。；！？、“”]/.test(name)) return undefined;
  const outlet = name.replace(/^.*\s/, '');
  return /^[\p{L}\p{N}《》.]+$/u.test(outlet) && outlet === name ? outlet.replace(/^《|》$/g, '') : undefined;
}

interface Names {
  readonly names: readonly string[];
  /** What stands before the next label and is no name. */
  readonly affiliation: string | null;
}

function readNames(written: string, isMarked: boolean, hasNext: boolean): Names | null {
  // What stands in brackets behind a name is the person's post.
  const text = written
    .replace(/[（(][^（）()]*[）)]/gu, '')
    .trim()
    .replace(/[。.]$/, '')
    .trim();
  if (text === '') return { names: [], affiliation: null };
  const isLatin = /^[\p{Script=Latin}\s.,'’&-]+$/u.test(text);
  const parts = isLatin ? [...splitNames(text)] : splitNames(text).flatMap(splitHan);
  const names: string[] = [];
  for (const [i, part] of parts.entries()) {
    if (isName(part, isMarked)) {
      const isLast = i === parts.length - 1;
      if (hasNext && isLast && names.length > 0 && !isHanPersonName(part)) return { names, affiliation: part };
      names.push(part);
    } else if (hasNext && i === parts.length - 1 && affiliationOf(part) !== undefined) {
      return { names, affiliation: affiliationOf(part) ?? null };
    } else if (!RESIDUE.test(part) || names.length === 0) return null;
  }
  return { names, affiliation: null };
}

/** Splits at spaces, but 张 三 is one name set wide. */
function splitHan(part: string): string[] {
  const words = part.split(' ').filter((word) => word !== '');
  if (words.every((word) => !/\p{Script=Han}/u.test(word))) return [part];
  const joined: string[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    if (last !== undefined && last.length === 1 && word.length <= 2 && isHanPersonName(last + word))
      joined[joined.length - 1] = last + word;
    else joined.push(word);
  }
  return joined;
}

function isName(part: string, isMarked: boolean): boolean {
  if (NOBODY.test(part) || (RESIDUE.test(part) && !isHanPersonName(part))) return false;
  if (isHanPersonName(part) || isLatinPersonName(part)) return true;
  // A pen name is short; a longer run of characters is a clause unless it names an organisation.
  if (/^\p{Script=Han}{7,}$/u.test(part) && classifyName(part) === 'PERSON') return false;
  return isMarked && part.length <= MAX_NAME_LENGTH && /^[\p{L}\p{N}\s._@'’()（）·•《》-]+$/u.test(part);
}

const creditOf = (role: ContributorRole, name: string, affiliation: string | null): LineCredit => ({
  role,
  name,
  kind: classifyName(name),
  affiliation,
});
