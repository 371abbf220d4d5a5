/**
 * Short forms of a division's official name, by rule: the level word goes, and with it the peoples an
 * autonomous division is named for (昌吉回族自治州 → 昌吉, 昌吉州). Nothing under two characters is given.
 */
export function shortNamesOf(name: string): readonly string[] {
  const autonomous = /^(.+)自治(州|县|旗)$/.exec(name);
  if (autonomous !== null) {
    const base = dropPeoples(autonomous[1] as string);
    return longEnough([base, `${base}${autonomous[2] as string}`], name);
  }
  const ofPeople = /^(.+族)区$/.exec(name);
  if (ofPeople !== null) {
    const base = dropPeoples(ofPeople[1] as string);
    return longEnough([`${base}区`], name);
  }
  if (GENERIC.test(name)) return [];
  return longEnough([name.replace(LEVEL_WORD, '')], name);
}

const LEVEL_WORD = /(?:地区|林区|新区|特区|矿区|市|盟|县|区|(?<=.{3})(?<![左右前后中翼])旗)$/;
/** Names that only say where in a city they lie: their short form would be a word like any other. */
const GENERIC = /^(?:.?[东西南北中]区|[城郊矿]区|市[中南北]区|新城区|城[东西南北中]区)$/;

const PEOPLES = [
  '维吾尔',
  '哈萨克',
  '柯尔克孜',
  '塔吉克',
  '锡伯',
  '蒙古',
  '回',
  '藏',
  '朝鲜',
  '土家',
  '苗',
  '侗',
  '布依',
  '彝',
  '哈尼',
  '壮',
  '傣',
  '白',
  '景颇',
  '傈僳',
  '羌',
  '黎',
  '瑶',
  '仫佬',
  '毛南',
  '畲',
  '满',
  '达斡尔',
  '鄂温克',
  '土',
  '撒拉',
  '东乡',
  '保安',
  '裕固',
  '拉祜',
  '佤',
  '布朗',
  '纳西',
  '独龙',
  '怒',
  '普米',
  '仡佬',
  '水',
  '各',
].sort((a, b) => b.length - a.length);
/** Peoples whose division names go without 族. */
const WITHOUT_SUFFIX = ['维吾尔', '哈萨克', '柯尔克孜', '塔吉克', '锡伯', '蒙古'];

function dropPeoples(base: string): string {
  let rest = base;
  for (;;) {
    const people = PEOPLES.find((p) => rest.endsWith(`${p}族`));
    const bare = WITHOUT_SUFFIX.find((p) => rest.endsWith(p));
    const length = people !== undefined ? people.length + 1 : bare?.length;
    if (length === undefined || rest.length - length < 2) return rest.endsWith('族') ? rest.slice(0, -1) : rest;
    rest = rest.slice(0, -length);
  }
}

const longEnough = (forms: readonly string[], name: string): readonly string[] =>
  forms.filter((form) => form.length >= 2 && form !== name);
