import { foldCharacters } from '../model/fold.ts';

/**
 * BCP 47 by the share of scripts: `zh-Hans` or `zh-Hant` (by how many characters have a simplified form
 * they do not take), `ja`, `ko`, `en` for Latin text that looks English, else `und`.
 */
export function detectLanguage(text: string): string {
  const sample = text.slice(0, SAMPLE_LENGTH);
  const { han, kana, hangul, english, foreign, other } = countScripts(sample);
  const latin = english + foreign;
  // A Han character says about as much as a short word, hence the weight against letters.
  const wide = han + kana + hangul;
  if (wide > 0 && wide * 4 >= latin + other) {
    if (hangul > wide / 2) return 'ko';
    if (kana > wide * 0.1) return 'ja';
    return isTraditional(sample, han) ? 'zh-Hant' : 'zh-Hans';
  }
  if (latin === 0 || other > latin) return 'und';
  return foreign > latin * MAX_FOREIGN_SHARE ? 'und' : 'en';
}

/**
 * A declared language in the form that {@link detectLanguage} uses (`zh-CN` → `zh-Hans`), or null when it is
 * no language tag.
 */
export function canonicalLanguage(declared: string): string | null {
  let known = canonical.get(declared);
  if (known === undefined) {
    known = readLanguage(declared);
    if (canonical.size >= MAX_KNOWN) canonical.clear();
    canonical.set(declared, known);
  }
  return known;
}

/** An archive declares a few, in each of its documents. */
const canonical = new Map<string, string | null>();
const MAX_KNOWN = 100;

function readLanguage(declared: string): string | null {
  try {
    const locale = new Intl.Locale(declared.trim().replaceAll('_', '-'));
    if (locale.language !== 'zh') return locale.language === 'und' ? null : locale.baseName;
    return locale.maximize().script === 'Hant' ? 'zh-Hant' : 'zh-Hans';
  } catch {
    return LANGUAGE_NAMES[declared.trim().toLowerCase()] ?? null;
  }
}

const SAMPLE_LENGTH = 20_000;
/** English borrows few letters; German, French and Vietnamese need more than this. */
const MAX_FOREIGN_SHARE = 0.015;
/** In traditional text about every third character differs from its simplified form, in simplified nearly none. */
const MIN_TRADITIONAL_SHARE = 0.08;

const LANGUAGE_NAMES: Readonly<Record<string, string>> = {
  english: 'en',
  chinese: 'zh-Hans',
  中文: 'zh-Hans',
  简体中文: 'zh-Hans',
  繁體中文: 'zh-Hant',
};

interface ScriptCounts {
  han: number;
  kana: number;
  hangul: number;
  /** A to Z. */
  english: number;
  /** Latin letters with marks. */
  foreign: number;
  /** Letters of other scripts. */
  other: number;
}

// By block rather than by script property: this runs over every article, and a rare ideograph more or less changes nothing.
function countScripts(text: string): ScriptCounts {
  const counts: ScriptCounts = { han: 0, kana: 0, hangul: 0, english: 0, foreign: 0, other: 0 };
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) {
      if ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) counts.english++;
    } else if (code >= 0x3400 && code <= 0x9fff) counts.han++;
    else if (code >= 0x3041 && code <= 0x30ff) counts.kana++;
    else if (code >= 0xac00 && code <= 0xd7a3) counts.hangul++;
    else if ((code >= 0xc0 && code <= 0x24f) || (code >= 0x1e00 && code <= 0x1eff)) counts.foreign++;
    else if (code >= 0x370 && code < 0x1e00) counts.other++;
  }
  return counts;
}

function isTraditional(text: string, han: number): boolean {
  const simplified = foldCharacters(text);
  if (simplified === text) return false;
  let changed = 0;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== simplified.charCodeAt(i)) changed++;
  return changed > han * MIN_TRADITIONAL_SHARE;
}
