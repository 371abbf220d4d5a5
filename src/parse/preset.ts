import {
  type FrontMatterFormat,
  type FrontMatterPreset,
  type JsonObject,
  MAPPED_FIELDS,
  type MappedField,
  type SourceSettings,
} from '../model/document.ts';
import { hasKey } from './field.ts';

/** How one document's front matter is to be read. */
export interface Mapping {
  /** For each field the keys that may hold it, the first that does wins. */
  readonly keys: Readonly<Record<MappedField, readonly string[]>>;
  /** What a plain list of categories is: one path from the root, or several names. */
  readonly categoryLists: 'PATH' | 'SET';
  /** Whether a string of several words is a list of them. */
  readonly splitsAtSpaces: boolean;
}

export interface MappingClues {
  readonly frontMatter: JsonObject;
  readonly format: FrontMatterFormat;
  readonly path: string;
}

/** The mapping of a document: the source's own keys, else those of the preset it names or the document shows. */
export function mappingOf(
  clues: MappingClues,
  { frontMatter, categoryLists }: Pick<SourceSettings, 'frontMatter' | 'categoryLists'>,
): Mapping {
  const name = frontMatter.preset === 'AUTO' ? shownPreset(clues) : frontMatter.preset;
  const mapping = name === null ? UNKNOWN_WRITER : MAPPINGS[name];
  const isPlain = categoryLists === 'AUTO' && Object.keys(frontMatter.keys).length === 0;
  if (isPlain) return mapping;
  return {
    ...mapping,
    keys: { ...mapping.keys, ...frontMatter.keys },
    categoryLists: categoryLists === 'AUTO' ? mapping.categoryLists : categoryLists,
  };
}

interface Preset {
  readonly categoryLists: Mapping['categoryLists'];
  readonly splitsAtSpaces?: boolean;
  /** Asked before {@link COMMON_KEYS}. */
  readonly first?: Readonly<Partial<Record<MappedField, readonly string[]>>>;
  /** Asked behind them. */
  readonly last?: Readonly<Partial<Record<MappedField, readonly string[]>>>;
}

/** Keys that mean the same whoever wrote them. Keys of someone else's article (source, original, via) are none. */
const COMMON_KEYS: Readonly<Record<MappedField, readonly string[]>> = {
  title: ['title', 'headline', '标题'],
  author: ['author', 'authors', 'byline', 'writer', 'writers', '作者'],
  date: [
    'date',
    'pubDate',
    'published',
    'published_at',
    'publishedAt',
    'publishDate',
    'publish_date',
    'datePublished',
    'date_published',
    'published_time',
    'publish_time',
    'posted',
    'created',
    'created_at',
    'createdAt',
    'create_time',
    'time',
    '日期',
    '发布时间',
    'ms.date',
  ],
  categories: ['categories', 'category'],
  tags: ['tags', 'tag'],
  canonicalUrl: ['canonical', 'canonical_url', 'canonicalUrl', 'canonical-url', 'link', 'url', 'permalink'],
  guid: ['guid'],
  language: ['lang', 'language', 'locale'],
  image: [
    'headimg',
    'cover',
    'cover_image',
    'coverImage',
    'featured_image',
    'featuredImage',
    'featured-image',
    'image',
    'images',
    'hero_image',
    'hero',
    'header_image',
    'header-img',
    'headerImage',
    'banner',
    'og_image',
    'poster',
    'top_img',
    'index_img',
    'banner_img',
    'photo',
    'photos',
    'pic',
    'img',
    'thumbnail',
    'thumb',
    'preview',
  ],
};

const PRESETS: Readonly<Record<FrontMatterPreset, Preset>> = {
  // A list is a path; lists within it are paths of their own.
  HEXO: { categoryLists: 'PATH' },
  // A list is a set. What a theme or Zola adds lies under `params`, `extra` and `taxonomies`.
  HUGO: {
    categoryLists: 'SET',
    last: {
      author: ['params.author', 'params.authors', 'extra.author', 'extra.authors'],
      categories: ['taxonomies.categories', 'params.categories'],
      tags: ['taxonomies.tags', 'params.tags'],
      canonicalUrl: ['params.canonicalUrl', 'params.canonical'],
      image: ['params.image', 'params.cover', 'params.featured_image', 'params.images', 'extra.image', 'extra.cover'],
      language: ['params.lang', 'params.language', 'extra.lang'],
    },
  },
  JEKYLL: {
    categoryLists: 'PATH',
    splitsAtSpaces: true,
    last: { image: ['header.image', 'header.teaser', 'header.overlay_image', 'image.feature'] },
  },
  FEED_DUMP: { categoryLists: 'PATH', first: { image: ['headimg', 'thumbnail'] } },
};

/** Keys, in lower case, that only one family's writers use. */
const HEXO_KEYS = ['comments', 'updated', 'abbrlink', 'top_img', 'index_img', 'banner_img'];
const HUGO_KEYS = [
  'lastmod',
  'weight',
  'slug',
  'aliases',
  'expirydate',
  'publishdate',
  'linktitle',
  'menu',
  'draft',
  'iscjklanguage',
  'summary',
  'taxonomies',
  'params',
];
const JEKYLL_PATH = /(?:^|\/)_posts\/(?:[^/]+\/)*\d{4}-\d{1,2}-\d{1,2}-[^/]+$/;

function shownPreset({ frontMatter, format, path }: MappingClues): FrontMatterPreset | null {
  const hasOneOf = (keys: readonly string[]): boolean => keys.some((key) => hasKey(frontMatter, key));
  if (format === 'TOML') return 'HUGO';
  if (hasKey(frontMatter, 'headimg') || (hasKey(frontMatter, 'thumbnail') && hasKey(frontMatter, 'comments')))
    return 'FEED_DUMP';
  if (hasOneOf(HEXO_KEYS)) return 'HEXO';
  if (JEKYLL_PATH.test(path)) return 'JEKYLL';
  if (hasOneOf(HUGO_KEYS)) return 'HUGO';
  return hasKey(frontMatter, 'layout') ? 'JEKYLL' : null;
}

function mappingFrom({ categoryLists, splitsAtSpaces = false, first, last }: Preset): Mapping {
  const keys: Record<MappedField, readonly string[]> = { ...COMMON_KEYS };
  for (const field of MAPPED_FIELDS)
    keys[field] = [...new Set([...(first?.[field] ?? []), ...COMMON_KEYS[field], ...(last?.[field] ?? [])])];
  return { keys, categoryLists, splitsAtSpaces };
}

const MAPPINGS: Readonly<Record<FrontMatterPreset, Mapping>> = {
  HEXO: mappingFrom(PRESETS.HEXO),
  HUGO: mappingFrom(PRESETS.HUGO),
  JEKYLL: mappingFrom(PRESETS.JEKYLL),
  FEED_DUMP: mappingFrom(PRESETS.FEED_DUMP),
};

/** No sign of any of them. */
const UNKNOWN_WRITER: Mapping = mappingFrom({ categoryLists: 'PATH' });
