import type { EntityKey } from '../model/entity.ts';
import type { FieldText } from './field-text.ts';
import type { Finding } from './finding.ts';
import type { Gazetteer } from './gazetteer.ts';
import { RULES } from './rule.ts';
import type { Span, SpanMap } from './span-map.ts';

/**
 * One-character names, only where nothing else can be meant: in known compounds (京津冀: three mentions)
 * and after a verb of motion (赴京, 援鄂, 访华) or as a party (中方).
 */
export function findAbbreviations(field: FieldText, gazetteer: Gazetteer, taken: SpanMap<Span>): readonly Finding[] {
  const findings: Finding[] = [];
  const { matcher, keys } = gazetteer.compounds;
  for (let i = 0; i < field.folded.length; i++) {
    const [end, id] = matcher.at(field.folded, i);
    if (end === undefined || id === undefined || !taken.isFree({ start: i, end }) || !standsAlone(field, i, end))
      continue;
    for (const [offset, key] of (keys[id] ?? []).entries()) findings.push(toFinding(key, i + offset));
    i = end - 1;
  }
  for (const match of field.folded.matchAll(AFTER_VERB)) {
    const start = match.index + 1;
    const key = PROVINCE_OF[match[1] as string];
    if (key === undefined || !taken.isFree({ start, end: start + 1 }) || !field.words().isBorder(start + 1)) continue;
    findings.push(toFinding(key as EntityKey, start));
  }
  for (const match of field.folded.matchAll(COUNTRY)) {
    const letter = (match[1] ?? match[2]) as string;
    const start = match.index + match[0].indexOf(letter);
    if (
      !taken.isFree({ start, end: start + 1 }) ||
      !field.words().isBorder(match.index + match[0].length) ||
      !field.words().isBorder(match.index)
    )
      continue;
    findings.push(toFinding(COUNTRY_OF[letter] as EntityKey, start));
  }
  return findings;
}

const toFinding = (key: EntityKey, start: number): Finding => ({
  start,
  end: start + 1,
  type: 'PLACE',
  target: { kind: 'LINKED', key },
  rule: RULES.placeAbbreviation,
});

/** A railway or a road between two places tells of neither. */
function standsAlone(field: FieldText, start: number, end: number): boolean {
  if (/^(?:高铁|铁路|高速|公路|线|客专|城际|航线|大道|路)/.test(field.folded.slice(end, end + 2))) return false;
  const words = field.words();
  return words.isBorder(start) && words.isBorder(end);
}

const AFTER_VERB =
  /(?:赴|抵|驻|离|援|返|入|进|来|在)([京沪渝津粤鄂川藏疆港澳琼皖赣闽湘浙鲁豫冀滇黔])(?![口城北南江戏剧])/g;
const PROVINCE_OF: Readonly<Record<string, string>> = {
  京: 'cn:110000',
  津: 'cn:120000',
  冀: 'cn:130000',
  沪: 'cn:310000',
  浙: 'cn:330000',
  皖: 'cn:340000',
  闽: 'cn:350000',
  赣: 'cn:360000',
  鲁: 'cn:370000',
  豫: 'cn:410000',
  鄂: 'cn:420000',
  湘: 'cn:430000',
  粤: 'cn:440000',
  琼: 'cn:460000',
  渝: 'cn:500000',
  川: 'cn:510000',
  黔: 'cn:520000',
  滇: 'cn:530000',
  藏: 'cn:540000',
  疆: 'cn:650000',
  港: 'cn:810000',
  澳: 'cn:820000',
};

const COUNTRY =
  /(?:访|对|驻|赴|涉|抗|旅|援)([华美日俄韩朝英法德])|(?<![对双官警校各资我军彼多单甲乙])([中美日俄韩朝英法德])方(?![面位便才案式向法程圆形])/g;
const COUNTRY_OF: Readonly<Record<string, string>> = {
  华: 'country:CN',
  中: 'country:CN',
  美: 'country:US',
  日: 'country:JP',
  俄: 'country:RU',
  韩: 'country:KR',
  朝: 'country:KP',
  英: 'country:GB',
  法: 'country:FR',
  德: 'country:DE',
};
