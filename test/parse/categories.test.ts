import { describe, expect, test } from 'vitest';
import { readCategories, readTags } from '../../src/parse/categories.ts';

describe('categories', () => {
  test('a plain list is a path from the root', () => {
    expect(readCategories({ categories: ['金融', '某财经', '国内'] }, 'YAML', 'AUTO')).toEqual([
      ['金融', '某财经', '国内'],
    ]);
  });
  test('a list of lists is several paths', () => {
    expect(readCategories({ categories: [['甲', '乙'], ['丙'], '丁'] }, 'YAML', 'AUTO')).toEqual([
      ['甲', '乙'],
      ['丙'],
      ['丁'],
    ]);
  });
  test('TOML and Hugo’s keys make a list a set', () => {
    expect(readCategories({ categories: ['甲', '乙'] }, 'TOML', 'AUTO')).toEqual([['甲'], ['乙']]);
    expect(readCategories({ categories: ['甲', '乙'], lastmod: '2021' }, 'YAML', 'AUTO')).toEqual([['甲'], ['乙']]);
  });
  test('Hexo’s keys keep it a path', () => {
    expect(readCategories({ categories: ['甲', '乙'], comments: 'false', slug: 'x' }, 'YAML', 'AUTO')).toEqual([
      ['甲', '乙'],
    ]);
  });
  test('what the source says about lists comes before any guess', () => {
    expect(readCategories({ categories: ['甲', '乙'] }, 'TOML', 'PATH')).toEqual([['甲', '乙']]);
    expect(readCategories({ categories: ['甲', '乙'] }, 'YAML', 'SET')).toEqual([['甲'], ['乙']]);
  });
  test('a string is one name, spaces and all', () => {
    expect(readCategories({ category: 'SOFA Weekly' }, 'YAML', 'AUTO')).toEqual([['SOFA Weekly']]);
  });
  test('Jekyll’s string is a path by its spaces', () => {
    expect(readCategories({ layout: 'post', categories: 'news tech' }, 'YAML', 'AUTO')).toEqual([['news', 'tech']]);
  });
  test('empty names and repeated paths are left out', () => {
    expect(readCategories({ categories: [['甲', null, ' '], ['甲'], []] }, 'YAML', 'AUTO')).toEqual([['甲']]);
    expect(readCategories({ categories: null }, 'YAML', 'AUTO')).toEqual([]);
  });
});

describe('tags', () => {
  test('a string is parted by commas of either width', () => {
    expect(readTags({ tags: '甲, 乙，丙、丁' })).toEqual(['甲', '乙', '丙', '丁']);
  });
  test('a tag is once, whatever its case and script', () => {
    expect(readTags({ tags: ['Kubernetes', 'kubernetes', '雲計算', '云计算', null] })).toEqual([
      'Kubernetes',
      '雲計算',
    ]);
  });
});
