import type { Credit } from '../model/document.ts';
import type { EntityKey } from '../model/entity.ts';
import { foldCharacters, foldName } from '../model/fold.ts';
import type { EntityRegister } from './entity-register.ts';
import { type FieldText, isLatin, isLatinWord } from './field-text.ts';
import type { Finding } from './finding.ts';
import { RULES, type Rule } from './rule.ts';

/** `person:<folded name>`. */
export const personKey = (name: string): EntityKey => `person:${foldName(name)}` as EntityKey;

/**
 * People: whoever a credit names, wherever the name stands; and names printed as bylines are
 * (新华社记者 张三、李四). Every credited person is noted, also without a mention.
 */
export function findPeople(
  fields: readonly FieldText[],
  credits: readonly Credit[],
  register: EntityRegister,
): readonly (readonly Finding[])[] {
  const credited = credits
    .filter((credit) => credit.kind === 'PERSON')
    .map((credit) => credit.name.trim())
    .filter((name) => name.length > 1);
  for (const name of credited) notePerson(register, name);
  return fields.map((field) => {
    const findings: Finding[] = [];
    for (const name of new Set(credited)) findings.push(...occurrences(field, name));
    for (const finding of reporters(field, register)) {
      if (!findings.some((other) => other.start === finding.start)) findings.push(finding);
    }
    return findings.sort((a, b) => a.start - b.start);
  });
}

function notePerson(register: EntityRegister, name: string): EntityKey {
  return register.note({ key: personKey(name), type: 'PERSON', name });
}

function occurrences(field: FieldText, name: string): Finding[] {
  const form = foldCharacters(name);
  const findings: Finding[] = [];
  for (let start = field.folded.indexOf(form); start >= 0; start = field.folded.indexOf(form, start + form.length)) {
    const end = start + form.length;
    if (isLatin(form) ? !isLatinWord(field.folded, start, end) : isInsideWord(field, start, end)) continue;
    const rule: Rule = BYLINE_BEFORE.test(field.folded.slice(Math.max(0, start - 12), start))
      ? RULES.personByline
      : RULES.personCredited;
    findings.push({ start, end, type: 'PERSON', target: { kind: 'LINKED', key: personKey(name) }, rule });
  }
  return findings;
}

/** A two-character name may be part of a longer word, or of two. */
function isInsideWord(field: FieldText, start: number, end: number): boolean {
  return end - start <= 2 && (cutsWord(field, start) || cutsWord(field, end));
}

/** Unknown words do not count: the segmenter may have glued a name to its verb. */
function cutsWord(field: FieldText, offset: number): boolean {
  const words = field.words();
  return !words.isBorder(offset) && !/^(?:x|nr)/.test(words.tagOf(words.indexAt(offset)));
}

const BYLINE_BEFORE =
  /(?:记者|编辑|作者|撰文|采写|摄影|摄|文|校对|通讯员|编译|实习生|责编|审校|翻译)[\s/／|丨:：]*(?:[\p{Script=Han}]{2,4}[ \u3000、，,])*$/u;

/** 记者 张三、李四 between marks, or （记者 张三）: names of two to four characters that begin with a surname. */
function reporters(field: FieldText, register: EntityRegister): Finding[] {
  const findings: Finding[] = [];
  for (const match of field.folded.matchAll(REPORTERS)) {
    const list = match[1] as string;
    let at = match.index + match[0].length - list.length;
    for (const part of list.split(/([\s、，]+)/)) {
      if (NAME.test(part)) {
        const name = field.text.slice(at, at + part.length);
        const key = notePerson(register, name);
        findings.push({
          start: at,
          end: at + part.length,
          type: 'PERSON',
          target: { kind: 'LINKED', key },
          rule: RULES.personReporter,
        });
      }
      at += part.length;
    }
  }
  return findings;
}

const REPORTERS =
  /(?:记者|通讯员|实习生)[\s:：]+([\p{Script=Han}]{2,4}(?:[\s、，]+[\p{Script=Han}]{2,4}){0,4})(?=\s*(?:[)）\n]|报道|摄|$))/gu;
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文季俞樊岳齐倪焦葛鲁柳邢路华翁纪左殷柯戚梅庄阮关霍裴单鲍甄耿管詹温宁欧柏游凌简翟柴辛聂包毕卓冷滕颜涂隋成';
const NAME = new RegExp(`^(?:[${SURNAMES}]|欧阳|司马|诸葛|上官|皇甫)[\\p{Script=Han}]{1,2}$`, 'u');
