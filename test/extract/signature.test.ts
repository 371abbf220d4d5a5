import fc from 'fast-check';
import { Converter } from 'opencc-js/cn2t';
import { describe, expect, test } from 'vitest';
import { signatureOf } from '../../src/extract/signature.ts';
import { foldName } from '../../src/model/fold.ts';
import { bandsOf, SIGNATURE_BANDS, similarityOf } from '../../src/model/signature.ts';
import { Random } from '../support/random.ts';

const toTraditional = Converter({ from: 'cn', to: 't' });

/** 300 characters of news, made up for this test. */
const NEWS =
  '本报讯（记者 林晓）昨天上午，望江区第三水厂扩建工程通过验收，新增日供水能力12万立方米，可满足周边四个街道约35万居民的用水需求。工程从2019年9月动工，历时17个月，投资3.6亿元，先后完成取水泵房改造、清水池加盖和管网连通等六项任务。\n' +
  '水务集团负责人介绍，新厂采用臭氧与活性炭联用的深度处理工艺，出水浊度长期低于0.1，优于国家标准。过去夏天高峰时段，老城区顶楼水压不足，居民常常半夜接水；现在即使在用水最多的晚间，末梢压力也能保持稳定。\n' +
  '下一步，集团将启动二次供水设施改造，计划用两年时间更换老旧水箱四百余座，并在每个小区安装在线监测设备，水质数据每小时公布一次，接受市民监督。';

const like = (a: string, b: string) => similarityOf(signatureOf(a) as string, signatureOf(b) as string);
const sharesBand = (a: string, b: string) => {
  const bands = new Set(bandsOf(signatureOf(a) as string));
  return bandsOf(signatureOf(b) as string).some((band) => bands.has(band));
};

describe('the signature of a text', () => {
  test('is 219 characters with six bands, each of its own', () => {
    const signature = signatureOf(NEWS) as string;
    expect(signature).toMatch(/^[A-Za-z0-9+/]{219}$/);
    expect(new Set(bandsOf(signature)).size).toBe(SIGNATURE_BANDS);
    for (const band of bandsOf(signature)) expect(band).toBeLessThan(2 ** 48);
  });

  test('is none where there is too little to tell copies by', () => {
    expect(signatureOf('')).toBeNull();
    expect(signatureOf('央行今日开展100亿元逆回购操作。')).toBeNull();
    expect(signatureOf('哈'.repeat(2000))).toBeNull();
    expect(signatureOf('……！！——'.repeat(500))).toBeNull();
    expect(signatureOf(NEWS.slice(0, 80))).not.toBeNull();
  });

  test.each([
    ['in traditional characters', toTraditional(NEWS)],
    ['in full-width letters and figures', NEWS.replace(/[0-9]/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0))],
    [
      'with half-width punctuation',
      NEWS.replace(/，/g, ', ').replace(/。/g, '. ').replace(/（/g, '(').replace(/）/g, ')'),
    ],
    ['laid out otherwise', `  ${[...NEWS].join('\u200b').replaceAll('\n', '\r\n\r\n')}\n`],
  ])('is the same %s', (_, text) => {
    expect(text).not.toBe(NEWS);
    expect(signatureOf(text)).toBe(signatureOf(NEWS));
  });

  test('is the same for text that folds alike, composed or not', () => {
    const alphabet = fc.constantFrom(...'é ü ﬁ Ａ ａ B 7 ７ ㎡ 한 글 が 臺 台 𠮷 🎉 𝐀 ß Σ'.split(' '), ' ');
    const texts = fc.array(alphabet, { minLength: 300, maxLength: 600 }).map((parts) => parts.join(''));
    let made = 0;
    fc.assert(
      fc.property(texts, (text) => {
        const signature = signatureOf(text);
        if (signature !== null) made++;
        for (const form of ['NFD', 'NFKC', 'NFKD'] as const) expect(signatureOf(text.normalize(form))).toBe(signature);
      }),
      { numRuns: 40 },
    );
    expect(made).toBeGreaterThan(30);
  });

  test('is made of any text whatever', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const signature = signatureOf(text);
        if (signature !== null) expect(similarityOf(signature, signatureOf(`${text}`) as string)).toBe(1);
      }),
    );
    expect(signatureOf(`\ud800${NEWS}\udc00`)).toBe(signatureOf(NEWS));
  });
});

