import type { Json } from '../model/document.ts';
import { builder } from './builder.ts';
import { ProblemConnection, pageArguments } from './connection.ts';
import { RunStateEnum, SeverityEnum } from './enums.ts';
import { POSITION_ORDER } from './order.ts';
import { connectionOf, readPage, relatedPage } from './page.ts';
import { IngestRunRef, ProblemRef } from './refs.ts';
import { selectedRows, selectionOf } from './selected.ts';

builder.prismaObjectFields(IngestRunRef, (t) => ({
  state: t.field({
    type: RunStateEnum,
    description: 'How far it got.',
    select: { state: true },
    resolve: (row) => row.state as never,
  }),
  sourceKeys: t.stringList({
    description: 'Keys of the sources it read.',
    select: { sourceKeys: true },
    resolve: (run) => JSON.parse(run.sourceKeys) as string[],
  }),
  startedAt: t.expose('startedMs', { type: 'DateTime', description: 'When it began.' }),
  finishedAt: t.expose('finishedMs', { type: 'DateTime', nullable: true, description: 'When it ended.' }),
  message: t.exposeString('message', { nullable: true, description: 'Why it gave up, if it did.' }),
  files: t.exposeInt('files', {
    description: 'Files it saw: taken, unchanged, updated, moved, quarantined and ignored together.',
  }),
  documents: t.exposeInt('documents', { description: 'Items in them.' }),
  taken: t.exposeInt('taken', { description: 'New files.' }),
  unchanged: t.exposeInt('unchanged', { description: 'Files as they were.' }),
  updated: t.exposeInt('updated', { description: 'Files with other content.' }),
  moved: t.exposeInt('moved', { description: 'Files under another path.' }),
  removed: t.exposeInt('removed', { description: 'Files that are gone.' }),
  quarantined: t.exposeInt('quarantined', { description: 'Files put aside, each with a problem that says why.' }),
  ignored: t.exposeInt('ignored', { description: 'Files left out on purpose.' }),
  ignoredBy: t.field({
    type: 'JSON',
    description: 'How many were left out for which reason.',
    select: { ignoredBy: true },
    resolve: (run) => JSON.parse(run.ignoredBy) as Json,
  }),
  reextracted: t.exposeInt('reextracted', {
    description:
      'Articles extracted again from their stored text, because gazetteer, extractor or corrections changed.',
  }),
  mentionsGained: t.field({
    type: 'JSON',
    description: 'How many mentions of which type those articles have that they did not have before.',
    select: { mentionsGained: true },
    resolve: (run) => JSON.parse(run.mentionsGained) as Json,
  }),
  mentionsLost: t.field({
    type: 'JSON',
    description: 'How many mentions of which type they have no more.',
    select: { mentionsLost: true },
    resolve: (run) => JSON.parse(run.mentionsLost) as Json,
  }),
  problems: t.field({
    type: ProblemConnection,
    description: 'What it met that a person may want to mend.',
    args: pageArguments(),
    select: (args, _context, nested) => ({
      problems: relatedPage(readPage(args, POSITION_ORDER), selectionOf(nested(true, ['edges', 'node']))) as never,
    }),
    resolve: (run, args, { reader }) =>
      connectionOf(selectedRows<object>(run, 'problems'), readPage(args, POSITION_ORDER), {
        toEdge: (node, cursor) => ({ node, cursor }),
        reader,
        root: { kind: 'rows', model: 'Problem', where: { runId: run.id } },
      }),
  }),
}));

builder.prismaObjectFields(ProblemRef, (t) => ({
  source: t.relation('source', {
    nullable: true,
    description: 'The source it was met in; null when that has nothing in the graph.',
  }),
  code: t.exposeString('code', { description: 'Permanent name of this kind of problem.' }),
  severity: t.field({
    type: SeverityEnum,
    description: 'How bad it is.',
    select: { severity: true },
    resolve: (row) => row.severity as never,
  }),
  path: t.exposeString('path', { nullable: true, description: 'The file, relative to its source.' }),
  line: t.exposeInt('line', { nullable: true, description: 'The line to blame, from 1.' }),
  message: t.exposeString('message', { description: 'What is wrong.' }),
  hint: t.exposeString('hint', { description: 'What to do about it.' }),
}));
