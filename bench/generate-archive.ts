/**
 * Writes an archive of articles that nobody wrote, like real ones in what they cost to read: front matter in YAML,
 * bodies in Markdown or HTML of 1 to 40 kB (8 kB on average, as in the archives of sites that were looked at),
 * headings, lists, quotes, links, pictures, six places or agencies each, tags, 60 categories, five sources.
 *
 *   tsx bench/generate-archive.ts <folder> <articles> [--short] [--seed N]
 *
 * `--short`: about 2 kB each, as short news is. The same arguments give the same bytes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Random } from '../test/support/random.ts';
import {
  AGENCIES,
  CHARACTERS,
  GIVEN,
  LINKS,
  OBJECTS,
  PLACES,
  SUBJECTS,
  SUBTOPICS,
  SURNAMES,
  TOPICS,
  VERBS,
} from './words.ts';

const SOURCES = ['hewan', 'binhai', 'gangwan', 'overland', 'zhengce'];
/** Paragraphs of an article, drawn at random: most are short, a few are very long. */
const LENGTHS = [3, 5, 6, 8, 9, 11, 14, 17, 22, 28, 68];
const SHORT_LENGTHS = [4, 5];
const FILES_PER_FOLDER = 500;

interface Shape {
  readonly seed?: number;
  readonly isShort?: boolean;
}

export function generateArchive(folder: string, articles: number, { seed = 1, isShort = false }: Shape = {}): void {
  const random = new Random(seed);
  const lengths = isShort ? SHORT_LENGTHS : LENGTHS;
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
    writeFileSync(
      join(directory, `${String(number).padStart(7, '0')}.md`),
      composeArticle(number, { source, paragraphs: random.pick(lengths) }, random),
    );
  }
}

function composeArticle(
  number: number,
  { source, paragraphs: length }: { readonly source: string; readonly paragraphs: number },
  random: Random,
): string {
  const names = Array.from({ length: 6 }, () => composeName(random));
  const topic = random.pick(TOPICS);
  const title = `${random.pick(PLACES)}${random.pick(SUBJECTS)}${random.pick(VERBS)}${random.pick(OBJECTS)}（${number}）`;
  const at = new Date(Date.UTC(2015, 0, 1) + random.below(10 * 365 * 24 * 60) * 60_000);
  const picture = `https://images.example/${source}/${number}-w640h420.jpg`;
  const isHtml = random.chance(0.4);
  const paragraphs = Array.from({ length }, (_, i) => composeParagraph(names[i % 6] as string, random));
  const front = [
    '---',
    `title: '${title}'`,
    'categories:',
    ` - ${topic}`,
    ` - ${random.pick(SUBTOPICS)}`,
    `tags: [${random.pick(TOPICS)}, ${random.pick(OBJECTS)}]`,
    `author: ${composePerson(random)}`,
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
    const head = i === 0 ? `${random.pick(LINKS)}，${name}` : `${random.pick(LINKS)}，`;
    const [project, firm] = [composeWord(random), composeWord(random)];
    const figure = (random.below(9000) + 100) / 100;
    return `${head}${random.pick(SUBJECTS)}“${project}”由${firm}${random.pick(VERBS)}，${composeWord(random)}等${random.pick(OBJECTS)}涉及${figure}亿元，${composePerson(random)}参与`;
  });
  return `${clauses.join('；')}。`;
}

const composeWord = (random: Random): string =>
  Array.from({ length: random.below(2) + 2 }, () => random.pick(CHARACTERS)).join('');

const composePerson = (random: Random): string => `${random.pick(SURNAMES)}${random.pick(GIVEN)}${random.pick(GIVEN)}`;

function composeMarkdown(paragraphs: readonly string[], picture: string): string {
  const blocks = paragraphs.map((paragraph, i) => {
    const [head = '', ...rest] = paragraph.split('；');
    const tail = rest.join('；');
    switch (i % 8) {
      case 1:
        return `![现场](${picture})\n\n${paragraph}`;
      case 2:
        return `## ${head.slice(0, 12)}\n\n${head}；${tail}详见[公告](https://notices.example/${i}/${picture.length})。`;
      case 4:
        return `- ${head}\n- **要点**：${tail}\n- [附件](/files/${i}.pdf)`;
      case 5:
        return `> ${head}\n\n*${tail.slice(0, 20)}*${tail.slice(20)}`;
      case 7:
        return `${head}；<strong>${tail.slice(0, 16)}</strong>${tail.slice(16)}`;
      default:
        return paragraph;
    }
  });
  return `${blocks.join('\n\n')}\n`;
}

function composeHtml(paragraphs: readonly string[], picture: string): string {
  const blocks = paragraphs.map((paragraph, i) => {
    if (i % 6 === 2) return `<p>　　${paragraph}<a href="https://notices.example/${i}/">公告</a></p>`;
    if (i % 6 === 4)
      return `<p style="text-indent: 2em;"><strong>${paragraph.slice(0, 12)}</strong>${paragraph.slice(12)}</p>`;
    return `<p>　　${paragraph}</p>`;
  });
  const figure = `<div class="img_wrapper"><img src="${picture}" alt="现场" referrerpolicy="no-referrer"><span class="img_descr">现场</span></div>`;
  return ['<div>', figure, ...blocks, '<p><a href="/more.html">更多</a></p>', '</div>', ''].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { short: { type: 'boolean', default: false }, seed: { type: 'string', default: '1' } },
  });
  const [folder, articles] = positionals;
  if (folder === undefined || !/^\d+$/.test(articles ?? '')) {
    console.error('Usage: tsx bench/generate-archive.ts <folder> <articles> [--short] [--seed N]');
    process.exit(2);
  }
  generateArchive(folder, Number(articles), { seed: Number(values.seed), isShort: values.short });
}
