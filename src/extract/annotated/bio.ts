import type { MentionType } from '../../model/mention.ts';
import {
  type AnnotatedFile,
  type AnnotatedSpan,
  type AnnotatedText,
  type AnnotationFault,
  typesOf,
} from './annotated-text.ts';

/**
 * One token a line with its tag, sentences divided by empty lines: `字 B-LOC`, or the columns of CoNLL-U-like
 * files (`id⇥word⇥tag⇥…`, as Universal NER has them). Lines that begin with `#` and a space are comments;
 * `# text = …` gives the sentence itself. Tags are BIO, IOB2, BIOES or BMES. A tag of a type that is not known
 * here (MISC) marks nothing.
 */
export function readBio(content: string): AnnotatedFile {
  const texts: AnnotatedText[] = [];
  const faults: AnnotationFault[] = [];
  let sentence: Sentence = { line: 1, written: null, tokens: [] };
  const finish = (nextLine: number): void => {
    if (sentence.tokens.length > 0) texts.push(toText(sentence));
    sentence = { line: nextLine, written: null, tokens: [] };
  };
  for (const [index, line] of content.split(/\r?\n/).entries()) {
    const number = index + 1;
    if (line.trim() === '') {
      finish(number + 1);
      continue;
    }
    const written = /^# text = (.*)$/.exec(line);
    if (written !== null) sentence.written = written[1] as string;
    if (/^#(?:\s|$)/.test(line) && !/^# [BIESMO](?:-|$)/.test(line)) continue;
    const token = readToken(line);
    if (token === null)
      faults.push({ line: number, message: 'A token and its tag are expected, divided by a space or a tab.' });
    else sentence.tokens.push(token);
  }
  finish(0);
  return { texts, types: typesOf(texts), faults };
}

interface Sentence {
  readonly line: number;
  written: string | null;
  readonly tokens: Token[];
}

interface Token {
  readonly form: string;
  /** `B`, `I` or `O`. */
  readonly position: 'B' | 'I' | 'O';
  readonly type: MentionType | null;
}

const TAG = /^(?:O|([BIESM])-(\S+))$/;

function readToken(line: string): Token | null {
  const cells = line.includes('\t') ? line.split('\t') : line.split(/ +/);
  const at = /^\d+(?:-\d+)?$/.test(cells[0] ?? '') && TAG.test(cells[2] ?? '') ? 1 : 0;
  const form = cells[at] ?? '';
  const tag = TAG.exec(cells[at + 1] ?? '');
  if (form === '' || tag === null) return null;
  const type = tag[2] === undefined ? null : (TYPES[tag[2].toUpperCase()] ?? null);
  if (type === null) return { form, position: 'O', type };
  return { form, position: tag[1] === 'B' || tag[1] === 'S' ? 'B' : 'I', type };
}

const TYPES: Readonly<Record<string, MentionType>> = {
  LOC: 'PLACE',
  GPE: 'PLACE',
  PLACE: 'PLACE',
  ORG: 'ORGANIZATION',
  ORGANIZATION: 'ORGANIZATION',
  PER: 'PERSON',
  PERSON: 'PERSON',
};

function toText({ line, written, tokens }: Sentence): AnnotatedText {
  let text = '';
  let open: { start: number; end: number; type: MentionType } | null = null;
  const spans: AnnotatedSpan[] = [];
  const close = (): void => {
    if (open !== null) spans.push({ ...open, key: null });
    open = null;
  };
  for (const { form, position, type } of tokens) {
    text += gapBefore(form, text, written);
    const start = text.length;
    text += form;
    const goesOn = position === 'I' && open !== null && (open as AnnotatedSpan).type === type;
    if (goesOn && open !== null) open = { ...(open as AnnotatedSpan), end: text.length };
    else {
      close();
      if (type !== null) open = { start, end: text.length, type };
    }
  }
  close();
  return { line, title: '', text, spans, provinces: null, publishedOn: null };
}

/** As the sentence has it, else a space between Latin words. */
function gapBefore(form: string, text: string, written: string | null): string {
  if (written?.startsWith(text) === true) {
    const gap = /^\s*/.exec(written.slice(text.length))?.[0] ?? '';
    if (written.startsWith(form, text.length + gap.length)) return gap;
  }
  return form.length > 1 && /[A-Za-z0-9]$/.test(text) && /^[A-Za-z0-9]/.test(form) ? ' ' : '';
}
