import type { EntityKey } from '../model/entity.ts';
import { LEGAL_FORM } from './company.ts';
import type { EntityRegister } from './entity-register.ts';
import { type FieldText, isLatin, isLatinWord } from './field-text.ts';
import type { Finding } from './finding.ts';
import { createFormIndex } from './form-index.ts';
import type { Gazetteer } from './gazetteer.ts';
import { RULES, type Rule } from './rule.ts';
import type { SpanMap } from './span-map.ts';

/** What an organisation is called further on in an article, and how sure that is. */
export interface ShortName {
  readonly key: EntityKey;
  readonly rule: Rule;
}

interface ShortScene {
  readonly field: FieldText;
  readonly gazetteer: Gazetteer;
  readonly register: EntityRegister;
}

/**
 * Short names by folded form: what the article introduces itself, 全称（简称） or 全称（以下简称“简称”）, and the
 * brand in a company's full name (深圳市腾讯计算机系统有限公司 … 腾讯). `findings` are of the scene's field.
 */
export function learnShortNames(
  { field, gazetteer, register }: ShortScene,
  findings: readonly Finding[],
): ReadonlyMap<string, ShortName> {
  const learnt = new Map<string, ShortName>();
  for (const { end, start, target, type, rule } of findings) {
    if (type !== 'ORGANIZATION' || target.kind !== 'LINKED') continue;
    const record = register.get(target.key);
    if (record === undefined) continue;
    const full = field.folded.slice(start, end);
    // A ticker's name is what the headline has as well.
    if (rule === RULES.organisationListed) learnt.set(full, { key: target.key, rule });
    const brand = LEGAL_FORM.test(full) ? brandOf(field, gazetteer, { start, end }) : undefined;
    if (brand !== undefined && !learnt.has(brand))
      learnt.set(brand, { key: target.key, rule: RULES.organisationBrand });
    const short = INTRODUCED.exec(field.folded.slice(end, end + 40))?.[1];
    if (short === undefined || !(isAcronym(short) || isAbbreviation(short, full) || isAbbreviation(short, record.name)))
      continue;
    learnt.set(short, { key: target.key, rule: RULES.organisationShortName });
    register.note(record, { form: short, kind: 'SHORT' });
  }
  return learnt;
}

/** Every place where a learnt name stands by itself and not in what is `taken`. */
export function findShortNames(
  field: FieldText,
  learnt: ReadonlyMap<string, ShortName>,
  taken: SpanMap<Finding>,
): readonly Finding[] {
  if (learnt.size === 0) return [];
  const shorts = [...learnt];
  const index = createFormIndex(shorts.map(([short]) => short));
  const findings: Finding[] = [];
  for (let start = 0; start < field.folded.length; start++) {
    const [end, id] = index.at(field.folded, start);
    const short = id === undefined ? undefined : shorts[id]?.[1];
    if (end === undefined || short === undefined || !taken.isFree({ start, end })) continue;
    const { key, rule } = short;
    if (isLatin(field.folded.slice(start, end)) && !isLatinWord(field.folded, start, end)) continue;
    if (rule === RULES.organisationBrand && !field.words().isBorder(start)) continue;
    findings.push({ start, end, type: 'ORGANIZATION', target: { kind: 'LINKED', key }, rule });
    start = end - 1;
  }
  return findings;
}

const INTRODUCED =
  /^ ?[（(](?:(?:以下|下文)?(?:简称|统称|称)|下称|亦称|又称|即|英文简称|英文缩写)?(?:为)?[：:]?[“"「『]?([\p{Script=Han}A-Za-z]{2,8})[”"」』]?(?:[，,；;、][^）)]{0,20})?[）)]/u;

const isAcronym = (short: string): boolean => /^[A-Z][A-Za-z]{1,7}$/.test(short);

/** Its characters stand in the full name, in that order, and it is shorter. */
function isAbbreviation(short: string, full: string): boolean {
  let at = -1;
  for (const character of short) {
    at = full.indexOf(character, at + 1);
    if (at < 0) return false;
  }
  return short.length < full.length;
}

/** The first word after the place, where no everyday word. */
function brandOf(
  field: FieldText,
  gazetteer: Gazetteer,
  { start, end }: { start: number; end: number },
): string | undefined {
  const [placeEnd = start] = gazetteer.places.matcher.at(field.folded, start);
  const words = field.words();
  if (!words.isBorder(placeEnd)) return undefined;
  const word = words.indexAt(placeEnd);
  const brandEnd = words.startOf(word + 1);
  const brand = field.folded.slice(placeEnd, brandEnd);
  const isRare = /^(?:x|nz|nr|nrt|nrfg|eng)$/.test(words.tagOf(word));
  return isRare && brand.length > 1 && brand.length < 6 && end - brandEnd > 2 ? brand : undefined;
}
