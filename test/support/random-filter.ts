import { NEWS_SOURCES } from './news-world.ts';
import type { AskedFilter } from './oracle.ts';
import type { Random } from './random.ts';

const ENTITIES = [
  'country:CN',
  'cn:630000',
  'cn:530000',
  'cn:632700',
  'org:cn:630000/能源局',
  'org:/东方储能',
  'person:张三',
  'person:王五',
  'doc:储能办法',
];

/** A condition of each kind that the news world can meet. */
const CONDITIONS: readonly ((random: Random) => AskedFilter)[] = [
  (random) => ({ allOf: some(random, ENTITIES, 2), includeDescendants: random.chance(0.7) }),
  (random) => ({ anyOf: some(random, ENTITIES, 3), includeDescendants: random.chance(0.7) }),
  (random) => ({ noneOf: some(random, ENTITIES, 2), includeDescendants: random.chance(0.7) }),
  (random) => ({
    category: { path: random.pick([['政策'], ['政策', '能源'], ['财经']]), includeDescendants: random.chance(0.5) },
  }),
  (random) => ({
    author: {
      name: random.pick(['张三', '李四', '新闻社']),
      ...(random.chance(0.4) ? { role: random.pick(['AUTHOR', 'EDITOR']) } : {}),
    },
  }),
  (random) => ({ source: random.pick(NEWS_SOURCES) }),
  (random) => ({ language: random.pick(['zh', 'zh-Hans', 'en', 'fr']) }),
  (random) => ({ tags: random.pick([['AI'], ['储能'], ['ai', '储能'], ['没有这个']]) }),
  (random) => ({
    ...(random.chance(0.7) ? { from: random.pick(['2021-03-01T00:00:00Z', '2021-06-01T00:00:00Z']) } : {}),
    to: random.pick(['2021-09-01T00:00:00Z', '2022-02-01T00:00:00Z']),
  }),
  (random) => ({ hasImage: random.chance(0.5) }),
  () => ({ distinctStories: true }),
];

/** Up to three conditions together; none now and then. */
export function randomFilter(random: Random): AskedFilter {
  const conditions = random.shuffle(CONDITIONS).slice(0, random.below(4));
  return Object.assign({}, ...conditions.map((condition) => condition(random)));
}

const some = <T>(random: Random, list: readonly T[], max: number): T[] =>
  random.shuffle(list).slice(0, 1 + random.below(max));
