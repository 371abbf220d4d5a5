import type { EntityKey } from '../model/entity.ts';
import { foldCharacters } from '../model/fold.ts';
import type { EntityRegister } from './entity-register.ts';
import type { FieldText } from './field-text.ts';
import type { Finding } from './finding.ts';
import { RULES } from './rule.ts';
import type { Span } from './span-map.ts';

interface Named {
  readonly field: FieldText;
  readonly span: Span;
  readonly key: EntityKey;
  readonly title: string;
}

/** The documents one article has named in full, and the other names it gives them. */
export class DocumentMemory {
  readonly #register: EntityRegister;
  readonly #documents: Named[] = [];
  readonly #aliases = new Map<string, EntityKey>();
  readonly #numbers = new Map<string, EntityKey>();

  constructor(register: EntityRegister) {
    this.#register = register;
  }

  /** Notes a full title, and what the brackets behind it add: （以下简称《办法》）, （国发〔2021〕3号）. */
  remember(field: FieldText, { span, key, title }: Omit<Named, 'field'>): readonly Finding[] {
    this.#documents.push({ field, span, key, title });
    const after = field.folded.slice(span.end, span.end + LOOK_AHEAD);
    const alias = INTRODUCED.exec(after)?.[1];
    if (alias !== undefined) this.#aliases.set(alias, key);
    const number = NUMBER_BESIDE.exec(after);
    if (number === null) return [];
    const form = number[1] as string;
    const start = span.end + number[0].indexOf(form);
    this.#numbers.set(form, key);
    const record = this.#register.get(key);
    if (record !== undefined) this.#register.note(record, { form, kind: 'CODE' });
    return [numberFinding(start, form, key)];
  }

  /**
   * The document a short title stands for: the one so introduced; else the last before it whose title ends so;
   * else, for a headline, the only one of the article.
   */
  resolve(title: string, { field, at }: { readonly field: FieldText; readonly at: number }): EntityKey | undefined {
    const form = foldCharacters(title);
    const introduced = this.#aliases.get(form);
    if (introduced !== undefined) return introduced;
    if (!IS_KIND.test(form)) return undefined;
    const alike = this.#documents.filter((one) => endsIn(one.title, form));
    const before = alike.filter((one) => one.field !== field || one.span.start < at).at(-1);
    return before?.key ?? (new Set(alike.map(({ key }) => key)).size === 1 ? alike[0]?.key : undefined);
  }

  /** The numbers that stand beside a title, wherever else they stand; `found` already has those beside. */
  numbersIn(field: FieldText, found: readonly Finding[]): readonly Finding[] {
    if (this.#numbers.size === 0) return [];
    const taken = new Set(found.map(({ start }) => start));
    const findings: Finding[] = [];
    for (const match of field.folded.matchAll(NUMBER)) {
      const key = this.#numbers.get(match[0]);
      if (key !== undefined && !taken.has(match.index)) findings.push(numberFinding(match.index, match[0], key));
    }
    return findings;
  }
}

const numberFinding = (start: number, form: string, key: EntityKey): Finding => ({
  start,
  end: start + form.length,
  type: 'POLICY_DOCUMENT',
  target: { kind: 'LINKED', key },
  rule: RULES.documentNumber,
});

/** A bracket that follows the title, or ends it: …措施（征求意见稿） is one of 措施. */
function endsIn(title: string, short: string): boolean {
  const bare = foldCharacters(title).replace(/[（(〔][^（）()〔〕]*[）)〕]\s*$/, '');
  return bare.endsWith(short) && bare.length > short.length;
}

const LOOK_AHEAD = 48;
const INTRODUCED =
  /^[（(](?:[^（）()]{0,20}[，,])?(?:以下|下文)?(?:简称|下称|称)[：:]?[《“"「]([^《》“”"「」]{2,20})[》”"」]/;
/** Issuing body's abbreviation, year and number: 国发〔2021〕3号, 财税[2016]36号. */
const NUMBER = /[\p{Script=Han}]{1,10}[〔[（(【](?:19|20)\d{2}[〕\]）)】]第?\d{1,5}号/gu;
const NUMBER_BESIDE = /^[（(]?([\p{Script=Han}]{1,10}[〔[（(【](?:19|20)\d{2}[〕\]）)】]第?\d{1,5}号)/u;
/** True for nothing but a kind of document, and what qualifies kinds: 《通知》, 《指导意见》. */
export const isBareKind = (title: string): boolean => IS_KIND.test(title);
const IS_KIND =
  /^(?:管理|暂行|实施|指导|若干|征求|补充|工作|行动|试行|通用|补充|紧急|联合|最新){0,3}(?:通知|通告|公告|通报|公报|意见|条例|办法|规定|规则|细则|准则|方案|规划|纲要|计划|决定|决议|指引|指南|目录|标准|规范|措施|协定|公约|条约|协议|备忘录|批复|函|白皮书|清单|要点|声明|宣言|预案|章程|政策|倡议|倡议书|报告|征求意见稿)$/;
