import {
  type DatePiece,
  type DayPart,
  type Festival,
  fromNamed,
  fromPublication,
  RANK,
  written,
} from './date-expression.ts';
import { createMatcher } from './match.ts';

/** Words of a date that hold no number, simplified. */
export const dateWords = new Map<string, DatePiece>();

const add = (forms: string, piece: DatePiece): void => {
  for (const form of forms.split(' ')) dateWords.set(form, piece);
};
const year = (forms: string, n: number): void =>
  add(forms, { rank: RANK.YEAR, year: fromPublication(n), isOpening: true });
const month = (forms: string, n: number): void =>
  add(forms, { rank: RANK.MONTH, month: fromPublication(n), isOpening: true });
const day = (forms: string, n: number, part: DayPart | null = null): void =>
  add(forms, { rank: RANK.DAY, day: fromPublication(n), part, isOpening: true });
const festival = (forms: string, which: Festival): void => {
  for (const form of forms.split(' ')) {
    add(form, { rank: RANK.YEAR_PART, festival: which });
    add(FESTIVAL_PERIODS.map((ending) => form + ending).join(' '), {
      rank: RANK.YEAR_PART,
      festival: which,
      isVague: true,
    });
  }
};
const solar = (forms: string, monthOfYear: number, dayOfMonth: number): void =>
  festival(forms, { calendar: 'SOLAR', month: monthOfYear, day: dayOfMonth });
const lunar = (forms: string, monthOfYear: number, dayOfMonth: number): void =>
  festival(forms, { calendar: 'LUNAR', month: monthOfYear, day: dayOfMonth });

const FESTIVAL_PERIODS = ['期间', '假期', '长假', '小长假', '黄金周', '假日', '前后', '前夕'];

year('今年 今年度 本年 本年度 年内', 0);
year('去年 去年度 上年 上年度 昨年', -1);
year('前年', -2);
year('大前年', -3);
year('明年 来年 下年度', 1);
year('后年', 2);
add('当年 同年 该年', { rank: RANK.YEAR, year: fromNamed(0), isOpening: true });
add('次年 翌年', { rank: RANK.YEAR, year: fromNamed(1), isOpening: true });

month('本月 这个月 月内', 0);
month('上月 上个月', -1);
month('上上个月', -2);
month('下月 下个月', 1);
add('当月 同月 该月', { rank: RANK.MONTH, month: fromNamed(0), isOpening: true });
add('次月', { rank: RANK.MONTH, month: fromNamed(1), isOpening: true });

day('今天 今日 今儿', 0);
day('昨天 昨日', -1);
day('前天', -2);
day('前日', -2);
day('大前天', -3);
day('明天 明日', 1);
day('后天', 2);
day('大后天', 3);
day('今晨 今早', 0, 'MORNING');
day('今晚 今夜', 0, 'NIGHT');
day('昨晚 昨夜', -1, 'NIGHT');
day('昨晨', -1, 'MORNING');
day('前晚', -2, 'NIGHT');
day('明早 明晨', 1, 'MORNING');
day('明晚', 1, 'NIGHT');
const named = (forms: string, n: number, part: DayPart | null = null): void =>
  add(forms, { rank: RANK.DAY, day: fromNamed(n), part, isOpening: true });
named('当天 当日 同日 同一天 该日', 0);
named('当晚', 0, 'NIGHT');
named('次日 翌日 隔日', 1);
named('前一日 前一天', -1);

const half = (forms: string, n: number): void => add(forms, { rank: RANK.YEAR_PART, season: written(n) });
half('上半年', 40);
half('下半年', 41);
half('首季 首季度', 33);
half('末季', 36);
add('前三季度 前三季', {
  rank: RANK.YEAR_PART,
  month: written(1),
  to: { rank: RANK.YEAR_PART, month: written(9) },
});
const season = (forms: string, n: number): void =>
  add(forms, { rank: RANK.YEAR_PART, season: fromPublication(n), isOpening: true });
season('本季度', 0);
season('上季度 上个季度 上一季度', -1);
season('下季度 下个季度 下一季度', 1);

