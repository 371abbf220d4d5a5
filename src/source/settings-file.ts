import { DatelineError } from '../errors.ts';
import type { SourceSettings } from '../model/document.ts';
import type { Problem } from '../model/problem.ts';
import { readMapping } from './mapping-settings.ts';
import { SETTINGS_FILE } from './source.ts';

export interface SettingsRead {
  readonly settings: SourceSettings;
  /** Whether the key was written there, and is not the default. */
  readonly hasKey: boolean;
  readonly problems: readonly Problem[];
}

/**
 * Reads the text of a `dateline.json`: `{ key?, name?, timeZone?, baseUrl?, language?, categoryLists?, frontMatter? }`.
 * A field that is wrong, or that nobody knows, is a problem and leaves its default.
 */
export function readSettings(text: string, defaults: SourceSettings): SettingsRead {
  let written: unknown;
  try {
    written = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { settings: defaults, hasKey: false, problems: [invalid('It is not valid JSON.')] };
  }
  if (typeof written !== 'object' || written === null || Array.isArray(written)) {
    return { settings: defaults, hasKey: false, problems: [invalid('It is not a JSON object.')] };
  }
  const problems: Problem[] = [];
  const accepted: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(written)) {
    if (value === null) continue;
    if (name === 'frontMatter') {
      const read = readMapping(value);
      accepted[name] = read.mapping;
      problems.push(...read.faults.map(invalid));
      continue;
    }
    const fault = faultOf(name, value);
    if (fault === null) accepted[name] = value;
    else problems.push(invalid(fault));
  }
  const settings = { ...defaults, ...accepted } as SourceSettings;
  return {
    settings: accepted.name === undefined ? { ...settings, name: settings.key } : settings,
    hasKey: accepted.key !== undefined,
    problems,
  };
}

/**
 * A key given by hand, under the rule for the one in the file.
 *
 * @throws DatelineError USAGE when it is none.
 */
export function requireKey(key: string): string {
  if (RULES.key.accepts(key)) return key;
  throw new DatelineError(
    'USAGE',
    `“${key}” is no source key: it must be ${RULES.key.wanted}, such as “${slugOf(key)}”.`,
  );
}

/** A name as a key: lower case, spaces as `-`, letters and digits of any script kept. Never empty. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/\s+/g, '-')
    .replace(/[^\p{L}\p{N}._-]/gu, '')
    .replace(/^[-.]+|[-.]+$/g, '');
  return slug === '' ? 'source' : slug;
}

type Field = 'key' | 'name' | 'timeZone' | 'baseUrl' | 'language' | 'categoryLists';

const RULES: Readonly<Record<Field, { readonly accepts: (value: string) => boolean; readonly wanted: string }>> = {
  key: { accepts: (value) => value === slugOf(value), wanted: 'lower-case letters, digits, `-`, `_` and `.`' },
  name: { accepts: (value) => value.trim() !== '', wanted: 'a name' },
  timeZone: { accepts: isTimeZone, wanted: 'an IANA time zone such as Asia/Shanghai' },
  baseUrl: {
    accepts: (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
    wanted: 'an http or https URL',
  },
  language: { accepts: isLanguage, wanted: 'a language tag such as zh-Hans' },
  categoryLists: { accepts: (value) => /^(?:PATH|SET|AUTO)$/.test(value), wanted: 'PATH, SET or AUTO' },
};

function faultOf(name: string, value: unknown): string | null {
  const rule = Object.hasOwn(RULES, name) ? RULES[name as Field] : undefined;
  if (rule === undefined) return `“${name}” is no setting; there are ${Object.keys(RULES).join(', ')}, frontMatter.`;
  return typeof value === 'string' && rule.accepts(value) ? null : `“${name}” must be ${rule.wanted}.`;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

const invalid = (message: string): Problem => ({
  code: 'SOURCE_CONFIG_INVALID',
  severity: 'WARNING',
  path: SETTINGS_FILE,
  line: null,
  message,
  hint: `Correct ${SETTINGS_FILE}; until then the default holds.`,
});
