/**
 * Writes an archive of articles that nobody wrote: front matter in YAML, bodies in Markdown or HTML of about
 * 2 kB of Chinese text, six places or agencies each, pictures, links, tags, 60 categories, five sources.
 *
 *   tsx bench/generate-archive.ts <folder> <articles> [seed]
 *
 * The same arguments give the same bytes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Random } from '../test/support/random.ts';
import { AGENCIES, GIVEN, LINKS, OBJECTS, PLACES, SUBJECTS, SUBTOPICS, SURNAMES, TOPICS, VERBS } from './words.ts';

const SOURCES = ['hewan', 'binhai', 'gangwan', 'overland', 'zhengce'];
const PARAGRAPHS = 7;
const FILES_PER_FOLDER = 500;

export function generateArchive(folder: string, articles: number, seed = 1): void {
  const random = new Random(seed);
  for (const source of SOURCES) {
    mkdirSync(join(folder, source), { recursive: true });
    const settings = { key: source, name: source, timeZone: 'Asia/Shanghai', baseUrl: `https://${source}.example/` };
    writeFileSync(join(folder, source, 'dateline.json'), `${JSON.stringify(settings, null, 2)}\n`);
  }
  for (let number = 0; number < articles; number++) {
    const source = SOURCES[number % SOURCES.length] as string;
    const part = Math.floor(number / FILES_PER_FOLDER);
    const directory = join(folder, source, String(part).padStart(4, '0'));
    if (number % FILES_PER_FOLDER < SOURCES.length) mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, `${String(number).padStart(7, '0')}.md`), composeArticle(number, source, random));
  }
}

function composeArticle(number: number, source: string, random: Random): string {
  const names = Array.from({ length: 6 }, () => composeName(random));
  const topic = random.pick(TOPICS);
  const title = `${random.pick(PLACES)}${random.pick(SUBJECTS)}${random.pick(VERBS)}${random.pick(OBJECTS)}（${number}）`;
  const at = new Date(Date.UTC(2015, 0, 1) + random.below(10 * 365 * 24 * 60) * 60_000);
  const picture = `https://images.example/${source}/${number}-w640h420.jpg`;
  const isHtml = random.chance(0.4);
  const paragraphs = Array.from({ length: PARAGRAPHS }, (_, i) => composeParagraph(names[i % 6] as string, random));
  const front = [
    '---',
    `title: '${title}'`,
    'categories:',
    ` - ${topic}`,
    ` - ${random.pick(SUBTOPICS)}`,
    `tags: [${random.pick(TOPICS)}, ${random.pick(OBJECTS)}]`,
    `author: ${random.pick(SURNAMES)}${random.pick(GIVEN)}${random.pick(GIVEN)}`,
    `date: ${at.toISOString().slice(0, 19).replace('T', ' ')}`,
    `headimg: '${picture}'`,
    '---',
    '',
  ].join('\n');
  return front + (isHtml ? composeHtml(paragraphs, picture) : composeMarkdown(paragraphs, picture));
}

const composeName = (random: Random): string =>
  random.chance(0.3) ? `${random.pick(PLACES)}${random.pick(AGENCIES)}` : random.pick(PLACES);

function composeParagraph(name: string, random: Random): string {
  const clauses = Array.from({ length: 3 }, (_, i) => {
    const figure = random.below(9000) + 100;
    const head = i === 0 ? `${random.pick(LINKS)}，${name}` : random.pick(LINKS).concat('，');
    return `${head}${random.pick(SUBJECTS)}${random.pick(VERBS)}${random.pick(OBJECTS)}，涉及${figure / 100}亿元、${random.below(95) + 2}个项目`;
  });
  return `${clauses.join('；')}。`;
}

function composeMarkdown(paragraphs: readonly string[], picture: string): string {
  const [first, second, ...rest] = paragraphs;
  return [
    first,
    '',
    `![现场](${picture})`,
    '',
    `## 进展`,
    '',
    `${second}详见[公告](https://notices.example/${picture.length})。`,
    '',
    ...rest.flatMap((paragraph, i) => [
      i % 3 === 2 ? `- ${paragraph}\n- **要点**：${paragraph.slice(0, 30)}` : paragraph,
      '',
    ]),
  ].join('\n');
}

const composeHtml = (paragraphs: readonly string[], picture: string): string =>
  [
    '<div>',
    `<div class="img_wrapper"><img src="${picture}" alt="现场" referrerpolicy="no-referrer"><span class="img_descr">现场</span></div>`,
    ...paragraphs.map((paragraph) => `<p>　　${paragraph}</p>`),
    '<p><a href="/more.html">更多</a></p>',
    '</div>',
    '',
  ].join('\n');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, articles, seed] = process.argv.slice(2);
  if (folder === undefined || !/^\d+$/.test(articles ?? '')) {
    console.error('Usage: tsx bench/generate-archive.ts <folder> <articles> [seed]');
    process.exit(2);
  }
  generateArchive(folder, Number(articles), Number(seed ?? 1));
}