describe('two texts', () => {
  test.each([
    ["an editor's footer", `${NEWS}\n责任编辑：王小明 来源：望江日报`],
    ['a lead of its own', `望江日报3月21日消息，${NEWS}`],
    ['a cut last sentence', NEWS.slice(0, NEWS.lastIndexOf('，并在'))],
    ['a corrected figure', NEWS.replace('35万', '36万')],
    ['a notice in the middle', NEWS.replace('\n', '\n（图片来源：视觉中国）\n')],
  ])('that differ by %s are alike from 0.8 on, and share a band', (_, copy) => {
    expect(like(NEWS, copy)).toBeGreaterThanOrEqual(0.8);
    expect(like(NEWS, copy)).toBeLessThan(1);
    expect(sharesBand(NEWS, copy)).toBe(true);
  });

  test('of one template about different things are less alike', () => {
    const bulletin = (area: string, plant: string, figures: readonly string[], name: string) =>
      `${area}${plant}工程昨天通过验收，新增日供水能力${figures[0]}万立方米，可满足周边居民的用水需求。工程从${figures[1]}动工，投资${figures[2]}亿元，先后完成${name}等任务。负责人表示，下一步将启动二次供水设施改造，计划用${figures[3]}时间更换老旧水箱${figures[4]}座，水质数据定期公布，接受市民监督。`;
    const a = bulletin(
      '望江区',
      '第三水厂扩建',
      ['12', '2019年9月', '3.6', '两年', '四百'],
      '取水泵房改造、清水池加盖',
    );
    const b = bulletin('临河县', '城北水厂新建', ['5', '2020年3月', '1.2', '三年', '七十'], '厂区平整、管网连通');
    expect(like(a, b)).toBeLessThan(0.7);
  });

  test('that have nothing in common have a likeness next to nothing, in English too', () => {
    const english = (seed: number) => {
      const random = new Random(seed);
      const words = 'the city water plant opened after seventeen months of work and tests on new pumps'.split(' ');
      return Array.from({ length: 300 }, () => random.pick(words)).join(' ');
    };
    expect(like(english(1), english(2))).toBeLessThan(0.15);
    expect(like(NEWS, english(3))).toBeLessThan(0.15);
    expect(like(english(1), english(1).toUpperCase())).toBe(1);
  });
});

/** A text and another with a share of its characters changed, in runs as editing does. */
function edited(random: Random, length: number, share: number): readonly [string, string] {
  const han = () => String.fromCharCode(0x4e00 + random.below(2500));
  const original = Array.from({ length }, han);
  const other = [...original];
  for (let left = Math.round(length * share); left > 0; ) {
    const run = Math.min(left, 1 + random.below(20));
    const at = random.below(length);
    for (let i = 0; i < run; i++) other[(at + i) % length] = han();
    left -= run;
  }
  return [original.join(''), other.join('')];
}

/** Exact likeness, by definition. */
function jaccard(a: string, b: string): number {
  const [x, y] = [a, b].map((text) => {
    const tokens = foldName(text).match(/\p{Script=Han}|[\p{L}\p{N}]/gu) ?? [];
    return new Set(tokens.slice(3).map((_, at) => tokens.slice(at, at + 4).join('')));
  }) as [Set<string>, Set<string>];
  const common = [...x].filter((shingle) => y.has(shingle)).length;
  return common / (x.size + y.size - common);
}

describe('the estimate', () => {
  test.each([
    [60, 6],
    [400, 4.5],
    [3000, 4.5],
  ])('of texts of %i characters is right on average, and never off by more than chance allows', (length, bound) => {
    const random = new Random(length);
    const errors: number[] = [];
    for (let i = 0; i < 150; i++) {
      const [a, b] = edited(random, length, random.next() * 0.3);
      const exact = jaccard(a, b);
      if (exact < 0.5) continue;
      // Of a thousand bits that agree with the chance (1 + J) / 2; a short text has fewer than a thousand shingles.
      if (exact < 1) expect(Math.abs(like(a, b) - exact)).toBeLessThan(bound * Math.sqrt((1 - exact ** 2) / 1024));
      errors.push(like(a, b) - exact);
    }
    expect(errors.length).toBeGreaterThan(50);
    expect(Math.abs(errors.reduce((sum, error) => sum + error, 0) / errors.length)).toBeLessThan(0.006);
  });

  test('and bands find copies: of pairs alike to 0.8 nearly all share one, of strangers none', () => {
    const random = new Random(11);
    let [alike, found, strangers] = [0, 0, 0];
    for (let i = 0; i < 600; i++) {
      const [a, b] = edited(random, 500, 0.02 + random.next() * 0.12);
      if (jaccard(a, b) >= 0.8) {
        alike++;
        if (sharesBand(a, b)) found++;
      }
      if (sharesBand(a, edited(random, 500, 0)[0])) strangers++;
    }
    expect(alike).toBeGreaterThan(200);
    expect(found / alike).toBeGreaterThan(0.98);
    expect(strangers).toBe(0);
  });
});
