import type { FieldText } from './field-text.ts';

/** Where the longest run of nouns from `start` that ends as agencies do ends, if there is one. */
export function genericAgencyEnd(field: FieldText, start: number): number | undefined {
  const words = field.words();
  if (!words.isBorder(start)) return undefined;
  let found: number | undefined;
  const first = words.indexAt(start);
  for (let i = first; i < Math.min(words.count, first + MAX_WORDS); i++) {
    const end = words.startOf(i + 1);
    const word = field.folded.slice(words.startOf(i), end);
    if (!INNER_TAG.test(words.tagOf(i)) || !/^[\p{Script=Han}A-Za-z0-9]+$/u.test(word)) break;
    const run = field.folded.slice(start, end);
    if (AGENCY_END.test(run) && run.length > 2 && !NOT_AGENCY.test(run)) found = end;
  }
  return found;
}

/** Words that may stand between a place and the word for an agency. */
const INNER_TAG = /^(?:n|ng|nz|ns|nt|nr|nrt|nrfg|vn|an|a|b|j|l|i|s|f|x|eng|g)$/;
const AGENCY_END =
  /(?:管委会|管理委员会|工作委员会|委员会|办公室|办事处|街道办|管理局|管理处|分局|监管局|[总支大]队|局|厅|指挥部|领导小组|派出所|检察院|法院)$/;
const NOT_AGENCY =
  /(?:格|结|布|僵|败|残|邮|饭|大|变|危|全|当|政|客|餐|舞|歌|展|时|棋|骗|赌|出|入|终|破|定|战|总|两)(?:局|厅)$|(?:董事会|组|军|车|球|乐|舰|部)[总支大]?队$/;
const MAX_WORDS = 9;
