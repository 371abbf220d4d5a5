import type { EntityKey } from '../model/entity.ts';
import type { EntityRegister } from './entity-register.ts';
import type { FieldText } from './field-text.ts';
import type { Finding } from './finding.ts';
import { createFormIndex } from './form-index.ts';
import { RULES } from './rule.ts';
import type { SpanMap } from './span-map.ts';

/** Short names an article introduces itself, 全称（简称） or 全称（以下简称“简称”）, by folded form. */
export function learnShortNames(
  field: FieldText,
  findings: readonly Finding[],
  register: EntityRegister,
): ReadonlyMap<string, EntityKey> {
  const learnt = new Map<string, EntityKey>();
  for (const { end, start, target, type } of findings) {
    if (type !== 'ORGANIZATION' || target.kind !== 'LINKED') continue;
    const short = INTRODUCED.exec(field.folded.slice(end, end + 40))?.[1];
    const record = register.get(target.key);
    if (short === undefined || record === undefined) continue;
    if (!isAbbreviation(short, field.folded.slice(start, end)) && !isAbbreviation(short, record.name)) continue;
    learnt.set(short, target.key);
    register.note(record, { form: short, kind: 'SHORT' });
  }
  return learnt;
}

/** Every place where a learnt name stands by itself and not in what is `taken`. */
export function findShortNames(
  field: FieldText,
  learnt: ReadonlyMap<string, EntityKey>,
  taken: SpanMap<Finding>,
): readonly Finding[] {
  if (learnt.size === 0) return [];
  const shorts = [...learnt];
  const matcher = createFormIndex(shorts.map(([short]) => short));
  const findings: Finding[] = [];
  for (let start = 0; start < field.folded.length; start++) {
    const [end, id] = matcher.at(field.folded, start);
    const key = id === undefined ? undefined : shorts[id]?.[1];
    if (end === undefined || key === undefined || !taken.isFree({ start, end })) continue;
    findings.push({
      start,
      end,
      type: 'ORGANIZATION',
      target: { kind: 'LINKED', key },
      rule: RULES.organisationShortName,
    });
    start = end - 1;
  }
  return findings;
}

const INTRODUCED =
  /^[（(](?:以下)?(?:简称|下称|亦称)?[：:]?[“"「『]?([\p{Script=Han}A-Za-z]{2,8})[”"」』]?(?:[，,；;、][^）)]{0,20})?[）)]/u;

/** Its characters stand in the full name, in that order, and it is shorter. */
function isAbbreviation(short: string, full: string): boolean {
  let at = -1;
  for (const character of short) {
    at = full.indexOf(character, at + 1);
    if (at < 0) return false;
  }
  return short.length < full.length;
}
