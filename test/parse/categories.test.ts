import { describe, expect, test } from 'vitest';
import {
  DEFAULT_FRONT_MATTER,
  type FrontMatterFormat,
  type FrontMatterSettings,
  type JsonObject,
  type SourceSettings,
} from '../../src/model/document.ts';
import { readCategories, readTags } from '../../src/parse/categories.ts';
import { type Mapping, mappingOf } from '../../src/parse/preset.ts';
import { parsed } from './settings.ts';

interface Circumstances {
  readonly format?: FrontMatterFormat;
  readonly lists?: SourceSettings['categoryLists'];
  readonly path?: string;
  readonly mapping?: Partial<FrontMatterSettings>;
}

const mappingFor = (
  frontMatter: JsonObject,
  { format = 'YAML', lists = 'AUTO', path = 'a.md', mapping }: Circumstances = {},
): Mapping =>
  mappingOf(
    { frontMatter, format, path },
    { categoryLists: lists, frontMatter: { ...DEFAULT_FRONT_MATTER, ...mapping } },
  );
const categoriesOf = (frontMatter: JsonObject, circumstances?: Circumstances) =>
  readCategories(frontMatter, mappingFor(frontMatter, circumstances));
const tagsOf = (frontMatter: JsonObject, circumstances?: Circumstances) =>
  readTags(frontMatter, mappingFor(frontMatter, circumstances));

describe('categories', () => {
  test('a plain list is a path from the root', () => {
    expect(categoriesOf({ categories: ['金融', '某财经', '国内'] })).toEqual([['金融', '某财经', '国内']]);
  });
  test('a list of lists is several paths', () => {
    expect(categoriesOf({ categories: [['甲', '乙'], ['丙'], '丁'] })).toEqual([['甲', '乙'], ['丙'], ['丁']]);
  });
  test('TOML and Hugo’s keys make a list a set', () => {
    expect(categoriesOf({ categories: ['甲', '乙'] }, { format: 'TOML' })).toEqual([['甲'], ['乙']]);
    expect(categoriesOf({ categories: ['甲', '乙'], lastmod: '2021' })).toEqual([['甲'], ['乙']]);
  });
  test('Hexo’s keys keep it a path', () => {
    expect(categoriesOf({ categories: ['甲', '乙'], comments: 'false', slug: 'x' })).toEqual([['甲', '乙']]);
  });
  test('what the source says about lists comes before any guess', () => {
    expect(categoriesOf({ categories: ['甲', '乙'] }, { format: 'TOML', lists: 'PATH' })).toEqual([['甲', '乙']]);
    expect(categoriesOf({ categories: ['甲', '乙'] }, { lists: 'SET' })).toEqual([['甲'], ['乙']]);
  });
  test('a string is one name, spaces and all', () => {
    expect(categoriesOf({ category: 'SOFA Weekly' })).toEqual([['SOFA Weekly']]);
  });
  test('Jekyll’s string is a path by its spaces', () => {
    expect(categoriesOf({ layout: 'post', categories: 'news tech' })).toEqual([['news', 'tech']]);
    expect(categoriesOf({ categories: 'news tech' }, { path: '_posts/2021-03-02-a.md' })).toEqual([['news', 'tech']]);
  });
  test('Hexo writes a layout too, and its string is one name', () => {
    expect(categoriesOf({ layout: 'post', comments: 'true', categories: 'SOFA Weekly' })).toEqual([['SOFA Weekly']]);
  });
  test('Zola’s lie under taxonomies, a Hugo theme’s under params', () => {
    expect(categoriesOf({ taxonomies: { categories: ['甲', '乙'] } }, { format: 'TOML' })).toEqual([['甲'], ['乙']]);
    expect(categoriesOf({ params: { categories: ['甲'] } })).toEqual([['甲']]);
  });
  test('a string of several names is a path or a set like a list', () => {
    expect(categoriesOf({ categories: '甲，乙' })).toEqual([['甲', '乙']]);
    expect(categoriesOf({ categories: '甲，乙', lastmod: '2021' })).toEqual([['甲'], ['乙']]);
  });
  test('the preset a source names comes before what its documents show', () => {
    expect(categoriesOf({ categories: ['甲', '乙'] }, { mapping: { preset: 'HUGO' } })).toEqual([['甲'], ['乙']]);
    expect(categoriesOf({ categories: ['甲', '乙'], lastmod: '2021' }, { mapping: { preset: 'HEXO' } })).toEqual([
      ['甲', '乙'],
    ]);
    expect(categoriesOf({ categories: '甲 乙' }, { mapping: { preset: 'JEKYLL' } })).toEqual([['甲', '乙']]);
    expect(categoriesOf({ layout: 'x', categories: '甲 乙' }, { mapping: { preset: 'FEED_DUMP' } })).toEqual([
      ['甲 乙'],
    ]);
  });
  test('empty names and repeated paths are left out', () => {
    expect(categoriesOf({ categories: [['甲', null, ' '], ['甲'], []] })).toEqual([['甲']]);
    expect(categoriesOf({ categories: null })).toEqual([]);
  });
});

