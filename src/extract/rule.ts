import type { MentionMethod } from '../model/mention.ts';

/** How a mention was found: the name is permanent and goes into the mention. */
export interface Rule {
  readonly name: string;
  readonly method: MentionMethod;
  /**
   * Share of its mentions expected to be right, 0 to 1. For people by shape, bodies by their heads, teams, parts and
   * dictionary words: the share whose span and type are exactly those of Universal NER's Chinese GSD training set
   * (3,997 encyclopedia sentences, CC BY-SA 4.0), where it has at least a dozen; raised towards what 25 articles of
   * news, read by hand, gave for dictionary words, parts and newspapers, which that set marks differently or hardly
   * has. For the others, and for titles and numbers of documents: estimated from the same reading.
   */
  readonly precision: number;
}

/** Every built-in rule. Add; do not rename. */
export const RULES = {
  placeFullName: { name: 'place-full-name', method: 'GAZETTEER', precision: 0.98 },
  placeShortName: { name: 'place-short-name', method: 'GAZETTEER', precision: 0.94 },
  placeAdjacent: { name: 'place-adjacent', method: 'GAZETTEER', precision: 0.97 },
  placeInContext: { name: 'place-in-context', method: 'GAZETTEER', precision: 0.88 },
  placeAmbiguous: { name: 'place-ambiguous', method: 'GAZETTEER', precision: 0.6 },
  placeNamed: { name: 'place-named', method: 'RULE', precision: 0.85 },
  placeAbbreviation: { name: 'place-abbreviation', method: 'RULE', precision: 0.9 },
  placeDateline: { name: 'place-dateline', method: 'RULE', precision: 0.97 },
  placeInOrganisation: { name: 'place-in-organisation', method: 'GAZETTEER', precision: 0.6 },
  organisationKnown: { name: 'organisation-known', method: 'GAZETTEER', precision: 0.95 },
  organisationAgency: { name: 'organisation-agency', method: 'RULE', precision: 0.93 },
  organisationBranch: { name: 'organisation-branch', method: 'RULE', precision: 0.92 },
  organisationElliptical: { name: 'organisation-elliptical', method: 'RULE', precision: 0.85 },
  organisationUndecided: { name: 'organisation-undecided', method: 'RULE', precision: 0.6 },
  organisationShortName: { name: 'organisation-short-name', method: 'RULE', precision: 0.92 },
  organisationSuffix: { name: 'organisation-suffix', method: 'RULE', precision: 0.74 },
  organisationEnglish: { name: 'organisation-english', method: 'RULE', precision: 0.8 },
  organisationTeam: { name: 'organisation-team', method: 'RULE', precision: 0.82 },
  organisationUnit: { name: 'organisation-unit', method: 'RULE', precision: 0.6 },
  organisationInferred: { name: 'organisation-inferred', method: 'RULE', precision: 0.8 },
  organisationOpen: { name: 'organisation-open', method: 'RULE', precision: 0.75 },
  organisationBrand: { name: 'organisation-brand', method: 'RULE', precision: 0.85 },
  organisationListed: { name: 'organisation-listed', method: 'RULE', precision: 0.9 },
  organisationPress: { name: 'organisation-press', method: 'RULE', precision: 0.6 },
  organisationWord: { name: 'organisation-word', method: 'RULE', precision: 0.5 },
  organisationGeneric: { name: 'organisation-generic-agency', method: 'RULE', precision: 0.8 },
  personByline: { name: 'person-byline', method: 'BYLINE', precision: 0.99 },
  personCredited: { name: 'person-credited', method: 'BYLINE', precision: 0.95 },
  personReporter: { name: 'person-reporter', method: 'RULE', precision: 0.85 },
  personTitled: { name: 'person-titled', method: 'RULE', precision: 0.88 },
  personNamed: { name: 'person-named', method: 'RULE', precision: 0.76 },
  personKnown: { name: 'person-known', method: 'GAZETTEER', precision: 0.89 },
  personDotted: { name: 'person-dotted', method: 'RULE', precision: 0.87 },
  personEnglish: { name: 'person-english', method: 'RULE', precision: 0.85 },
  personForeign: { name: 'person-foreign', method: 'RULE', precision: 0.55 },
  personJapanese: { name: 'person-japanese', method: 'RULE', precision: 0.92 },
  personRepeated: { name: 'person-repeated', method: 'RULE', precision: 0.65 },
  personSurname: { name: 'person-surname', method: 'RULE', precision: 0.7 },
  taggerPerson: { name: 'tagger-person', method: 'MODEL', precision: 0.43 },
  taggerPersonSure: { name: 'tagger-person-sure', method: 'MODEL', precision: 0.6 },
  taggerPersonAgain: { name: 'tagger-person-again', method: 'MODEL', precision: 0.5 },
  taggerOrganisation: { name: 'tagger-organisation', method: 'MODEL', precision: 0.5 },
  documentTitle: { name: 'document-title', method: 'RULE', precision: 0.97 },
  documentShort: { name: 'document-short', method: 'RULE', precision: 0.9 },
  documentNumber: { name: 'document-number', method: 'RULE', precision: 0.97 },
  documentUnmarked: { name: 'document-unmarked', method: 'RULE', precision: 0.85 },
  documentSubject: { name: 'document-subject', method: 'RULE', precision: 0.7 },
  topicName: { name: 'topic-name', method: 'GAZETTEER', precision: 0.96 },
  topicAlias: { name: 'topic-alias', method: 'GAZETTEER', precision: 0.93 },
  dateWritten: { name: 'date-written', method: 'RULE', precision: 0.97 },
  dateRelative: { name: 'date-relative', method: 'RULE', precision: 0.93 },
  dateOpen: { name: 'date-open', method: 'RULE', precision: 0.9 },
  amountWritten: { name: 'amount-written', method: 'RULE', precision: 0.96 },
} as const satisfies Record<string, Rule>;
