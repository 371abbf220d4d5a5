import { DatelineError } from '../errors.ts';
import { parseTextQuery, type TextQuery } from '../model/text-query.ts';

/** For descriptions: the language of model/text-query.ts in a few lines. */
export const TEXT_QUERY_SYNTAX =
  'Words side by side must all be there; `"…"` is a phrase, `OR` an alternative, `NOT` or `-` leaves out, `(…)` groups. Found in any script variant, upper or lower case, with or without accents, and within longer words.';

/** Throws SEARCH_INVALID with the place of the mistake. */
export function readTextQuery(text: string): TextQuery {
  const parsed = parseTextQuery(text);
  if (parsed.kind === 'PARSED') return parsed.query;
  throw new DatelineError(
    'SEARCH_INVALID',
    `The search query cannot be read at position ${parsed.position}: ${parsed.message}`,
    { details: { position: parsed.position } },
  );
}
