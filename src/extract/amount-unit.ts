import { createMatcher } from './match.ts';

/**
 * What an amount counts. Codes: money by ISO 4217; `%`, and `pp` and `bp` for percentage points and basis points,
 * which no standard names; physical quantities by UCUM, where things that are no unit stand in braces, as it
 * has it (`{person}`).
 */
export interface AmountUnit {
  readonly code: string;
  readonly kind: 'MONEY' | 'SHARE' | 'QUANTITY';
  /** One of it is this power of ten of its code: 七成 is 70 %. */
  readonly power: number;
  /** A number that holds less says something else: 一人, 两股势力. */
  readonly isStrict: boolean;
  /** What follows in another word (元旦, 人民). */
  readonly except: RegExp | null;
}

const units: [form: string, unit: AmountUnit][] = [];
function add(code: string, kind: AmountUnit['kind'], forms: string, others: Partial<AmountUnit> = {}): void {
  for (const form of forms.split('|'))
    units.push([form, { code, kind, power: 0, isStrict: false, except: null, ...others }]);
}

/** 元 alone: the currency of where the text was written. */
export const LOCAL_CURRENCY = 'local';
add(LOCAL_CURRENCY, 'MONEY', '元', { except: /^(?:[旦素宵首帅老勋件音月宝朝代谋气凶培](?!起)|人民币)/ });
const CURRENCIES = {
  CNY: '元人民币|人民币|块钱|元钱|yuan|RMB|renminbi|CNY',
  USD: '美元|美金|元美金|US dollars|U.S. dollars|dollars|USD',
  HKD: '港元|港币|元港币|港幣|Hong Kong dollars|HKD',
  MOP: '澳门元|澳门币|葡币',
  TWD: '新台币|元新台币|台币|元台币',
  EUR: '欧元|euros|euro|EUR',
  JPY: '日元|日圆|yen|JPY',
  GBP: '英镑|pounds sterling|GBP',
  KRW: '韩元|韩圆|韩币|KRW',
  RUB: '卢布|rubles|roubles',
  AUD: '澳元|澳大利亚元|澳币|AUD',
  CAD: '加元|加拿大元|加币|CAD',
  NZD: '新西兰元|纽元',
  SGD: '新加坡元|新元|坡元|SGD',
  CHF: '瑞士法郎|瑞郎|CHF|Swiss francs',
  THB: '泰铢|baht',
  INR: '印度卢比|卢比|rupees',
  IDR: '印尼盾|印尼卢比',
  VND: '越南盾',
  MYR: '林吉特|马来西亚林吉特|令吉|马币|ringgit',
  PHP: '菲律宾比索',
  MXN: '墨西哥比索',
  BRL: '雷亚尔|巴西雷亚尔',
  ZAR: '兰特|南非兰特',
  TRY: '土耳其里拉',
  SEK: '瑞典克朗',
  NOK: '挪威克朗',
  DKK: '丹麦克朗',
  AED: '迪拉姆|阿联酋迪拉姆',
  KZT: '坚戈',
  MNT: '图格里克',
} as const;
for (const [code, forms] of Object.entries(CURRENCIES)) add(code, 'MONEY', forms);

add('%', 'SHARE', '%|percent|per cent|pct');
add('%', 'SHARE', '‰', { power: -1 });
add('%', 'SHARE', '成', {
  power: 1,
  except: /^[立员为功本人果绩长交分就语熟型品份吉全效因天套婚名千王像样]|^都(?![是在有没])/,
});
add('pp', 'SHARE', '个百分点|百分点|percentage points|percentage point');
add('bp', 'SHARE', '个基点|基点|个bp|BP|bp|basis points|basis point');
add('{times}', 'SHARE', '倍', { except: /^[增感率速频镜数体]/ });

