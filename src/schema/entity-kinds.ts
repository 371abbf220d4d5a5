import { builder } from './builder.ts';
import { PlaceLevelEnum } from './enums.ts';
import { OrganizationRef, PlaceRef, PolicyDocumentRef, TopicRef } from './refs.ts';
import { selectedRows } from './selected.ts';

builder.prismaObjectFields(PlaceRef, (t) => ({
  level: t.field({
    type: PlaceLevelEnum,
    nullable: true,
    description: 'Its level.',
    select: { level: true },
    resolve: (row) => row.level as never,
  }),
  adcode: t.exposeString('adcode', {
    nullable: true,
    description: 'Six-digit division code (GB/T 2260); Chinese places only.',
  }),
  isoCode: t.string({
    nullable: true,
    description: 'ISO 3166 code, the most specific one.',
    select: { isoCodes: true },
    resolve: (place) => isoCodesOf(place)[0] ?? null,
  }),
  isoCodes: t.stringList({
    description: 'All its ISO 3166 codes, the most specific first.',
    select: { isoCodes: true },
    resolve: isoCodesOf,
  }),
  parent: t.relation('parent', { type: PlaceRef, nullable: true, description: 'The place that contains it.' }),
  ancestors: t.field({
    type: [PlaceRef],
    description: 'Places that contain it, nearest first.',
    select: (_args, _context, nested) => ({
      ancestors: { orderBy: [{ distance: 'asc' as const }], select: { ancestor: nested() } },
    }),
    resolve: (place) => selectedRows<{ readonly ancestor: never }>(place, 'ancestors').map((row) => row.ancestor),
  }),
  children: t.field({
    type: [PlaceRef],
    description: 'Places directly within it, by key.',
    select: (_args, _context, nested) => ({
      children: nested({ where: { type: 'PLACE' }, orderBy: [{ key: 'asc' }] }),
    }),
    resolve: (place) => selectedRows<never>(place, 'children'),
  }),
}));

builder.prismaObjectFields(OrganizationRef, (t) => ({
  subtype: t.exposeString('subtype', { nullable: true, description: 'Finer kind, e.g. `GOVERNMENT` or `MEDIA`.' }),
  jurisdiction: t.relation('jurisdiction', {
    type: PlaceRef,
    nullable: true,
    description: 'The place it has authority over.',
  }),
  parent: t.relation('parent', {
    type: OrganizationRef,
    nullable: true,
    description: 'The organisation it belongs to.',
  }),
}));

builder.prismaObjectFields(PolicyDocumentRef, (t) => ({
  subtype: t.exposeString('subtype', { nullable: true, description: 'Kind of document by its ending, e.g. `通知`.' }),
  title: t.exposeString('name', { description: 'Title as written, without the marks.' }),
  issuer: t.relation('issuer', {
    type: OrganizationRef,
    nullable: true,
    description: 'The organisation that issued it, when the text says so.',
  }),
}));

builder.prismaObjectFields(TopicRef, (t) => ({
  parent: t.relation('parent', { type: TopicRef, nullable: true, description: 'The wider topic it belongs to.' }),
  ancestors: t.field({
    type: [TopicRef],
    description: 'Wider topics, nearest first.',
    select: (_args, _context, nested) => ({
      ancestors: { orderBy: [{ distance: 'asc' as const }], select: { ancestor: nested() } },
    }),
    resolve: (topic) => selectedRows<{ readonly ancestor: never }>(topic, 'ancestors').map((row) => row.ancestor),
  }),
  children: t.field({
    type: [TopicRef],
    description: 'Topics directly below it, by key.',
    select: (_args, _context, nested) => ({
      children: nested({ where: { type: 'TOPIC' }, orderBy: [{ key: 'asc' }] }),
    }),
    resolve: (topic) => selectedRows<never>(topic, 'children'),
  }),
}));

const isoCodesOf = (place: { readonly isoCodes: string }): string[] => JSON.parse(place.isoCodes) as string[];
