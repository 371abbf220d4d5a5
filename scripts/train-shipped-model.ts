/**
 * Rebuilds what `seeds/model` holds, bit for bit: first the lexicon, then the sentences to learn from, then the
 * tagger itself by `dateline train`.
 *
 *   npx tsx scripts/train-shipped-model.ts LISTS UNER
 *
 * LISTS: a folder with `company-short-names.txt` (Company-Names-Corpus) and `thuocl-places.txt` (THUOCL).
 * UNER: a folder with `train.iob2` and `dev.iob2` (Universal NER, Chinese GSD, simplified). The README of
 * `seeds/model` says where they come from and under which licences.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../src/cli/run.ts';
import { readAnnotated } from '../src/extract/annotated/annotated-file.ts';
import { loadGazetteer } from '../src/extract/gazetteer.ts';
import { encodeLexicon } from '../src/extract/tagger/lexicon-file.ts';
import { LEXICON_FILE, MODEL_FILE } from '../src/extract/tagger/load-tagger.ts';
import { createRandom } from '../src/extract/tagger/random.ts';
import { outermost } from '../src/extract/tagger/train-model.ts';
import { replaceNames } from './tagger/augment.ts';
import { buildLexicon, commonWords, companyNames, ownWords, parseDictionary } from './tagger/lexicon.ts';
import { createNameMaker } from './tagger/names.ts';
import { type Annotated, createSentenceMaker } from './tagger/patterns.ts';

const SEED = 1;
const EPOCHS = 2;
/** Times the annotated sentences are repeated with other names in them, and sentences made from patterns. */
const COPIES = 2;
const MADE = 10000;
const LICENCE = 'CC-BY-SA-4.0';
const ATTRIBUTION =
  'Trained on Universal NER, Chinese GSD (Mayhew et al., NAACL 2024; CC BY-SA 4.0) over the Universal Dependencies Chinese GSD treebank, simplified; with names from Company-Names-Corpus (Apache-2.0), THUOCL (MIT) and the dictionary of jieba (MIT).';

const [lists, uner] = process.argv.slice(2);
if (lists === undefined || uner === undefined) throw new Error('Name the folder of the lists and the folder of UNER.');
const seeds = fileURLToPath(new URL('../seeds/', import.meta.url));
const model = join(seeds, 'model');
const read = (...path: string[]): string => readFileSync(join(...path), 'utf8');

const jieba = dirname(createRequire(import.meta.url).resolve('@node-rs/jieba/dict.js'));
const dictionary = parseDictionary(read(jieba, 'dict.txt'));
const companies = companyNames(read(lists, 'company-short-names.txt'));
const own = ownWords(read(model, 'words.tsv'));
const tables = buildLexicon({ companies, places: read(lists, 'thuocl-places.txt'), dictionary, own });
writeFileSync(
  join(model, LEXICON_FILE),
  encodeLexicon(tables, {
    licence: 'Apache-2.0 AND MIT',
    attribution:
      'Hashes of words of Company-Names-Corpus (Apache-2.0), THUOCL places (MIT) and this project; counts from the dictionary of jieba (MIT).',
  }),
);

const gazetteer = await loadGazetteer(join(seeds, 'gazetteer'));
const random = createRandom(SEED);
const common = commonWords(dictionary);
const maker = createNameMaker(
  {
    dictionary,
    companies: companies.filter((name) => !common.has(name)),
    entries: gazetteer.entries,
    agencies: agencyNames(read(seeds, 'gazetteer', 'agencies.tsv')),
    bodies: own.filter(({ list }) => list === 'body').map(({ word }) => word),
    industries: own.filter(({ list }) => list === 'industry').map(({ word }) => word),
    traits: tables.traits,
  },
  random,
);
const annotated = [join(uner, 'train.iob2'), join(uner, 'dev.iob2')];
const sentences: Annotated[] = annotated.flatMap((file) =>
  readAnnotated(read(file)).texts.map(({ text, spans }) => ({ text, spans: outermost(spans) })),
);
const makeSentence = createSentenceMaker(
  { sentences: read(model, 'sentences.txt'), phrases: read(model, 'phrases.txt') },
  maker,
  random,
);
const named = sentences.filter(({ spans }) => spans.length > 0);
const generated = [
  ...Array.from({ length: COPIES }, () => named.map((sentence) => replaceNames(sentence, maker, random))).flat(),
  ...Array.from({ length: MADE }, makeSentence),
];

const home = mkdtempSync(join(tmpdir(), 'dateline-train-'));
const file = join(home, 'generated.jsonl');
writeFileSync(file, generated.map(({ text, spans }) => `${JSON.stringify({ text, mentions: spans })}\n`).join(''));
process.exitCode = await run(
  [
    'train',
    ...annotated,
    file,
    '--out',
    join(model, MODEL_FILE),
    '--epochs',
    String(EPOCHS),
    '--seed',
    String(SEED),
  ].concat(['--licence', LICENCE, '--attribution', ATTRIBUTION]),
  {
    environment: {},
    terminal: { stdout: process.stdout, stderr: process.stderr, isInteractive: false },
    signal: new AbortController().signal,
    now: () => new Date(0),
  },
);
rmSync(home, { recursive: true });

/** Names and short forms of the agencies that a place's name stands before. */
function agencyNames(table: string): string[] {
  return table
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('name\t'))
    .flatMap((line) => line.split(/[\t|]/))
    .filter((name) => name !== '' && !name.includes('*'));
}
