import { toSearchForm } from './search-form.ts';
import { gramsOf } from './search-gram.ts';

/** How an article is searched: the forms of its title and text, and what they are indexed under. */
export interface SearchEntry {
  readonly title: string;
  readonly text: string;
  /** Of both, each once, divided by spaces. */
  readonly grams: string;
}

/** Change it with every change of what a form or its grams are: indexes made by another one are made anew. */
export const SEARCH_VERSION = '1';

export function toSearchEntry(article: { readonly title: string; readonly text: string }): SearchEntry {
  const [title, text] = [toSearchForm(article.title), toSearchForm(article.text)];
  return { title, text, grams: joinGrams([title, text]) };
}

export const joinGrams = (forms: readonly string[]): string => [...gramsOf(forms)].join(' ');
