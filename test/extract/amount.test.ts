import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findDatesAndAmounts } from '../../src/extract/date-and-amount.ts';
import { createFieldText } from '../../src/extract/field-text.ts';
import { read } from './scene.ts';
import { FRIDAY, publishedOn, valuesIn } from './values.ts';

const amounts = (text: string, language = 'zh-Hans'): string[] => valuesIn(text, 'AMOUNT', { language });

const FORMS: readonly (readonly [text: string, ...found: string[]])[] = [
  // Money.
  ['中标1.2亿元。', '1.2亿元 → 120000000 CNY'],
  ['中标6.25亿元项目。', '6.25亿元 → 625000000 CNY'],
  ['投资1.2万亿元。', '1.2万亿元 → 1200000000000 CNY'],
  ['投资0.1亿元。', '0.1亿元 → 10000000 CNY'],
  ['罚款5000元。', '5000元 → 5000 CNY'],
  ['罚款1,200,000元。', '1,200,000元 → 1200000 CNY'],
  ['单价0.05元。', '0.05元 → 0.05 CNY'],
  ['单价1.20元。', '1.20元 → 1.2 CNY'],
  ['投资2亿5000万元。', '2亿5000万元 → 250000000 CNY'],
  ['投资3千万元。', '3千万元 → 30000000 CNY'],
  ['投资一千二百万元。', '一千二百万元 → 12000000 CNY'],
  ['投资十二亿三千万元。', '十二亿三千万元 → 1230000000 CNY'],
  ['投资三点五亿元。', '三点五亿元 → 350000000 CNY'],
  ['投资二百零五万元。', '二百零五万元 → 2050000 CNY'],
  ['出价两万五元。', '两万五元 → 25000 CNY'],
  ['投资千万元。', '千万元 → 10000000 CNY'],
  ['产值过亿元。', '亿元 → 100000000 CNY'],
  ['花了50块钱。', '50块钱 → 50 CNY'],
  ['价值500万元人民币。', '500万元人民币 → 5000000 CNY'],
  ['价值500万人民币。', '500万人民币 → 5000000 CNY'],
  ['收入27亿美元。', '27亿美元 → 2700000000 USD'],
  ['收入76万港币。', '76万港币 → 760000 HKD'],
  ['收入49万港元。', '49万港元 → 490000 HKD'],
  ['收入3亿欧元。', '3亿欧元 → 300000000 EUR'],
  ['收入2.7亿日元。', '2.7亿日元 → 270000000 JPY'],
  ['收入1600万英镑。', '1600万英镑 → 16000000 GBP'],
  ['收入8万亿韩元。', '8万亿韩元 → 8000000000000 KRW'],
  ['收入3000万澳元。', '3000万澳元 → 30000000 AUD'],
  ['收入500亿卢布。', '500亿卢布 → 50000000000 RUB'],
  ['收入20亿新台币。', '20亿新台币 → 2000000000 TWD'],
  ['总额港币500万元。', '500万元 → 5000000 HKD'],
  ['總額１．２億元。', '１．２億元 → 120000000 CNY'],
  ['总额￥500。', '￥500 → 500 CNY'],
  ['总额￥500元。', '￥500元 → 500 CNY'],
  ['总额$3亿。', '$3亿 → 300000000 USD'],
  ['总额US$500。', 'US$500 → 500 USD'],
  ['总额HK$1.5亿。', 'HK$1.5亿 → 150000000 HKD'],
  ['总额€20。', '€20 → 20 EUR'],
  ['煤价5000元/吨。', '5000元/吨 → 5000 CNY/t'],
  ['油价70美元/桶。', '70美元/桶 → 70 USD/[bbl_us]'],
  ['房价6万元/平方米。', '6万元/平方米 → 60000 CNY/m2'],
  ['电价0.5元/度。', '0.5元/度 → 0.5 CNY/kW.h'],
  // Loosely.
  ['投资两亿多元。', '两亿多元 → >200000000 CNY'],
  ['投资100多万元。', '100多万元 → >1000000 CNY'],
  ['投资3000余万元。', '3000余万元 → >30000000 CNY'],
  ['投资三四百万元。', '三四百万元 → 3000000/4000000 CNY'],
  ['投资七八十亿元。', '七八十亿元 → 7000000000/8000000000 CNY'],
  ['投资数亿元。', '数亿元 → null'],
  ['约1.2亿元。', '1.2亿元 → 120000000 CNY'],
  ['逾百万元。', '百万元 → 1000000 CNY'],
  // Ranges.
  ['投资3亿至5亿元。', '3亿至5亿元 → 300000000/500000000 CNY'],
  ['投资3至5亿元。', '3至5亿元 → 300000000/500000000 CNY'],
  ['投资100-200万元。', '100-200万元 → 1000000/2000000 CNY'],
  ['投资5000万元至1亿元。', '5000万元至1亿元 → 50000000/100000000 CNY'],
  ['投资5000万-1亿元。', '5000万-1亿元 → 50000000/100000000 CNY'],
  ['增长5.9%-6.2%。', '5.9%-6.2% → 5.9/6.2 %'],
  ['增长10-15%。', '10-15% → 10/15 %'],
  ['增长百分之三至百分之五。', '百分之三至百分之五 → 3/5 %'],
  ['长60至75毫米。', '60至75毫米 → 60/75 mm'],
  // Shares.
  ['增长3.5%。', '3.5% → 3.5 %'],
  ['增长3.50％。', '3.50％ → 3.5 %'],
  ['同比：3.5%。', '3.5% → 3.5 %'],
  ['同比-3.5%。', '-3.5% → -3.5 %'],
  ['增长百分之三。', '百分之三 → 3 %'],
  ['增长百分之十二点五。', '百分之十二点五 → 12.5 %'],
  ['增长百分之百。', '百分之百 → 100 %'],
  ['千分之五的费率。', '千分之五 → 0.5 %'],
  ['万分之三的费率。', '万分之三 → 0.03 %'],
  ['费率5‰。', '5‰ → 0.5 %'],
  ['提高3.5个百分点。', '3.5个百分点 → 3.5 pp'],
  ['下调25个基点。', '25个基点 → 25 bp'],
  ['增长1.5倍。', '1.5倍 → 1.5 {times}'],
  ['占逾七成。', '七成 → 70 %'],
  // Quantities.
  ['产煤17.5亿吨。', '17.5亿吨 → 1750000000 t'],
  ['全长1463公里。', '1463公里 → 1463 km'],
  ['面积20万平方米。', '20万平方米 → 200000 m2'],
  ['面积13平方千米。', '13平方千米 → 13 km2'],
  ['装机5万千瓦。', '5万千瓦 → 50000 kW'],
  ['装机5千瓦。', '5千瓦 → 5 kW'],
  ['装机200兆瓦。', '200兆瓦 → 200 MW'],
  ['发电3亿千瓦时。', '3亿千瓦时 → 300000000 kW.h'],
  ['用电10亿度。', '10亿度 → 1000000000 kW.h'],
  ['接种332万人。', '332万人 → 3320000 {person}'],
  ['到场20多人。', '20多人 → >20 {person}'],
  ['旅客5亿人次。', '5亿人次 → 500000000 {person-time}'],
  ['改造3万户。', '3万户 → 30000 {household}'],
  ['种植10万亩。', '10万亩 → 100000 {mu}'],
  ['供水15.4亿立方米。', '15.4亿立方米 → 1540000000 m3'],
  ['日产7万桶。', '7万桶 → 70000 [bbl_us]'],
  ['气温30℃。', '30℃ → 30 Cel'],
  ['气温-5℃。', '-5℃ → -5 Cel'],
  ['持股1000万股。', '1000万股 → 10000000 {share}'],
  ['集装箱3350万标箱。', '3350万标箱 → 33500000 {TEU}'],
  ['时速350km/h。', '350km/h → 350 km/h'],
  ['存储500GB。', '500GB → 500 GBy'],
];

