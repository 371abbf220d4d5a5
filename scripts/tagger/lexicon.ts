import { buildTables, type LexiconTables, LISTS, type ListName } from '../../src/extract/tagger/lexicon.ts';

export interface LexiconSources {
  readonly companies: readonly string[];
  /** THUOCL places: word, tab, document frequency. */
  readonly places: string;
  readonly dictionary: readonly Entry[];
  readonly own: readonly OwnWord[];
}

export interface OwnWord {
  readonly list: ListName;
  readonly word: string;
}

export interface Entry {
  readonly word: string;
  readonly count: number;
  readonly tag: string;
}

/** Everything the tagger knows of words, from public lists; the same sources give the same tables. */
export function buildLexicon({ companies, places, dictionary, own }: LexiconSources): LexiconTables {
  const common = commonWords(dictionary);
  return buildTables(
    [
      ...companies.filter((name) => !common.has(name)).map((name) => [name, LISTS.company] as const),
      ...placeNames(places).map((name) => [name, LISTS.place] as const),
      ...own.map(({ list, word }) => [word, LISTS[list]] as const),
    ],
    characterTraits(dictionary),
  );
}

/** jieba's dictionary: word, frequency, part of speech. */
export function parseDictionary(text: string): Entry[] {
  return text
    .split('\n')
    .map((line) => line.trim().split(' '))
    .filter((parts) => parts.length === 3)
    .map(([word = '', count = '0', tag = '']) => ({ word, count: Number(count), tag }));
}

/** What the dictionary holds as anything but a name is too common to say anything of companies. */
export const commonWords = (dictionary: readonly Entry[]): ReadonlySet<string> =>
  new Set(
    dictionary
      .filter(({ tag, count }) => !/^(?:n[rtz]|nrt|nrfg|x|eng)$/.test(tag) && count >= 3)
      .map(({ word }) => word),
  );

/** Company-Names-Corpus, short names: one a line. */
export const companyNames = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((name) => /^[\p{Script=Han}A-Za-z0-9]{2,10}$/u.test(name));

/** THUOCL: word, tab, document frequency. Kinds of place (医院, 小区) stand among the names. */
const placeNames = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => (line.replace(/^\ufeff/, '').split('\t')[0] ?? '').trim())
    .filter((name) => name.length >= 2 && name.length <= 10);

/** The project's own: list, tab, words joined by spaces. */
export function ownWords(text: string): OwnWord[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('list\t'))
    .flatMap((line) => {
      const [list = '', words = ''] = line.split('\t');
      if (!(list in LISTS)) throw new Error(`The own words have an unknown list: ${list}`);
      return words
        .split(' ')
        .filter(Boolean)
        .map((word) => ({ list: list as ListName, word }));
    });
}

const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文季俞樊岳齐倪焦葛鲁柳邢路华翁纪左殷柯戚梅庄阮关霍裴单鲍甄耿管詹温宁欧柏游凌简翟柴辛聂包毕卓冷滕颜涂隋成';

export const isChineseName = ({ word, tag }: Pick<Entry, 'word' | 'tag'>): boolean =>
  /^nr(?:fg)?$/.test(tag) && word.length >= 2 && word.length <= 3 && SURNAMES.includes(word[0] as string);

/**
 * Two bits each for how a character is used as a surname, as the middle and last character of a given
 * name, and in transcribed foreign names, against its use in other words.
 */
function characterTraits(dictionary: readonly Entry[]): Uint8Array {
  const counts = [0, 1, 2, 3].map(() => new Map<string, number>());
  const other = new Map<string, number>();
  const add = (map: Map<string, number>, character: string, by: number) =>
    map.set(character, (map.get(character) ?? 0) + by);
  for (const entry of dictionary) {
    const { word, tag, count } = entry;
    if (isChineseName(entry)) {
      add(counts[0] as Map<string, number>, word[0] as string, 1);
      if (word.length === 3) add(counts[1] as Map<string, number>, word[1] as string, 1);
      add(counts[2] as Map<string, number>, word.at(-1) as string, 1);
    } else if (tag === 'nrt' && word.length >= 3)
      for (const character of word) add(counts[3] as Map<string, number>, character, 1);
    else if (!tag.startsWith('nr')) for (const character of word) add(other, character, Math.log2(1 + count));
  }
  const traits = new Uint8Array(0x10000);
  counts.forEach((map, trait) => {
    for (const [character, count] of map) {
      const ratio = count / (1 + (other.get(character) ?? 0) / OTHER_WEIGHT);
      const strength = count < 3 ? 0 : ratio > 3 ? 3 : ratio > 0.8 ? 2 : ratio > 0.15 ? 1 : 0;
      traits[character.charCodeAt(0)] = (traits[character.charCodeAt(0)] as number) | (strength << (2 * trait));
    }
  });
  return traits;
}

const OTHER_WEIGHT = 10;
