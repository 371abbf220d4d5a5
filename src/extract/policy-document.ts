import type { EntityKey } from '../model/entity.ts';
import { foldName } from '../model/fold.ts';
import { isSubjectTitle, kindOf } from './document-kind.ts';
import { DocumentMemory, isBareKind } from './document-memory.ts';
import type { EntityRegister } from './entity-register.ts';
import type { FieldText } from './field-text.ts';
import type { Finding } from './finding.ts';
import { issuerBefore, issuerInside } from './issuer.ts';
import { RULES, type Rule } from './rule.ts';
import { type Span, SpanMap } from './span-map.ts';

/** `doc:` and the title folded, without quotation marks, brackets and space. */
export function policyDocumentKey(title: string): EntityKey {
  return `doc:${foldName(title).replace(MARKS, '')}` as EntityKey;
}

const MARKS = /[\s"'“”‘’「」『』《》〈〉()（）[\]【】]/g;

interface DocumentScene {
  readonly fields: readonly FieldText[];
  /** By field. */
  readonly organisations: readonly (readonly Finding[])[];
  readonly register: EntityRegister;
}

/**
 * Documents of authorities, field by field: titles in 《》 by the word they end in, or because they read 关于…的…
 * (the span includes the marks); the same without marks after 印发 or 发布; short titles (《通知》) of a document
 * whose full title the article gives; and the number beside a title (国发〔2021〕3号), there and wherever it
 * stands again. Papers, films and books are no mention.
 *
 * The issuer is the organisation the title begins with, else the one right before the verb in X发布了《…》.
 */
export function findPolicyDocuments({
  fields,
  organisations,
  register,
}: DocumentScene): readonly (readonly Finding[])[] {
  const memory = new DocumentMemory(register);
  const shorts: { field: number; span: Span; title: string }[] = [];
  const findings = fields.map((field, i) => {
    const issuers = new SpanMap(field.folded.length, organisations[i]);
    const found: Finding[] = [];
    const note = (span: Span, title: string, facts: { subtype: string | null; rule: Rule; inner: number }): void => {
      const key = register.note({
        key: policyDocumentKey(title),
        type: 'POLICY_DOCUMENT',
        name: title.replace(/\s+/g, ' '),
        issuerKey: issuerInside(issuers, span, facts.inner) ?? issuerBefore(field.folded, span, issuers),
        subtype: facts.subtype,
      });
      found.push({ ...span, type: 'POLICY_DOCUMENT', target: { kind: 'LINKED', key }, rule: facts.rule });
      found.push(...memory.remember(field, { span, key, title }));
    };
    for (const span of titlesIn(field.folded)) {
      if (span.end - span.start > MAX_LENGTH) continue;
      const title = field.text.slice(span.start + 1, span.end - 1).trim();
      const folded = field.folded.slice(span.start + 1, span.end - 1).trim();
      const subtype = isBareKind(folded) ? null : kindOf(folded);
      const isSubject = subtype === null && isSubjectTitle(title);
      if (subtype !== null || isSubject)
        note(span, title, { subtype, rule: isSubject ? RULES.documentSubject : RULES.documentTitle, inner: 1 });
      else shorts.push({ field: i, span, title });
    }
    for (const span of unmarkedTitlesIn(field.folded)) {
      const title = field.text.slice(span.start, span.end);
      note(span, title, { subtype: kindOf(title), rule: RULES.documentUnmarked, inner: 0 });
    }
    return found;
  });
  for (const { field, span, title } of shorts) {
    const key = memory.resolve(title, { field: fields[field] as FieldText, at: span.start });
    if (key === undefined) continue;
    findings[field]?.push({
      ...span,
      type: 'POLICY_DOCUMENT',
      target: { kind: 'LINKED', key },
      rule: RULES.documentShort,
    });
  }
  return findings.map((found, i) => [...found, ...memory.numbersIn(fields[i] as FieldText, found)]);
}

const MAX_LENGTH = 150;

/** Outermost 《…》; one that its paragraph does not close is none. */
function* titlesIn(folded: string): Generator<Span> {
  let depth = 0;
  let start = 0;
  for (let i = 0; i < folded.length; i++) {
    const character = folded[i];
    if (character === '\n') depth = 0;
    else if (character === '《') {
      if (depth++ === 0) start = i;
    } else if (character === '》' && depth > 0 && --depth === 0) yield { start, end: i + 1 };
  }
}

/** 印发关于…的通知, without marks. */
function* unmarkedTitlesIn(folded: string): Generator<Span> {
  for (const match of folded.matchAll(UNMARKED)) {
    const title = match[1] as string;
    const end = match.index + match[0].length;
    yield { start: end - title.length, end };
  }
}

const UNMARKED =
  /(?:印发|发布|下发|出台|公布|颁布|发出|制定|转发|通过|签署|起草)(?:了|的)?(关于[^《》。；，！？\n“”]{4,60}?的(?:若干|指导|实施|暂行|补充|紧急){0,2}(?:通知|意见|决定|公告|通告|规定|办法|方案|批复|决议|通报|措施|条例))/g;