test.each(FORMS)('%s', (text, ...found) => {
  expect(amounts(text)).toEqual(found);
});

test.each([
  ['It raised $1.2 billion.', '$1.2 billion → 1200000000 USD'],
  ['It raised $500m.', '$500m → 500000000 USD'],
  ['It raised US$3.5 million to US$4 million.', 'US$3.5 million to US$4 million → 3500000/4000000 USD'],
  ['It raised 20 million yuan.', '20 million yuan → 20000000 CNY'],
  ['It raised £5bn.', '£5bn → 5000000000 GBP'],
  ['It raised RMB 300 million.', 'RMB 300 million → 300000000 CNY'],
  ['It grew 3 percent.', '3 percent → 3 %'],
  ['It grew 3.5 per cent.', '3.5 per cent → 3.5 %'],
  ['It rose 25 basis points.', '25 basis points → 25 bp'],
  ['It rose two percentage points to 5%.', '5% → 5 %'],
  ['It is 1,463 kilometers long.', '1,463 kilometers → 1463 km'],
  ['It covers 200 hectares.', '200 hectares → 200 har'],
])('%s', (text, ...found) => {
  expect(amounts(text, 'en')).toEqual(found);
});

test.each([
  '提出3个问题。',
  '国发〔2021〕3号。',
  '电话13800138000。',
  '股票代码600519。',
  '成立于2021年。',
  '6月11日开会。',
  '休息三天。',
  '24小时值班。',
  '第3米处。',
  '元旦放假。',
  '一人当先。',
  '两股势力。',
  '千人计划。',
  '百米赛跑。',
  '万元户。',
  '单位：万元。',
  '三成员到场。',
  '5克拉玛依',
  '3人民币种',
  '5G网络。',
  '百度公司。',
  '一方面，',
  '升级到2.6.11版本。',
  'G20峰会。',
  '三米粉店。',
  '每人一票。',
])('no amount: %s', (text) => {
  expect(amounts(text).filter((line) => !line.includes('car_m') && !line.includes('CNY'))).toEqual([]);
});