describe('tags', () => {
  test('a string is parted by commas of either width', () => {
    expect(tagsOf({ tags: '甲, 乙，丙、丁' })).toEqual(['甲', '乙', '丙', '丁']);
  });
  test('a tag is once, whatever its case and script', () => {
    expect(tagsOf({ tags: ['Kubernetes', 'kubernetes', '雲計算', '云计算', null] })).toEqual(['Kubernetes', '雲計算']);
  });
  test('Jekyll’s string is parted by spaces, anyone else’s only by commas', () => {
    expect(tagsOf({ layout: 'post', tags: '甲 乙' })).toEqual(['甲', '乙']);
    expect(tagsOf({ layout: 'post', tags: 'how we work, 乙' })).toEqual(['how we work', '乙']);
    expect(tagsOf({ tags: 'how we work' })).toEqual(['how we work']);
  });
});

describe('the keys a source names', () => {
  const keys = {
    title: ['name'],
    author: ['params.author', 'byline'],
    date: ['when'],
    categories: ['section'],
    tags: ['topics', 'keywords'],
    canonicalUrl: ['source_url'],
    guid: ['nid'],
    language: ['params.lang'],
    image: ['primary'],
  };
  const document = parsed(
    [
      '---',
      'title: 不是',
      'name: 是',
      'author: 不是',
      'params:',
      '  author: [张三, 李四]',
      '  lang: en',
      'date: 2020-01-01',
      'when: 2021-03-02',
      'categories: 不是',
      'section: [甲, 乙]',
      'tags: 不是',
      'keywords: 丙，丁',
      'source_url: https://e.org/a',
      'guid: 不是',
      'nid: 42',
      'image: https://e.org/no.jpg',
      'primary: https://e.org/yes.jpg',
      '---',
      '正文',
    ].join('\n'),
    'a.md',
    { frontMatter: { preset: 'HUGO', keys, slashedDates: 'AUTO' } },
  );
  test('are read instead of the preset’s', () => {
    expect(document).toMatchObject({
      title: '是',
      credits: [{ name: '张三' }, { name: '李四' }],
      publication: { written: '2021-03-02', provenance: 'FRONT_MATTER' },
      categories: [['甲'], ['乙']],
      tags: ['丙', '丁'],
      canonicalUrl: 'https://e.org/a',
      guid: '42',
      language: 'en',
      images: [{ url: 'https://e.org/yes.jpg', lead: true }],
    });
    expect(document.images).toHaveLength(1);
  });
  test('leave the others in the front matter as they were', () => {
    expect(document.frontMatter).toMatchObject({ title: '不是', guid: '不是', tags: '不是' });
  });
  test('a key with a dot in its name is found before a path', () => {
    expect(
      parsed('---\ntitle: 题\na.b: x\na:\n  b: y\n---\n', 'a.md', {
        frontMatter: { ...DEFAULT_FRONT_MATTER, keys: { guid: ['a.b'] } },
      }).guid,
    ).toBe('x');
  });
});
