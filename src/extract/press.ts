import type { EntityRegister } from './entity-register.ts';
import type { FieldText } from './field-text.ts';
import type { Finding } from './finding.ts';
import { organisationKey } from './organisation-key.ts';
import { RULES } from './rule.ts';

interface PressScene {
  readonly field: FieldText;
  readonly register: EntityRegister;
}

/** Newspapers and magazines by their titles: 《渥太华公民报》. The marks are no part of the name. */
export function findPress({ field, register }: PressScene): readonly Finding[] {
  const findings: Finding[] = [];
  for (const match of field.folded.matchAll(TITLE)) {
    const name = match[1] as string;
    if (NO_PRESS.test(name)) continue;
    const start = match.index + 1;
    const key = register.note({ key: organisationKey(null, name), type: 'ORGANIZATION', name, subtype: 'MEDIA' });
    findings.push({
      start,
      end: start + name.length,
      type: 'ORGANIZATION',
      target: { kind: 'LINKED', key },
      rule: RULES.organisationPress,
    });
  }
  return findings;
}

const TITLE = /《([\p{Script=Han}A-Za-z0-9]{2,12}(?:报|周刊|杂志|月刊|画刊))》/gu;
/** Bulletins, posters and reports. */
const NO_PRESS = /[公海简年月季喜捷警情预黑墙战板申填汇回]报$|^晨报$|^报$/;
