import { foldCharacters } from '../model/fold.ts';
import { Gathering, type Meanings } from './meaning.ts';
import type { Correction, Overlay } from './overlay.ts';

/** What corrections are about, so that a change of theirs is told by it like a change of the gazetteer. */
export function meaningsOfOverlay({ corrections }: Overlay): Meanings {
  const [forms, entities, articles] = [new Gathering(), new Gathering(), new Gathering()];
  for (const { line: _, ...correction } of corrections) {
    const said = JSON.stringify(correction);
    const { scope } = correction;
    if (scope !== null) articles.add(scope, said);
    else if ('surface' in correction && correction.surface !== null)
      forms.add(foldCharacters(correction.surface), said);
    else for (const key of entitiesOf(correction)) entities.add(key, said);
  }
  return { forms: forms.digests(), entities: entities.digests(), authorities: {}, articles: articles.digests() };
}

/** Without a merge any more, its articles count for the other entity. */
const entitiesOf = (correction: Omit<Correction, 'line'>): readonly string[] => {
  const { entity, target } = correction as { readonly entity?: string | null; readonly target?: string };
  return [entity, target].filter((key) => key !== undefined && key !== null);
};
