import type { EntityKey } from '../model/entity.ts';
import type { EntityRegister } from './entity-register.ts';
import type { FieldText } from './field-text.ts';
import { type Finding, overlaps } from './finding.ts';
import { RULES } from './rule.ts';

/** Short names an article introduces itself, 全称（简称） or 全称（以下简称“简称”）, by folded form. */
export function learnShortNames(field: FieldText, findings: readonly Finding[], register: EntityRegister): ReadonlyMap<string, EntityKey> {
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

/** Every place where a learnt name stands by itself. */
export function findShortNames(field: FieldText, learnt: ReadonlyMap<string, EntityKey>, taken: readonly Finding[]): readonly Finding[] {
  const findings: Finding[] = [];
  for (const [short, key] of learnt) {
    for (let start = field.folded.indexOf(short); start >= 0; start = field.folded.indexOf(short, start + 1)) {
      const span = { start, end: start + short.length };
      if ([...taken, ...findings].some((other) => overlaps(other, span))) continue;
      findings.push({ ...span, type: 'ORGANIZATION', target: { kind: 'LINKED', key }, rule: RULES.organisationShortName });
    }
  }
  return findings;
}

const INTRODUCED = /^[（(](?:以下)?(?:简称|下称|亦称)?[：:]?[“"「『]?([\p{Script=Han}A-Za-z]{2,8})[”"」』]?(?:[，,；;、][^）)]{0,20})?[）)]/u;

/** Its characters stand in the full name, in that order, and it is shorter. */
function isAbbreviation(short: string, full: string): boolean {
  let at = -1;
  for (const character of short) {
    at = full.indexOf(character, at + 1);
    if (at < 0) return false;
  }
  return short.length < full.length;
}