test('元 is the money of where a text is written', () => {
  expect(amounts('售价500元。', 'zh-HK')).toEqual(['500元 → 500 HKD']);
  expect(amounts('售價500元，預算1.2兆元。', 'zh-Hant-TW')).toEqual(['500元 → 500 TWD', '1.2兆元 → 1200000000000 TWD']);
});

test('amounts and dates count for no entity', () => {
  const { mentions, entities } = read('6月11日中标1.2亿元。');
  expect(mentions.map(({ target }) => target.kind)).toEqual(['NONE', 'NONE']);
  expect(entities).toEqual([]);
});

test('a sum is what its digits say, to the last, whatever it is counted in', () => {
  const scales = { 元: 0, 百元: 2, 千元: 3, 万元: 4, 千万元: 7, 亿元: 8, 万亿元: 12 } as const;
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10n ** 12n }),
      fc.integer({ min: 0, max: 6 }),
      fc.constantFrom(...(Object.keys(scales) as (keyof typeof scales)[])),
      (digits, decimals, unit) => {
        const plain = String(digits).padStart(decimals + 1, '0');
        const written = decimals === 0 ? plain : `${plain.slice(0, -decimals)}.${plain.slice(-decimals)}`;
        const [line = ''] = amounts(`总额${written}${unit}。`);
        const [surface, value = ''] = line.split(' → ');
        expect(surface).toBe(`${written}${unit}`);
        const [whole = '', fraction = ''] = value.replace(' CNY', '').split('.');
        const got = BigInt(whole + fraction) * 10n ** BigInt(20 - fraction.length);
        expect(got).toBe(digits * 10n ** BigInt(20 - decimals + scales[unit]));
      },
    ),
    { numRuns: 300 },
  );
});

test('whatever stands around, an amount is its surface and its value is of a known form', () => {
  const piece = fc.constantFrom(
    ...[
      '1',
      '2.5',
      ',',
      '000',
      '万',
      '亿',
      '千',
      '百',
      '两',
      '三',
      '四',
      '多',
      '余',
      '元',
      '美元',
      '港元',
      '%',
      '个百分点',
      '吨',
      '公里',
      '人',
      '至',
    ],
    ...[
      '-',
      '/',
      '度',
      '成',
      '百分之',
      '$',
      '￥',
      ' ',
      'million',
      'percent',
      '，',
      '𠮷',
      '\n',
      '数',
      '几',
      '点',
      '十',
      '千瓦',
      '第',
    ],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 16 }), (pieces) => {
      const text = pieces.join('');
      for (const { start, end, surface, value, type } of read(text).mentions) {
        expect(text.slice(start, end)).toBe(surface);
        if (type === 'AMOUNT' && value !== null)
          expect(value).toMatch(/^>?-?\d+(?:\.\d*[1-9])?(?:\/\d+(?:\.\d*[1-9])?)? [%A-Za-z[{][^ ]*$/);
      }
    }),
    { numRuns: 1500 },
  );
});

test.each(['1,111', ',111', '一', '万', '1.1'])('a line of nothing but %s is read in one pass', (piece) => {
  const text = `${piece.repeat(40_000)}%`;
  const before = performance.now();
  const [findings = []] = findDatesAndAmounts([createFieldText('BODY', text)], {
    publication: publishedOn(FRIDAY),
    language: 'zh-Hans',
  });
  expect(findings.filter(({ type }) => type === 'AMOUNT').length).toBeLessThan(2);
  // Reading every number again from each of its digits would take minutes.
  expect(performance.now() - before).toBeLessThan(10_000);
});
