import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Each is committed by itself: the content changes often while a run goes on. */
const SOURCES = 8;
const ARTICLES_PER_SOURCE = 6;

/** What marks a version in text: `⟦7⟧`. */
const MARK = /⟦(\d+)⟧/g;

/** Versions named anywhere in a value. */
export const versionsIn = (value: unknown): string[] => [
  ...new Set([...JSON.stringify(value).matchAll(MARK)].map((match) => match[1] as string)),
];

/**
 * Writes the archive in one of its versions, which every field of every article names. From one version to the
 * next, texts change their length, places and offsets; some articles go and others come back. The first has all.
 *
 * Gives the folders, each a source.
 */
export async function writeVersion(folder: string, version: number): Promise<string[]> {
  const paths: string[] = [];
  for (let source = 0; source < SOURCES; source++) {
    const path = join(folder, `source-${source}`);
    paths.push(path);
    await mkdir(path, { recursive: true });
    for (let index = 0; index < ARTICLES_PER_SOURCE; index++) {
      const file = join(path, `${index}.md`);
      const isAway = version > 1 && (index + source + version) % 4 === 0;
      if (isAway) await rm(file, { force: true });
      else await writeFile(file, articleOf(`${source}-${index}`, version, source * ARTICLES_PER_SOURCE + index));
    }
  }
  return paths;
}

const PROVINCES = ['青海省', '云南省', '四川省', '贵州省', '江苏省', '广东省', '新疆维吾尔自治区'];

function articleOf(id: string, version: number, number: number): string {
  const place = (step: number) => PROVINCES[(number * 3 + version * 2 + step) % PROVINCES.length] as string;
  const mark = `⟦${version}⟧`;
  const padding = '此前的消息另见。'.repeat((number + version) % 9);
  return `---
title: ${place(0)}的第${number}号消息 ${mark}
date: 2023-${String((number % 12) + 1).padStart(2, '0')}-${String((number % 28) + 1).padStart(2, '0')} 08:00:00
url: https://news.example/${id}
author: 作者${mark}
categories: [专栏${mark}]
tags: [标签${mark}]
---

${padding}${place(1)}发展和改革委员会发布通知${mark}，${place(2)}人民政府跟进。

${mark}${padding}${place(1)}与${place(3)}将共建项目，${place(2)}旁观。
`;
}