/** Parts of the year before, or with a year in front, of that year. */
add('年初 年中 年底 年末 岁末 年终', { rank: RANK.YEAR_PART, isVague: true });
add('初 中期 末 底 伊始', { rank: RANK.WITHIN, isVague: true, isWeak: true });
add('月初 月中 月底 月末', { rank: RANK.WITHIN, month: fromPublication(0), isVague: true, isOpening: true });
const third = (forms: string, n: number): void => add(forms, { rank: RANK.WITHIN, third: n, isWeak: true });
third('上旬', 1);
third('中旬', 2);
third('下旬', 3);

const week = (forms: string, weeks: number): void => {
  add(forms, { rank: RANK.YEAR_PART, week: { weeks, weekday: null }, isOpening: true });
  for (const [i, name] of [...'一二三四五六日天'].entries())
    for (const form of forms.split(' '))
      add(form + name, { rank: RANK.DAY, week: { weeks, weekday: Math.min(i + 1, 7) }, isOpening: true });
};
week('本周 这周 本星期 这星期 这个星期 本礼拜', 0);
week('上周 上星期 上个星期 上礼拜', -1);
week('上上周 上上星期', -2);
week('下周 下星期 下个星期 下礼拜', 1);
week('下下周', 2);
const weekend = (forms: string, weeks: number): void =>
  add(forms, { rank: RANK.DAY, week: { weeks, weekday: 67 }, isOpening: true });
weekend('本周末 这周末 这个周末', 0);
weekend('上周末 上个周末', -1);
weekend('下周末 下个周末', 1);
for (const [i, name] of [...'一二三四五六日'].entries()) {
  const forms = ['周', '星期', '礼拜'].flatMap((prefix) => [prefix + name, ...(i === 6 ? [`${prefix}天`] : [])]);
  add(forms.filter((form) => form !== '周天').join(' '), { rank: RANK.DAY, week: { weeks: null, weekday: i + 1 } });
}

const part = (forms: string, which: DayPart): void => add(forms, { rank: RANK.PART, part: which, isWeak: true });
part('凌晨 清晨 早晨 早上 早间 上午 一早 拂晓 早', 'MORNING');
part('中午 正午 午间', 'NOON');
part('下午 午后 傍晚', 'AFTERNOON');
part('晚上 晚间 晚 深夜 夜间 夜里 夜 午夜', 'NIGHT');

solar('元旦 元旦节', 1, 1);
solar('情人节', 2, 14);
solar('妇女节 三八节 三八妇女节', 3, 8);
solar('植树节', 3, 12);
solar('劳动节 五一劳动节 五一国际劳动节', 5, 1);
solar('青年节 五四青年节', 5, 4);
solar('儿童节 六一儿童节', 6, 1);
solar('建党节', 7, 1);
solar('建军节 八一建军节', 8, 1);
solar('教师节', 9, 10);
solar('国庆节 国庆', 10, 1);
solar('双十一 双11', 11, 11);
solar('双十二', 12, 12);
solar('平安夜', 12, 24);
solar('圣诞节', 12, 25);
festival('清明节', { calendar: 'CLEAR_AND_BRIGHT' });
festival('除夕 除夕夜', { calendar: 'NEW_YEARS_EVE' });
lunar('春节', 1, 1);
lunar('元宵节', 1, 15);
lunar('端午节', 5, 5);
lunar('七夕 七夕节', 7, 7);
lunar('中元节', 7, 15);
lunar('中秋节', 8, 15);
lunar('重阳节', 9, 9);
/** These are dates only with what follows: 五一 may be a street, 国庆 a name. */
for (const [forms, which] of [
  ['五一', { calendar: 'SOLAR', month: 5, day: 1 }],
  ['十一', { calendar: 'SOLAR', month: 10, day: 1 }],
  ['端午', { calendar: 'LUNAR', month: 5, day: 5 }],
  ['中秋', { calendar: 'LUNAR', month: 8, day: 15 }],
  ['清明', { calendar: 'CLEAR_AND_BRIGHT' }],
] as const satisfies readonly (readonly [string, Festival])[])
  add(
    FESTIVAL_PERIODS.slice(0, 6)
      .map((ending) => forms + ending)
      .join(' '),
    { rank: RANK.YEAR_PART, festival: which, isVague: true },
  );
dateWords.delete('国庆');

export const dateWordForms: readonly string[] = [...dateWords.keys()];
export const dateWordMatcher = createMatcher(dateWordForms);
