import type { EntityRegister } from './entity-register.ts';
import type { FieldText } from './field-text.ts';
import type { Finding } from './finding.ts';
import type { LinkedPlace } from './link.ts';

interface BeforeScene {
  readonly field: FieldText;
  readonly places: readonly LinkedPlace[];
  readonly register: EntityRegister;
}

/**
 * Takes the place right before an organisation's name into the mention where it belongs to the name: a state before
 * its own bodies (中国全国政协), any place before a company or school (深圳华为公司), the term before a congress
 * (第六届全国人大). The organisation stays the same.
 */
export function withPlaceBefore(
  { field, places, register }: BeforeScene,
  findings: readonly Finding[],
): readonly Finding[] {
  const endsAt = new Map(places.map((place) => [place.end, place]));
  const ends = new Set(findings.map(({ end }) => end));
  return findings.map((finding) => {
    if (finding.target.kind !== 'LINKED' || ends.has(finding.start)) return finding;
    const record = register.get(finding.target.key);
    const place = endsAt.get(finding.start);
    const isOwn = place?.target.kind === 'LINKED' && place.target.key === record?.jurisdictionKey;
    if (place !== undefined && (isOwn || isOfAnyPlace(record?.subtype)) && !isAt(field, place.start))
      return { ...finding, start: place.start };
    const term = TERM.exec(field.folded.slice(Math.max(0, finding.start - 8), finding.start))?.[0] ?? '';
    return term !== '' && CONGRESS.test(record?.name ?? '')
      ? { ...finding, start: finding.start - term.length }
      : finding;
  });
}

const isOfAnyPlace = (subtype: string | null | undefined): boolean => subtype === 'COMPANY' || subtype === 'SCHOOL';

/** 在北京微软, 赴上海交大: where something happens. */
const isAt = ({ folded }: FieldText, start: number): boolean =>
  /[在驻于从赴至到往离抵自]/.test(folded[start - 1] ?? '');

const TERM = /(?:第[一二三四五六七八九十]{1,3}届|[一二三四五六七八九十]{1,2}届)$/;
const CONGRESS = /人民代表大会|政治协商会议/;
