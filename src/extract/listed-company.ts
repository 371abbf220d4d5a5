import type { EntityRegister } from './entity-register.ts';
import type { FieldText } from './field-text.ts';
import type { Finding } from './finding.ts';
import type { Gazetteer } from './gazetteer.ts';
import { organisationKey } from './organisation-key.ts';
import { RULES } from './rule.ts';

interface ListedScene {
  readonly field: FieldText;
  readonly gazetteer: Gazetteer;
  readonly register: EntityRegister;
}

/**
 * Companies by the way exchanges and tickers write them: the short name before a stock code (云岫股份（600519.SH）),
 * and whoever announces (云岫股份公告称).
 */
export function findListedCompanies({ field, gazetteer, register }: ListedScene): readonly Finding[] {
  const findings: Finding[] = [];
  for (const pattern of [CODE, ANNOUNCES]) {
    for (const match of field.folded.matchAll(pattern)) {
      const end = match.index;
      const start = nameStart(field, end, pattern === CODE ? 2 : 3);
      if (start === undefined) continue;
      const name = field.folded.slice(start, end);
      const known = gazetteer.named(name).find(({ type }) => type === 'ORGANIZATION');
      const key =
        known?.key ??
        register.note({ key: organisationKey(null, name), type: 'ORGANIZATION', name, subtype: 'COMPANY' });
      findings.push({
        start,
        end,
        type: 'ORGANIZATION',
        target: { kind: 'LINKED', key },
        rule: RULES.organisationListed,
      });
    }
  }
  return findings;
}

/** Six digits of Shanghai, Shenzhen and Beijing, five of Hong Kong, letters of New York. */
const CODE =
  /(?=[（(](?:(?:股票)?代码[：:]?\s*)?(?:[036489]\d{5}(?:[.．](?:SH|SZ|BJ))?|0\d{4}[.．]HK|(?:SH|SZ|BJ|HK)\d{5,6}|(?:NYSE|NASDAQ|Nasdaq|纽交所|纳斯达克)[：:]\s?[A-Z]{1,5}|[A-Z]{1,5}[.．](?:US|O|N))[,，；; )）])/g;
const ANNOUNCES = /(?=(?:发布|晚间?|日晚间?)?公告[，,：:称])/g;

/** The fewest whole words that make up a ticker's short name, behind a mark. */
function nameStart(field: FieldText, end: number, least: number): number | undefined {
  const words = field.words();
  if (end === 0 || !words.isBorder(end)) return undefined;
  for (let i = words.indexAt(end - 1); i >= 0; i--) {
    const start = words.startOf(i);
    const word = field.folded.slice(start, words.startOf(i + 1));
    if (end - start > MAX_LENGTH || !IN_NAME.test(word) || GENERIC.test(word)) return undefined;
    if (end - start < least) continue;
    const isBehindMark = start === 0 || !/[\p{Script=Han}A-Za-z0-9]/u.test(field.folded[start - 1] as string);
    if (isBehindMark || (least === 2 && end - start > 3)) return start;
    // 岫股份: the segmenter cut what it did not know into characters.
    const before = i > 0 ? start - words.startOf(i - 1) : 0;
    if (least === 2 && end - start === 3 && before > 1) return start;
  }
  return undefined;
}

const MAX_LENGTH = 8;
const IN_NAME = /^[\p{Script=Han}A-Za-z]+$/u;
const GENERIC =
  /^(?:公司|该公司|本公司|上市公司|多家|两家|近日|日前|今日|昨日|日|晚间|晚|发布|此前|同日|当日|最新|相关|有关|重大|的|和|与|在|据|官方|联合|政府|正式|对外|央行|通知|法院|部门|集团|企业|银行|交易所|股东|据悉|其|并|已|称|随后|连续|再次|股价)$/;
