import type { ContributorRole, Credit, JsonObject } from '../model/document.ts';
import { foldCharacters, foldName } from '../model/fold.ts';
import { type LineCredit, readCreditLine, splitNames } from './credit-line.ts';
import { fieldOf, scalarsOf } from './field.ts';
import { classifyName } from './name.ts';

/**
 * Credits that keys of the front matter give: string, list, joined by commas, or objects with a name.
 * `authorKeys` name its authors; those of other roles are always the same.
 */
export function frontMatterCredits(frontMatter: JsonObject, authorKeys: readonly string[]): readonly Credit[] {
  const credits: readonly (readonly [ContributorRole, readonly string[]])[] = [['AUTHOR', authorKeys], ...CREDIT_KEYS];
  return credits.flatMap(([role, keys]) =>
    keys.flatMap((key) => scalarsOf(fieldOf(frontMatter, key)).flatMap((value) => creditsOfValue(role, value))),
  );
}

/** One written value (`何子波、金敏`, `SOFA 团队`, `澎湃新闻记者 叶映荷`) as credits. */
export function creditsOfValue(role: ContributorRole, value: string): readonly Credit[] {
  const printed = readCreditLine(value);
  if (printed !== null) return printed.map(withProvenance('FRONT_MATTER'));
  return splitNames(value)
    .map((name) =>
      name
        .replace(/^by\s+/i, '')
        .replace(/^["'（(]+/, '')
        .replace(/(?<!["'）)])["'）)]+$/, '')
        .trim(),
    )
    .filter((name) => name !== '' && !PLACEHOLDER.test(name))
    .map((name) => ({ role, name, kind: classifyName(name), affiliation: null, provenance: 'FRONT_MATTER' }));
}

/**
 * Credits printed in the visible text, which keeps them: lines at its head and tail that are bylines and
 * nothing else, and those in brackets (`（记者孙少龙）`) behind a dateline or in the first lines.
 */
export function printedCredits(text: string): readonly Credit[] {
  const lines = text.split('\n');
  const isNear = (i: number): boolean => i < HEAD_LINES || i >= lines.length - TAIL_LINES;
  return lines
    .flatMap((line, i) =>
      isNear(i) ? [...(readCreditLine(line) ?? []), ...bracketedCredits(line)] : datelineCredits(line),
    )
    .map(withProvenance('BYLINE'));
}

/** Without repetition: the first of each role and folded name stays, and takes an affiliation it lacked. */
export function mergeCredits(credits: readonly Credit[]): readonly Credit[] {
  const merged = new Map<string, Credit>();
  for (const credit of credits) {
    const key = `${credit.role} ${foldName(credit.name)}`;
    const known = merged.get(key);
    merged.set(key, known === undefined ? credit : { ...known, affiliation: known.affiliation ?? credit.affiliation });
  }
  return [...merged.values()];
}

const CREDIT_KEYS: readonly (readonly [ContributorRole, readonly string[]])[] = [
  ['REPORTER', ['reporter', 'reporters', 'journalist', '记者']],
  ['EDITOR', ['editor', 'editors', '编辑', '责任编辑']],
  ['TRANSLATOR', ['translator', 'translators', '译者', '翻译']],
  ['PROOFREADER', ['proofreader', 'proofreaders', 'reviewer', 'reviewers', '校对']],
  ['PHOTOGRAPHER', ['photographer', 'photographers', '摄影']],
  ['CONTRIBUTOR', ['contributor', 'contributors', '通讯员']],
];

const PLACEHOLDER = /^(?:null|none|n\/a|unknown|anonymous|admin|无|佚名|未知)$/i;
const HEAD_LINES = 5;
const TAIL_LINES = 12;
const MAX_DATELINE_LENGTH = 64;

const withProvenance =
  (provenance: Credit['provenance']) =>
  (credit: LineCredit): Credit => ({ ...credit, provenance });

const BRACKETED = /[（(]([^（）()]{3,50})[）)]/gu;
const DATELINE = /(?<outlet>[\p{Script=Han}]{1,6}[社报网])?(?:[\p{Script=Han}\d]{0,16}[电讯])?\s*$/u;

/** Inside brackets only reporters and correspondents are named so; other roles there are photo credits. */
function bracketedCredits(line: string): readonly LineCredit[] {
  if (!/[（(]/.test(line)) return [];
  return [...line.matchAll(BRACKETED)].flatMap((match) => {
    // （上海，记者 某某）: the place belongs to the dateline.
    const inner = (match[1] as string).replace(/^[^，,]{1,6}[，,]\s*(?=\S*[记記]者)/u, '');
    if (!/记者|通讯员/.test(foldCharacters(inner))) return [];
    // More than any dateline holds; a long line may name many reporters.
    const before = line.slice(0, match.index).slice(-MAX_DATELINE_LENGTH);
    const dateline = DATELINE.exec(foldCharacters(before));
    const length = dateline?.groups?.outlet?.length ?? 0;
    const outlet = dateline && length > 0 ? before.slice(dateline.index, dateline.index + length) : null;
    return (readCreditLine(inner) ?? []).map((credit) => ({ ...credit, affiliation: credit.affiliation ?? outlet }));
  });
}

const datelineCredits = (line: string): readonly LineCredit[] =>
  DATELINE_START.test(line) && /[电讯社报网]\s*[（(]/u.test(foldCharacters(line.slice(0, 40)))
    ? bracketedCredits(line)
    : [];

const DATELINE_START = /^.{0,39}[（(]/;
