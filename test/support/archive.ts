import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { Random } from './random.ts';

export interface ArchiveSize {
  readonly sources: number;
  readonly filesPerSource: number;
}

/**
 * Writes folders of articles as archives have them: several kinds of front matter, one article under two paths or
 * in two sources, one identity with differing bodies, broken files, drafts, images and tags; every second source
 * with a `dateline.json`. The same seed writes the same files. Gives the folders.
 */
export async function writeArchive(
  folder: string,
  seed: number,
  { sources, filesPerSource }: ArchiveSize,
): Promise<string[]> {
  const random = new Random(seed);
  const folders: string[] = [];
  for (let source = 0; source < sources; source++) {
    const at = join(folder, `source-${String(source).padStart(2, '0')}`);
    folders.push(at);
    if (source % 2 === 0)
      await write(join(at, 'dateline.json'), JSON.stringify({ name: `第${source}号`, timeZone: 'Asia/Shanghai' }));
    for (let file = 0; file < filesPerSource; file++)
      for (const { path, content } of filesOf(file, { source, random })) await write(join(at, path), content);
  }
  return folders;
}

/**
 * What happens to an archive between two runs: files are edited, broken, made drafts, moved, deleted (fewer than a
 * fifth) and added. The same seed changes the same files alike.
 */
export async function changeArchive(folders: readonly string[], seed: number): Promise<void> {
  const random = new Random(seed);
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && entry.name !== 'dateline.json');
    const paths = random.shuffle(files.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort());
    const share = (part: number) => paths.splice(0, Math.max(1, Math.floor(files.length * part)));
    for (const path of share(0.15)) await write(join(folder, path), article(random, `改写 ${path}`, yaml));
    for (const path of share(0.05)) await write(join(folder, path), BROKEN);
    for (const path of share(0.05)) await write(join(folder, path), draft(random, path));
    for (const path of share(0.15)) {
      await mkdir(join(folder, 'moved'), { recursive: true });
      await rename(join(folder, path), join(folder, 'moved', path.replaceAll('/', '-')));
    }
    for (const path of share(0.1)) await rm(join(folder, path));
    for (let added = 0; added < files.length / 6; added++)
      await write(join(folder, `added/${added}.md`), article(random, `${folder.slice(-2)} 新增第${added}篇`, yaml));
  }
}

interface Place {
  readonly source: number;
  readonly random: Random;
}

/** Most numbers are one file; some are two that belong together. */
function filesOf(file: number, { source, random }: Place): { path: string; content: string | Uint8Array }[] {
  const title = `${source} 号第${file}篇：${random.pick(SUBJECTS)}`;
  const path = `${random.pick(['2021', '2022/03', 'news'])}/${String(file).padStart(3, '0')}`;
  switch (file % 10) {
    case 0: {
      const content = article(random, title, yaml);
      return [`${path}.md`, `copies/${file}.md`].map((name) => ({ path: name, content }));
    }
    case 1:
      return ['a', 'b'].map((body) => ({
        path: `${path}-${body}.md`,
        content: `${yaml(random, title, '2022-05-01')}\n${paragraphs(random)}\n\n${body}\n`,
      }));
    case 2:
      return [{ path: `${path}.md`, content: article(random, title, toml) }];
    case 3:
      return [{ path: `${path}.md`, content: `${title}\n======\n\n${paragraphs(random)}\n` }];
    case 4:
      return [{ path: `${path}.html`, content: html(random, title) }];
    case 5:
      return [{ path: `${path}.md`, content: random.chance(0.5) ? BROKEN : draft(random, title) }];
    case 6: {
      // The same in every source: one article of many.
      const shared = new Random(file);
      return [{ path: `${path}.md`, content: article(shared, `各处都有的第${file}篇`, linked(file)) }];
    }
    case 7:
      return [{ path: `${path}.md`, content: random.chance(0.3) ? '' : `# ${title}\n\n${paragraphs(random)}\n` }];
    default:
      return [{ path: `${path}.md`, content: article(random, title, yaml) }];
  }
}

type FrontMatter = (random: Random, title: string, date: string) => string;

const article = (random: Random, title: string, frontMatter: FrontMatter): string =>
  `${frontMatter(random, title, `202${random.below(4)}-0${1 + random.below(9)}-1${random.below(10)}`)}\n${paragraphs(random)}\n\n![图](https://example.org/${random.below(40)}.jpg "说明")\n\n[原文](https://example.org/a/${random.below(99)})\n`;

const draft = (random: Random, title: string): string =>
  `---\ntitle: ${JSON.stringify(title)}\ndraft: true\n---\n\n${paragraphs(random)}\n`;

const yaml: FrontMatter = (random, title, date) =>
  `---\ntitle: ${JSON.stringify(title)}\ndate: ${date} 08:30:00\nauthor: ${random.pick(AUTHORS)}\ntags: [${random.pick(TAGS)}, ${random.pick(TAGS)}]\ncategories:\n  - ${random.pick(CATEGORIES)}\n  - ${random.pick(CATEGORIES)}\n---\n`;

const toml: FrontMatter = (random, title, date) =>
  `+++\ntitle = ${JSON.stringify(title)}\ndate = ${date}T08:30:00+08:00\ntags = ["${random.pick(TAGS)}"]\ncategories = ["${random.pick(CATEGORIES)}"]\n+++\n`;

const linked =
  (file: number): FrontMatter =>
  (random, title, date) =>
    yaml(random, title, date).replace('---\n', `---\ncanonical: https://example.org/shared/${file}\n`);

const html = (random: Random, title: string): string =>
  `<!doctype html><html><head><title>${title}</title></head><body><article><h1>${title}</h1><p>${paragraphs(random)}</p><img src="https://example.org/${random.below(40)}.png" alt="照片"></article></body></html>`;

const paragraphs = (random: Random): string =>
  Array.from({ length: 2 + random.below(4) }, () =>
    Array.from({ length: 2 + random.below(3) }, () => random.pick(SENTENCES)).join(''),
  ).join('\n\n');

/** Not text at all. */
const BROKEN = Uint8Array.from({ length: 600 }, (_, at) => (at * 37) % 7);

const SUBJECTS = ['青海光伏', '长江航运', '中小学招生', '粮食储备', '高速铁路'];
const AUTHORS = ['李晓明', '王芳、赵强', '本刊编辑部'];
const TAGS = ['能源', '教育', 'Rail', '粮食', '港口'];
const CATEGORIES = ['国内', '财经', '教育', '国内/地方'];
const SENTENCES = [
  '青海省的光伏电站今年并网。',
  '新疆维吾尔自治区昌吉回族自治州的棉花丰收。',
  '国家能源局在北京市发布了通知。',
  '江苏省南京市和浙江省杭州市之间的高铁开通。',
  '工业和信息化部要求各地上报，截止到2022年3月15日。',
  '广东省人民政府拨款3.5亿元。',
  '吉林的粮食储备充足，海南的航运恢复。',
  '东方储能科技有限公司在西宁市设立了工厂。',
  '教育部印发《关于做好中小学招生工作的通知》。',
  '据记者张伟报道，上海市浦东新区的港口吞吐量增长了百分之八。',
  '鼓楼区和朝阳区的学校扩建。',
];

async function write(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}
