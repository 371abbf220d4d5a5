import { builder } from './builder.ts';
import { DatePrecisionEnum, DateProvenanceEnum } from './enums.ts';

interface PublicationColumns {
  readonly publishedMs: bigint | null;
  readonly publishedWritten: string | null;
  readonly publishedZone: string | null;
  readonly zoneInferred: boolean;
  readonly precision: string | null;
  readonly dateProvenance: string | null;
}

/** When an article says it was published, and how far that can be relied on. */
export const PublicationRef = builder.objectRef<PublicationColumns>('Publication').implement({
  description: 'When an article says it was published, and how that is known.',
  shareable: true,
  fields: (t) => ({
    at: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'The instant; null when nothing readable was written.',
      resolve: (row) => row.publishedMs,
    }),
    written: t.string({ nullable: true, description: 'Exactly as found.', resolve: (row) => row.publishedWritten }),
    zone: t.string({
      nullable: true,
      description: 'Time zone: an offset, `Z`, or an IANA name.',
      resolve: (row) => row.publishedZone,
    }),
    zoneInferred: t.boolean({
      description: "True when no zone was written and the source's was assumed.",
      resolve: (row) => row.zoneInferred,
    }),
    precision: t.field({
      type: DatePrecisionEnum,
      nullable: true,
      description: 'How exactly it is known.',
      resolve: (row) => row.precision as never,
    }),
    provenance: t.field({
      type: DateProvenanceEnum,
      nullable: true,
      description: 'Where it was found.',
      resolve: (row) => row.dateProvenance as never,
    }),
  }),
});
