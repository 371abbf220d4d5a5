import type { FieldText } from './field-text.ts';

/**
 * True when the name of a place is, or is part of, a person's: inside a word the dictionary has as a name (黄海波),
 * after a surname and before a title (陈吉林部长), or itself a name behind a title (校长高明).
 */
export function isPersonName(field: FieldText, start: number, end: number): boolean {
  const { folded } = field;
  if (end - start > 2) return false;
  const borders = field.borders();
  const word = borders.wordAt(start);
  if (/^nr/.test(word.tag) && word.end - word.start === end - start + 1) return true;
  const surname = folded[start - 1] ?? '';
  if (SURNAMES.includes(surname) && surname !== '' && borders.isBorder(start - 1)) {
    const before = folded.slice(Math.max(0, start - 13), start - 1);
    if (TITLE_AFTER.test(folded.slice(end, end + 4)) || ROLE_BEFORE.test(before)) return true;
  }
  return (
    SURNAMES.includes(folded[start] as string) &&
    NAMES_BEHIND_ROLE.test(folded.slice(Math.max(0, start - 12), start)) &&
    !PLACE_AFTER.test(folded.slice(end, end + 2))
  );
}

/** Common surnames without those that are mostly prepositions or conjunctions (于 和 向 从 由). */
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔汤康易乔赖文俞樊岳齐倪焦葛鲁柳邢路华翁纪左殷柯戚梅庄阮霍裴单鲍甄耿管詹温宁欧柏游凌简翟柴辛聂包毕卓冷滕颜涂隋成高安向';
const TITLE_AFTER =
  /^(?:部长|书记|省长|市长|县长|区长|先生|女士|小姐|教授|博士|老师|同志|主任|主席|总理|总统|局长|厅长|院长|校长|记者|导演|董事|总裁|经理|司令|将军|大使|说道|说，|说：|表示|认为|指出|坦言|告诉|透露|介绍)/;
const ROLE =
  '(?:记者|通讯员|编辑|校长|院长|局长|处长|科长|部长|书记|市长|县长|总经理|经理|董事长|总裁|主任|教授|博士|导演|主演|演员|歌手|队长|教练|运动员|选手|作家|画家|诗人|律师|医生|民警|战士|法官|主持人|先生|女士|同志|老师|队员|球员|校友|摄影师|工程师|厂长|站长|所长|村支书)';
const ROLE_BEFORE = new RegExp(`${ROLE}(?:[\\p{Script=Han}]{2,3}、)*$`, 'u');
const NAMES_BEHIND_ROLE = new RegExp(`${ROLE}[：:\\s]?(?:[\\p{Script=Han}]{2,3}、)*$`, 'u');
/** 记者山东报道 means the place. */
const PLACE_AFTER = /^(?:报|电|市|县|省|区)/;
