import type { TypedSpan } from '../../src/extract/tagger/label.ts';
import type { Random } from '../../src/extract/tagger/random.ts';
import type { NameMaker } from './names.ts';
import type { Annotated } from './patterns.ts';

/** The sentence with most of its names replaced by others of their kind, the same by the same. */
export function replaceNames({ text, spans }: Annotated, maker: NameMaker, random: Random): Annotated {
  const chosen = new Map<string, string>();
  let replaced = '';
  let from = 0;
  const moved: TypedSpan[] = [];
  for (const { start, end, type } of spans) {
    const name = text.slice(start, end);
    const key = `${type} ${name}`;
    if (name.length > 1 && random.next() < UNNAMED) {
      replaced += text.slice(from, start) + maker.commonWord();
      from = end;
      continue;
    }
    if (!chosen.has(key)) chosen.set(key, random.next() < KEPT ? name : another(name, type, maker));
    replaced += text.slice(from, start);
    const at = replaced.length;
    replaced += chosen.get(key) as string;
    moved.push({ start: at, end: replaced.length, type });
    from = end;
  }
  return { text: replaced + text.slice(from), spans: moved };
}

const KEPT = 0.2;
/** Share of the names that give way to a common word, so that where a name may stand does not make one. */
const UNNAMED = 0.06;

function another(name: string, type: TypedSpan['type'], maker: NameMaker): string {
  if (!/^[\p{Script=Han}·]+$/u.test(name)) return name;
  if (type === 'PERSON') {
    if (name.length === 1) return name;
    return name.includes('·') || name.length > 3 ? maker.foreignPerson() : maker.chinesePerson();
  }
  if (type === 'PLACE') return name.length === 1 || KEPT_ENDING.test(name) ? name : maker.place();
  if (/(?:公司|集团|银行|厂|商场)$/.test(name)) return maker.company();
  if (/(?:大学|学院|中学|小学|学校)$/.test(name)) return maker.school();
  if (/(?:日报|晚报|时报|电视台|电台|报|卫视|周刊)$/.test(name)) return maker.medium();
  if (/队$/.test(name)) return maker.team();
  if (/(?:研究所|研究院|协会|学会|医院|基金会|博物馆)$/.test(name)) return maker.institute();
  if (/(?:局|厅|委员会|政府|委|法院|检察院|部)$/.test(name)) return maker.agency();
  return maker.brand();
}

/** What a place's name ends in says more than the rest. */
const KEPT_ENDING = /[站路街道山河湖江海岛寺庙桥机场线]$/;
