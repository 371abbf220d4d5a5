import { type DateExpression, type DatePiece, expressionOf, RANK } from './date-expression.ts';
import { readPiece } from './date-piece.ts';

/**
 * The longest date that begins at `at`: pieces from the larger to the smaller (去年 6月 11日 上午 9时), and a
 * range of two. Null when none begins there, or when what stands around makes something else of it.
 */
export function readDate(text: string, at: number): DateExpression | null {
  const first = readPieces(text, at);
  if (first === null || isTooWeak(first.pieces) || isRuledOut(text, at, first)) return null;
  const expression = expressionOf(first.pieces, at, first.end);
  if (expression.until !== null) return expression;
  const separator = SEPARATOR.exec(text.slice(first.end, first.end + 4))?.[0];
  if (separator === undefined) return expression;
  if (separator.endsWith('今')) return { ...expression, end: first.end + separator.length, isOpen: true };
  const second = readPieces(text, first.end + separator.length);
  if (second === null || !continues(first.pieces, second.pieces)) return expression;
  const until = expressionOf(second.pieces, first.end + separator.length, second.end);
  return until.until === null ? { ...expression, end: second.end, until } : expression;
}

/** 上午 or 3点 by itself; together they are a time. */
const isTooWeak = (pieces: readonly DatePiece[]): boolean =>
  pieces.every((piece) => piece.isWeak) && !(pieces[0]?.rank === RANK.PART && pieces.length > 1);

const SEPARATOR = /^(?:至今(?!年|天|日|晚|晨)| ?(?:至|到|-|–|—{1,2}|~|～|―|─) ?)/;

interface Pieces {
  readonly pieces: readonly DatePiece[];
  readonly end: number;
}

function readPieces(text: string, at: number): Pieces | null {
  const pieces: DatePiece[] = [];
  let end = at;
  for (let next = at; ; next = text[end] === ' ' ? end + 1 : end) {
    const read = readPiece(text, next);
    const last = pieces.at(-1);
    if (read === null || !mayFollow(last, read.piece)) break;
    pieces.push(read.piece);
    end = read.end;
    if (read.piece.to !== undefined) break;
  }
  return pieces.length === 0 ? null : { pieces, end };
}

function mayFollow(last: DatePiece | undefined, piece: DatePiece): boolean {
  if (last === undefined) return piece.rank !== RANK.WITHIN || piece.isWeak !== true;
  if (piece.rank <= last.rank || piece.isOpening === true) return false;
  if (piece.rank === RANK.WITHIN)
    return last.rank <= RANK.MONTH && last.season === undefined && last.week === undefined;
  if (last.rank === RANK.WITHIN || last.festival !== undefined) return piece.rank >= RANK.PART;
  if (last.fixed !== undefined || last.season !== undefined) return false;
  // 6月3点 and 今年3时 name no time of a day.
  if (piece.rank === RANK.TIME) return last.rank === RANK.DAY || last.rank === RANK.PART;
  if (piece.rank === RANK.DAY) return last.rank === RANK.MONTH && piece.week === undefined;
  if (piece.rank === RANK.PART) return last.rank === RANK.DAY;
  return true;
}

/** The end of a range names no larger part than its beginning does, and the same smallest one. */
function continues(first: readonly DatePiece[], second: readonly DatePiece[]): boolean {
  const [opening, closing] = [first[0] as DatePiece, second[0] as DatePiece];
  if (closing.fixed !== undefined || opening.fixed !== undefined) return false;
  return closing.rank >= opening.rank && smallest(first) === smallest(second);
}

const smallest = (pieces: readonly DatePiece[]): number =>
  Math.max(...pieces.map(({ rank }) => (rank === RANK.WITHIN ? RANK.MONTH : rank === RANK.PART ? RANK.DAY : rank)));

function isRuledOut(text: string, at: number, { pieces, end }: Pieces): boolean {
  const before = text.slice(Math.max(0, at - 4), at);
  const after = text.slice(end, end + 4);
  const first = pieces[0] as DatePiece;
  const isNumber = STARTS_WITH_NUMBER.test(text.slice(at, at + 1));
  if (RECURRING.test(before) || (isNumber && (GLUED.test(before) || COUNTING.test(before)))) return true;
  if (pieces.length > 1) return false;
  if (first.rank === RANK.DAY && first.day?.from === 'WRITTEN' && first.month === undefined)
    return NO_DAY.test(after) || (first.day.n <= 10 && SPAN_OF_DAYS.test(after)) || first.to?.isWeak === true;
  if (first.rank === RANK.MONTH && first.month?.from === 'WRITTEN') return NO_BARE_MONTH.test(after);
  if (first.week !== undefined) return NO_WEEKDAY.test(after) || /[每一两几\d]$/.test(before);
  if (first.isVague && first.year === undefined && first.festival === undefined) return PART_OF_COUNT.test(before);
  return NO_WORD.test(before.slice(-1) + text.slice(at, end) + after);
}

const STARTS_WITH_NUMBER = /[\d一二三四五六七八九十〇零○廿]/;
const RECURRING = /每(?:年|月|周|个|逢|到|隔|季度?|一年)?(?:的|都是|度的)?$|逢$/;
/** Part of a longer number, of a code or of a name. */
const GLUED = /(?:[\d.,#_〇零一二三四五六七八九十百千万亿廿〔［[]|[\dA-Za-z][-/:])$/;
const COUNTING = /(?:第|为期|历时|连续|累计|过去|未来|长达|超过)$/;
const NO_DAY = /^(?:[线均内游间报元刊益比分度]|以内|之内|\d|常)/;
const SPAN_OF_DAYS = /^(?:以?后|之后|[以之]?前|来|左右)/;
const NO_BARE_MONTH = /^(?:一[次期度]|[内后](?!旬)|[日号]|\d)/;
const NO_WEEKDAY = /^(?:均|[年岁刊报末]|一[周次]|而复始)/;
const PART_OF_COUNT = /[\d〇零一二三四五六七八九十百千万两几数多每半全这那整近前]$/;
/** Words that hold a word of a date: 今日头条, 昨天的我, 明天系, 晚明年间. */
const NO_WORD =
  /^.?(?:今日(?:头条|说法|资本|美国|俄罗斯|财经|关注|之星)|明日(?:之后|之星|方舟|黄花)|明天(?:系|控股)|后天(?:性|免疫|培养|因素|获得|习得)|前日本|当年(?:明月|利润|净利)|本周期|今天下(?!午|雨|雪)|前年度|上周期|[明后]天下|(?:同|该|本)日本|去年轻|今年轻|本年轻|当天下(?!午|雨|雪)|同年级|同年龄|该年级|该年龄|当月饼|次日韩|当日本|当年轻)|^[不之]当年|^(?:共|天|合|大|相)同[年月日]|^[应理正适停相]当[天日月年]|^[清聪证说表声发光文鲜]明[年天日]|^[落背前先以事此]后[年天]|^[提目之以生]前[年天日]|^[光目眼当]前日/;
