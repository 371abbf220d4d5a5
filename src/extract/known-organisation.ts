import type { EntityKey, EntityRecord } from '../model/entity.ts';
import { officialName } from './agency-entity.ts';
import type { EntityRegister } from './entity-register.ts';
import { type FieldText, isLatin, isLatinWord } from './field-text.ts';
import type { Finding } from './finding.ts';
import type { Form, Gazetteer } from './gazetteer.ts';
import type { LinkedPlace } from './link.ts';
import { hasSurroundings } from './name-guard.ts';
import { organisationKey } from './organisation-key.ts';
import { RULES } from './rule.ts';

/** A bare abbreviation (发改委) that may stand for a local agency named before: settled with the whole article known. */
export interface BareName {
  readonly start: number;
  readonly end: number;
  readonly entry: EntityRecord;
}

interface KnownScene {
  readonly field: FieldText;
  readonly places: readonly LinkedPlace[];
  readonly gazetteer: Gazetteer;
  readonly register: EntityRegister;
}

/**
 * Organisations of the gazetteer by any of their names, and their branches: 国家能源局 + 四川 +
 * 监管办公室 is an organisation of its own, with authority over 四川 and 国家能源局 as its parent.
 */
export function findKnownOrganisations(scene: KnownScene): {
  readonly findings: readonly Finding[];
  readonly bare: readonly BareName[];
} {
  const { field, gazetteer } = scene;
  const { matcher, forms } = gazetteer.organisations;
  const findings: Finding[] = [];
  const bare: BareName[] = [];
  const placeAt = new Map(scene.places.map((place) => [place.start, place]));
  for (let i = 0; i < field.folded.length; ) {
    const found = matcher.at(field.folded, i);
    let next = i + 1;
    for (let k = 0; k < found.length; k += 2) {
      const end = found[k] as number;
      const form = forms[found[k + 1] as number] as Form;
      const entry = form.entries[0] as EntityRecord;
      if (!isPlausible(field, form.text, i, end)) continue;
      const guard = gazetteer.guards.get(form.text);
      if (guard !== undefined && !hasSurroundings(field.folded, guard, { start: i, end })) continue;
      next = end;
      const branch = branchAt(scene, placeAt, { entry, start: i, end });
      if (branch !== undefined) {
        findings.push(branch);
        next = branch.end;
      } else if (gazetteer.agencies.at(field.folded, i)?.end === end) bare.push({ start: i, end, entry });
      else
        findings.push({
          start: i,
          end,
          type: 'ORGANIZATION',
          target: { kind: 'LINKED', key: entry.key },
          rule: RULES.organisationKnown,
        });
      break;
    }
    i = next;
  }
  return { findings, bare };
}

function isPlausible(field: FieldText, form: string, start: number, end: number): boolean {
  if (isLatin(form)) return isLatinWord(field.folded, start, end);
  if (NOT_BEFORE.test(field.folded.slice(end, end + 2))) return false;
  if (
    /^(?:国防|外交|财政|商务|教育|司法|能源|公安)部$/.test(form) &&
    /[美俄日韩英法德印朝乌伊以越加澳]/.test(field.folded[start - 1] ?? '')
  )
    return false;
  const words = field.words();
  if (form.length > 3) return words.isBorder(start) || words.isBorder(end);
  if (!words.isBorder(start)) return false;
  // The rest of a longer word: none of a dictionary word but of an office (商务部长), any of what it glued itself.
  const last = words.indexAt(end - 1);
  return (
    words.isBorder(end) || field.folded[end] === '长' || (words.tagOf(last) === 'x' && words.startOf(last) === start)
  );
}

/** 人行道, 京东方, 小米粥, 中行程, 司法部门, 最高法官, 高通胀. */
const NOT_BEFORE =
  /^(?:道[路上边]?|横道|方[的面]?$|粥|椒|程|树|汁|天桥|门|官|胀|货膨|广场|大厦|大楼|公寓|花园|酒店|球场|公园|机场|路$|界|[杯卡派]|量|荒)/;

const BRANCH =
  /^(?:监管办公室|监管办|监管局|监管分局|管理局|专员办事处|专员办|办事处|代表处|调查总队|调查队|中心支行|支行|分行|营业管理部|省?分公司|公司|分局|分社|分院|记者站|证监局|监察局)/;

interface KnownSpan {
  readonly entry: EntityRecord;
  readonly start: number;
  readonly end: number;
}

function branchAt(
  { field, gazetteer, register }: KnownScene,
  placeAt: ReadonlyMap<number, LinkedPlace>,
  known: KnownSpan,
): Finding | undefined {
  let end = known.end;
  let place: LinkedPlace | undefined;
  for (let next = placeAt.get(end); next !== undefined; next = placeAt.get(end)) {
    place = next;
    end = next.end;
  }
  if (place?.target.kind !== 'LINKED') return undefined;
  const tail = BRANCH.exec(field.folded.slice(end, end + 8))?.[0];
  const jurisdiction = gazetteer.lookup(place.target.key);
  if (tail === undefined || jurisdiction === undefined) return undefined;
  end += tail.length;
  const surface = field.text.slice(known.start, end);
  const key: EntityKey = register.note(
    {
      key: organisationKey(jurisdiction.key, `${known.entry.name}${tail}`),
      type: 'ORGANIZATION',
      name: `${known.entry.name}${shortName(jurisdiction) ?? officialName(jurisdiction, gazetteer)}${tail}`,
      parentKey: known.entry.key,
      jurisdictionKey: jurisdiction.key,
      subtype: known.entry.subtype,
    },
    { form: surface, kind: 'SHORT' },
  );
  return {
    start: known.start,
    end,
    type: 'ORGANIZATION',
    target: { kind: 'LINKED', key },
    rule: RULES.organisationBranch,
  };
}

const shortName = (place: EntityRecord): string | undefined => place.aliases.find(({ kind }) => kind === 'SHORT')?.form;
