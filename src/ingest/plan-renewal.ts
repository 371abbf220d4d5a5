import { createFormTest } from '../extract/form-test.ts';
import type { Gazetteer } from '../extract/gazetteer.ts';
import { changedSubjects, type Meanings } from '../extract/meaning.ts';
import type { ChangedSubjects, ExtractionGroup } from '../store/read/extraction-state.ts';
import type { Store } from '../store/store.ts';

/** What is to be done with articles that were all extracted with the same. */
export interface GroupPlan {
  readonly group: ExtractionGroup;
  readonly scope: /** Every one is extracted anew: the extractor is another, or nobody knows what the gazetteer meant then. */
    | { readonly kind: 'ALL' }
    /** Nothing that means anything changed. */
    | { readonly kind: 'NONE' }
    /** Those that have to do with what changed. */
    | {
        readonly kind: 'TOUCHED';
        /** Whether a changed form stands in a text. */
        readonly hasChangedForm: (text: string) => boolean;
        readonly subjects: ChangedSubjects;
      };
}

/** What articles should be extracted with. */
export interface WantedExtraction {
  readonly gazetteer: Gazetteer;
  /** Whether that is so of an article, by the name of its extractors and their versions. */
  readonly isCurrent: (extractorVersion: string) => boolean;
  /** Extract every article, whatever it was extracted with. */
  readonly isForced?: boolean;
}

/** The groups that need anything; those extracted with what is wanted do not appear. */
export async function planRenewal(store: Store, wanted: WantedExtraction): Promise<readonly GroupPlan[]> {
  const { gazetteer, isCurrent, isForced = false } = wanted;
  const plans: GroupPlan[] = [];
  for (const group of await store.loadExtractionGroups()) {
    const isStale = group.gazetteerVersion !== gazetteer.version;
    if (isForced || !isCurrent(group.extractorVersion)) plans.push({ group, scope: { kind: 'ALL' } });
    else if (isStale) plans.push({ group, scope: await scopeOf(store, group.gazetteerVersion, gazetteer) });
  }
  return plans;
}

async function scopeOf(store: Store, version: string, gazetteer: Gazetteer): Promise<GroupPlan['scope']> {
  const edition = await store.loadEdition(version);
  if (edition === null) return { kind: 'ALL' };
  const [was, is] = [JSON.parse(edition) as Meanings, gazetteer.meanings()];
  const forms = changedSubjects(was.forms, is.forms);
  const subjects = {
    entities: changedSubjects(was.entities, is.entities),
    authorities: changedSubjects(was.authorities, is.authorities),
    articles: changedSubjects(was.articles, is.articles),
  };
  if (forms.length === 0 && Object.values(subjects).every((keys) => keys.length === 0)) return { kind: 'NONE' };
  return { kind: 'TOUCHED', hasChangedForm: createFormTest(forms), subjects };
}
