import { isLatinWord } from './field-text.ts';
import type { Form } from './gazetteer.ts';

interface Span {
  readonly start: number;
  readonly end: number;
  readonly form: Form;
}

/**
 * True when a name in Latin letters stands by itself: not in a longer word, an address or a file name, and not as the
 * first part of what is named after it (Hunan University, Shanghai Composite, Washington Post).
 *
 * A name that people bear too, or that is a word (Jordan, Reading), needs a preposition before it or a place behind it.
 */
export function isPlausibleLatin(folded: string, { start, end, form }: Span): boolean {
  if (!isLatinWord(folded, start, end)) return false;
  const before = folded.slice(Math.max(0, start - 24), start);
  const after = folded.slice(end, end + 24);
  if (IN_ADDRESS_BEFORE.test(before) || IN_ADDRESS_AFTER.test(after)) return false;
  if (NAMED_AFTER_IT.test(after)) return false;
  if (!form.isCommonWord) return true;
  return PREPOSITION.test(before) || PLACE_AFTER.test(after);
}

const IN_ADDRESS_BEFORE = /[@#/\\.=_-]$/;
const IN_ADDRESS_AFTER = /^(?:[@/\\_=]|\.[a-z]|-[a-z]{2,}\.)/;
const NAMED_AFTER_IT =
  /^(?:'s)? (?:University|College|Institute|Bank|Daily|Times|Post|Tribune|Herald|Journal|Gazette|Chronicle|Composite|Airlines|Airways|Morning Post|Evening Post|Street|Road|Avenue|Boulevard|Hotel|Museum|Hospital|Academy|School|Library|Railway|United FC|FC|Rockets|Lakers|Bulls|Yankees|Marathon|Securities|Stock Exchange|Petroleum|Telecom|Mobile|Unicom|Automobile|Motor|Electric|Group|Inc|Corp|Co\.|Ltd|LLC|Press|Review|Prize|Accord|Declaration|Convention|Protocol|Principles)\b/;
const PLACE_AFTER =
  /^(?:, [A-Z][a-z]+|(?:'s)? (?:state|governor|Governor|senator|Senator|legislature|lawmakers|residents|voters|officials|government|president|President|prime minister|Prime Minister|mayor|Mayor|metro|area|region)\b|-based)/;
const PREPOSITION =
  /\b(?:in|In|from|From|to|near|Near|at|outside|across|throughout|around|toward|towards|visit|visited|visiting|leave|left|between|and|between|of the|of|with|for|by|through|into|within|east|west|north|south|eastern|western|northern|southern|central|downtown|[A-Z][a-z]+,) (?:the )?$/;