const QUANTITIES: readonly (readonly [code: string, forms: string, except?: RegExp])[] = [
  ['t', '吨|公吨|tonnes|metric tons|metric tonnes', /^[位级]/],
  ['kg', '公斤|千克|kilograms|kilogrammes|kg'],
  ['g', '克', /^[拉服里兰罗强隆]/],
  ['mg', '毫克|mg'],
  ['ug', '微克|μg'],
  ['{jin}', '斤', /^[斤]/],
  ['km', '公里|千米|kilometers|kilometres|km'],
  ['m', '米|公尺|meters|metres', /^[粉饭线兰勒尔哈果其奇格黄糠级]/],
  ['cm', '厘米|公分|cm'],
  ['mm', '毫米|mm'],
  ['nm', '纳米|nm', /^[级]/],
  ['[nmi_i]', '海里|nautical miles'],
  ['[mi_i]', '英里|miles'],
  ['[in_i]', '英寸'],
  ['km2', '平方公里|平方千米|square kilometers|square kilometres'],
  ['m2', '平方米|平米|平方|square meters|square metres|㎡', /^[根公千]/],
  ['har', '公顷|hectares'],
  ['{mu}', '亩', /^产/],
  ['m3', '立方米|方|cubic meters|cubic metres', /^[面案向式法便可位针言才形米队今能圆]/],
  ['L', '升|公升|liters|litres', /^[至到高级值幅温学任入为破穿逾空]/],
  ['mL', '毫升|ml|mL'],
  ['[bbl_us]', '桶|barrels', /^装/],
  ['[oz_tr]', '盎司|ounces'],
  ['kW', '千瓦|kW|kilowatts'],
  ['MW', '兆瓦|MW|megawatts'],
  ['GW', '吉瓦|GW|gigawatts'],
  ['W', '瓦', /^[斯解特砾房罐莱]/],
  ['kW.h', '千瓦时|千瓦小时|度电|kWh|kilowatt-hours'],
  ['MW.h', '兆瓦时|MWh|megawatt-hours'],
  ['GW.h', '吉瓦时|GWh|gigawatt-hours'],
  ['V', '伏', /^[特笔击法天地]/],
  ['kV', '千伏|kV'],
  ['Hz', '赫兹|Hz'],
  ['Cel', '摄氏度|℃|°C|degrees Celsius'],
  ['km/h', '公里/小时|公里每小时|km/h'],
  ['m/s', '米/秒|米每秒|m/s'],
  ['[car_m]', '克拉'],
  ['{TEU}', '标箱|标准箱|TEU|TEUs'],
  ['By', '字节'],
  ['MBy', 'MB'],
  ['GBy', 'GB'],
  ['TBy', 'TB'],
];
for (const [code, forms, except] of QUANTITIES) add(code, 'QUANTITY', forms, { except: except ?? null });
/** An electric degree, only where it can be no other: behind 万 or 亿. */
add('kW.h', 'QUANTITY', '万度', { power: 4, except: /^[角假]/ });
add('kW.h', 'QUANTITY', '亿度', { power: 8 });
const STRICT: readonly (readonly [code: string, forms: string, except?: RegExp])[] = [
  ['{person}', '人|people', /^[工民生家口才均大类物行士文格间体气事员权选道们为心数头份组马潮制座版]/],
  ['{person-time}', '人次', /^之/],
  ['{household}', '户|households', /^[口籍型外主均部县]/],
  ['{share}', '股|shares', /^[东市票份权民指价息骨比改金本势]/],
];
for (const [code, forms, except] of STRICT) add(code, 'QUANTITY', forms, { isStrict: true, except: except ?? null });

const matcher = createMatcher(units.map(([form]) => form));
const LATIN = /[A-Za-z]/;

/** The longest unit at `at`, behind a space if there is one; null when none stands there. */
export function readUnit(text: string, at: number): { readonly unit: AmountUnit; readonly end: number } | null {
  const start = text[at] === ' ' ? at + 1 : at;
  const found = matcher.at(text, start);
  for (let i = 0; i < found.length; i += 2) {
    const [end, id] = [found[i] as number, found[i + 1] as number];
    const [form, unit] = units[id] as [string, AmountUnit];
    const isLatin = LATIN.test(form.charAt(form.length - 1));
    if (isLatin && /[A-Za-z\d]/.test(text.charAt(end))) continue;
    if (unit.except?.test(text.slice(end, end + 3)) === true) continue;
    return { unit, end };
  }
  return null;
}
