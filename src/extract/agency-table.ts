import { createMatcher } from './match.ts';

/** A kind of agency that places of many levels have, under the names it goes by. */
export interface Agency {
  /** Official name without the place, e.g. `工业和信息化厅`; the last part of its key. */
  readonly name: string;
  /** Official name of the agency of a place. */
  nameFor(place: string): string;
}

/** The folding table: 工信厅 is 工业和信息化厅. */
export interface AgencyTable {
  /** The longest agency name that begins at `start`, or undefined. */
  at(folded: string, start: number): { readonly agency: Agency; readonly end: number } | undefined;
}

/** Rows: official name (`*` where the place stands inside it), further forms joined by `|`. */
export function createAgencyTable(rows: readonly (readonly string[])[]): AgencyTable {
  const forms: string[] = [];
  const agencies: Agency[] = [];
  for (const [template = '', others = ''] of rows) {
    const name = template.replace('*', '');
    const agency: Agency = {
      name,
      nameFor: (place) => (template.includes('*') ? template.replace('*', place) : `${place}${name}`),
    };
    for (const form of [name, ...others.split('|')].filter((text) => text !== '')) {
      forms.push(form);
      agencies.push(agency);
    }
  }
  const matcher = createMatcher(forms);
  return {
    at(folded, start) {
      const [end, id] = matcher.at(folded, start);
      return end === undefined || id === undefined ? undefined : { agency: agencies[id] as Agency, end };
    },
  };
}
