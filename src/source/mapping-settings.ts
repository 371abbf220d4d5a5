import {
  DEFAULT_FRONT_MATTER,
  FRONT_MATTER_PRESETS,
  type FrontMatterSettings,
  MAPPED_FIELDS,
  type MappedField,
} from '../model/document.ts';

export interface MappingRead {
  readonly mapping: FrontMatterSettings;
  /** Each in a sentence; what it speaks of keeps its default. */
  readonly faults: readonly string[];
}

/**
 * Reads `frontMatter` of a `dateline.json`: `{ preset?, slashedDates?, title?, author?, date?, categories?, tags?,
 * canonicalUrl?, guid?, language?, image? }`, where a field's keys are a name or a list of names.
 */
export function readMapping(written: unknown): MappingRead {
  if (typeof written !== 'object' || written === null || Array.isArray(written))
    return { mapping: DEFAULT_FRONT_MATTER, faults: ['“frontMatter” must be an object such as {"preset": "HUGO"}.'] };
  const keys: Partial<Record<MappedField, readonly string[]>> = {};
  const choices: Record<string, string> = {};
  const faults: string[] = [];
  for (const [name, value] of Object.entries(written)) {
    if (value === null) continue;
    const options = Object.hasOwn(CHOICES, name) ? CHOICES[name] : undefined;
    if (options !== undefined) {
      if (typeof value === 'string' && options.includes(value)) choices[name] = value;
      else faults.push(`“frontMatter.${name}” must be ${listed(options)}.`);
    } else if (!isMappedField(name)) {
      const known = [...Object.keys(CHOICES), ...MAPPED_FIELDS].join(', ');
      faults.push(`“frontMatter.${name}” is no setting; there are ${known}.`);
    } else if (isKeyList(value))
      keys[name] = typeof value === 'string' ? [value.trim()] : value.map((key) => key.trim());
    else faults.push(`“frontMatter.${name}” must be a key of the front matter, or a list of keys.`);
  }
  return { mapping: { ...DEFAULT_FRONT_MATTER, ...choices, keys } as FrontMatterSettings, faults };
}

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  preset: ['AUTO', ...FRONT_MATTER_PRESETS],
  slashedDates: ['AUTO', 'MONTH_FIRST', 'DAY_FIRST'],
};

const isMappedField = (name: string): name is MappedField => (MAPPED_FIELDS as readonly string[]).includes(name);

const isKey = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

const isKeyList = (value: unknown): value is string | readonly string[] =>
  isKey(value) || (Array.isArray(value) && value.length > 0 && value.every(isKey));

const listed = (options: readonly string[]): string => `${options.slice(0, -1).join(', ')} or ${options.at(-1)}`;
