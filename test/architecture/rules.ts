import { readdir, readFile } from 'node:fs/promises';
import { basename, join, posix, relative, sep } from 'node:path';
import ts from 'typescript';

/** What each room may import besides itself; `*` is everything but the entry points. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  errors: ['model'],
  config: ['model', 'errors'],
  log: ['model', 'errors'],
  source: ['model', 'errors'],
  parse: ['model', 'errors'],
  extract: ['model', 'errors'],
  store: ['model', 'errors'],
  ingest: ['model', 'errors', 'source', 'parse', 'extract', 'store'],
  schema: ['model', 'errors', 'store'],
  server: ['model', 'errors', 'store', 'schema'],
  cli: ['*'],
  main: ['*'],
  index: ['*'],
};

const ENTRY_POINTS = new Set(['main', 'index']);
const READS_ENVIRONMENT = new Set(['config']);
const HAS_EFFECTS = /^node:(fs|http|https|http2|net|tls|dgram|child_process|worker_threads)(\/|$)/;
const VAGUE_NAMES = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'manager', 'shared', 'lib']);
const SQL =
  /^\s*(SELECT\s[\s\S]+\sFROM\s|INSERT\s+INTO\s|UPDATE\s+"?\w+"?\s+SET\s|DELETE\s+FROM\s|CREATE\s+(TABLE|INDEX)\s|PRAGMA\s|WITH\s+\w+\s+AS\s*\()/;

/** Every breach of the rules of ARCHITECTURE.md under a `src` folder, one line each; and how much was looked at. */
export async function findBreaches(src: string): Promise<{ readonly breaches: string[]; readonly files: number }> {
  const files = await listSources(src);
  const breaches: string[] = [];
  for (const file of files) {
    const text = await readFile(join(src, file), 'utf8');
    breaches.push(...inspectFile(file, text).map((breach) => `${file}: ${breach}`));
  }
  return { breaches, files: files.length };
}

/** Paths relative to `src`, with `/`; generated code is not ours to arrange. */
async function listSources(src: string): Promise<string[]> {
  const entries = await readdir(src, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.[cm]?tsx?$/.test(entry.name))
    .map((entry) => relative(src, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !file.startsWith('store/generated/'))
    .sort();
}

function inspectFile(file: string, text: string): string[] {
  const room = roomOf(file);
  const allowed = MAY_IMPORT[room];
  if (allowed === undefined) return [`${room} is no room`];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return [
    ...inspectNames(file),
    ...listImports(text).flatMap((target) => inspectImport(file, room, allowed, target)),
    ...inspectNodes(source, room),
  ];
}

/** `store/read/plan.ts` → store; `errors.ts` → errors. */
const roomOf = (file: string): string => (file.split('/')[0] ?? '').replace(/\.[cm]?tsx?$/, '');

const inspectNames = (file: string): string[] =>
  file
    .split('/')
    .filter((part) => VAGUE_NAMES.has(basename(part).replace(/\.[^.]+$/, '')))
    .map((part) => `“${part}” says nothing about what is in it`);

/** Specifiers of static, type-only, re-exporting and dynamic imports alike. */
const listImports = (text: string): string[] =>
  ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);

function inspectImport(file: string, room: string, allowed: readonly string[], specifier: string): string[] {
  if (!specifier.startsWith('.')) {
    const isPure = room === 'parse' || room === 'model';
    return isPure && HAS_EFFECTS.test(specifier) ? [`${room} is pure, and must not import ${specifier}`] : [];
  }
  const target = posix.normalize(posix.join(posix.dirname(file), specifier));
  if (target.startsWith('..')) return [`reaches out of src: ${specifier}`];
  const targetRoom = roomOf(target);
  if (targetRoom === room) return [];
  if (ENTRY_POINTS.has(targetRoom)) return [`nothing may import ${targetRoom}`];
  if (allowed.includes('*') || allowed.includes(targetRoom)) return [];
  return [`${room} may not import ${targetRoom}`];
}

function inspectNodes(source: ts.SourceFile, room: string): string[] {
  const breaches: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isExportDeclaration(node) && node.exportClause === undefined) breaches.push('exports everything (export *)');
    if (!READS_ENVIRONMENT.has(room) && readsEnvironment(node))
      breaches.push('reads the environment (only config may)');
    if (room !== 'store' && holdsSql(node)) breaches.push('holds SQL (only store may)');
    ts.forEachChild(node, visit);
  };
  visit(source);
  return breaches;
}

const readsEnvironment = (node: ts.Node): boolean =>
  ((ts.isPropertyAccessExpression(node) && node.name.text === 'env') ||
    (ts.isElementAccessExpression(node) &&
      ts.isStringLiteral(node.argumentExpression) &&
      node.argumentExpression.text === 'env')) &&
  /(^|\.)process$/.test(node.expression.getText());

const holdsSql = (node: ts.Node): boolean =>
  (ts.isPropertyAccessExpression(node) && /^\$(query|execute)Raw/.test(node.name.text)) ||
  ((ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) && SQL.test(node.text));
