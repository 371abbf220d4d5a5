import { findHighlights } from '../model/highlight.ts';
import { findFieldTexts } from '../store/read/field-text.ts';
import type { Reader } from '../store/read/reader.ts';
import { builder } from './builder.ts';
import { MentionFieldEnum } from './enums.ts';
import { excerptAround } from './excerpt.ts';

/** A piece of an article's title or text that a search found. */
export interface Highlight {
  readonly field: 'TITLE' | 'BODY';
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly surface: string;
  readonly after: string;
}

export const HighlightRef = builder.objectRef<Highlight>('Highlight').implement({
  description: 'A place where an article says what was searched for, with the text around it.',
  shareable: true,
  fields: (t) => ({
    field: t.field({
      type: MentionFieldEnum,
      description: 'Part of the article it stands in.',
      resolve: (highlight) => highlight.field,
    }),
    start: t.exposeInt('start', { description: 'Offset of its first UTF-16 unit in the title or text.' }),
    end: t.exposeInt('end', { description: 'Offset just behind its last UTF-16 unit.' }),
    before: t.exposeString('before', { description: 'What stands before it.' }),
    surface: t.exposeString('surface', { description: 'The words themselves: always `text.slice(start, end)`.' }),
    after: t.exposeString('after', { description: 'What stands after it.' }),
  }),
});

/** Most UTF-16 units shown around a highlight. */
const CONTEXT_LENGTHS = { before: 20, after: 40 } as const;

/** The first places in an article, those in the title first. Articles of one page share a statement. */
export async function findArticleHighlights(
  reader: Reader,
  article: { readonly id: number; readonly forms: readonly string[] },
  most: number,
): Promise<Highlight[]> {
  const texts = await reader.shared('texts of articles', String(article.id), async (ids) => {
    const found = await findFieldTexts(reader, ids.map(Number));
    return new Map([...found].map(([id, text]) => [String(id), text]));
  });
  if (!texts) return [];
  const title = highlightsOf('TITLE', texts.title, article.forms, most);
  return [...title, ...highlightsOf('BODY', texts.text, article.forms, most - title.length)];
}

const highlightsOf = (field: Highlight['field'], text: string, forms: readonly string[], most: number): Highlight[] =>
  findHighlights(text, forms, most).map((span) => ({ field, ...span, ...excerptAround(text, span, CONTEXT_LENGTHS) }));
