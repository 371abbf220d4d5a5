import type { EntityKey } from '../model/entity.ts';
import type { Finding } from './finding.ts';
import type { Span, SpanMap } from './span-map.ts';

/** The organisation a title begins with; `inner` is the length of the mark before it. */
export function issuerInside(organisations: SpanMap<Finding>, { start, end }: Span, inner: number): EntityKey | null {
  const first = organisations.at(start + inner);
  return first?.target.kind === 'LINKED' && first.start >= start && first.end < end ? first.target.key : null;
}

/** The one right before the verb in X发布了《…》; whoever merely stands before a title did not issue it. */
export function issuerBefore(folded: string, { start, end }: Span, organisations: SpanMap<Finding>): EntityKey | null {
  const before = organisations.before(start, MAX_DISTANCE);
  if (before?.target.kind !== 'LINKED') return null;
  if (before.end === start - 1 && folded[before.end] === '在' && SAYS.test(folded.slice(end, end + 6)))
    return firstOf(folded, before, organisations);
  const issued = ISSUED.exec(folded.slice(before.end, start));
  return issued !== null && issued.index === 0 ? firstOf(folded, before, organisations) : null;
}

/** Of several that issue together the first named has the lead: 国家发改委、央行和银保监会印发. */
function firstOf(folded: string, last: Finding, organisations: SpanMap<Finding>): EntityKey | null {
  let first = last;
  for (;;) {
    const before = organisations.before(first.start, 1);
    if (before === undefined || before.end !== first.start - 1 || !/[、和与及]/.test(folded[before.end] ?? '')) break;
    first = before;
  }
  return first.target.kind === 'LINKED' ? first.target.key : null;
}

const MAX_DISTANCE = 24;
/** X在《…》中要求. */
const SAYS = /^中(?:也|还|就|曾|已)?(?:要求|指出|提出|明确|强调|规定|表示|称|说|提到|写道)/;
const ISSUED =
  /(?:联合|共同|正式|此前|先后|分别|随后|当日|当天|同时|今年|去年|上月|本月|日前|近日|已|也|又|还|于?\d{1,2}月\d{1,2}日|昨日|今日|对外|公开|陆续|再次|率先|最新|最近|曾|在|就)*(?:发布|下发|印发|出台|制定|颁布|公布|发出|印制|发|审议通过|通过|起草|签发|转发|公示)(?:了|的|过)?(?:一?[份个项])?$/;
