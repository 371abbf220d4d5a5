import { shortNamesOf } from './short-name.ts';

/**
 * By current code: names it had before, and names of divisions that became it or a part of it, full (襄樊市) and short
 * (襄樊). `csv` is the list of yescallop/areacodes: code, province, prefecture, name, level, status, from, until, and
 * the codes it went over to, each with a year in brackets where that was earlier.
 *
 * Successors are followed to the present. A division that went to more than `MOST_SUCCESSORS` names none of them, and
 * a name some division still bears means that one only.
 */
export function formerNames(csv: string): ReadonlyMap<string, readonly string[]> {
  const rows = csv
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','))
    .filter((cells) => cells.length === 9);
  const byCode = new Map<string, Division[]>();
  const taken = new Set<string>();
  for (const [code = '', , , name = '', , status, from = '', until = '', successors = ''] of rows) {
    if (status === IN_USE) for (const form of [name, ...shortNamesOf(name)]) taken.add(form);
    const division = { code, name, from, until, successors: successorsOf(successors, until) };
    byCode.set(code, [...(byCode.get(code) ?? []), division]);
  }
  const former = new Map<string, Set<string>>();
  for (const division of [...byCode.values()].flat()) {
    const { name } = division;
    if (division.until === '' || taken.has(name) || !/.{2}[市州盟县区旗]$|.县$/.test(name)) continue;
    const current = currentOf(division, byCode);
    if (current.size === 0 || current.size > MOST_SUCCESSORS) continue;
    const forms = [name, ...shortNamesOf(name).filter((form) => !taken.has(form))];
    for (const code of current) former.set(code, new Set([...(former.get(code) ?? []), ...forms]));
  }
  return new Map([...former].map(([code, forms]) => [code, [...forms].sort()]));
}

const MOST_SUCCESSORS = 3;
const IN_USE = '在用';

interface Division {
  readonly code: string;
  readonly name: string;
  /** Years; `until` is empty for what is in use. */
  readonly from: string;
  readonly until: string;
  readonly successors: readonly Successor[];
}

interface Successor {
  readonly code: string;
  readonly year: string;
}

/** 420602[1984];420606: each with the year it took over, by default that in which the division ended. */
function successorsOf(cell: string, until: string): readonly Successor[] {
  return cell
    .split(';')
    .filter((one) => one !== '')
    .map((one) => ({ code: one.slice(0, 6), year: /\[(\d{4})\]/.exec(one)?.[1] ?? until }));
}

/** Codes in use of what a division has become; codes have been given twice, so each is looked up in its year. */
function currentOf(division: Division, byCode: ReadonlyMap<string, readonly Division[]>): Set<string> {
  const current = new Set<string>();
  const seen = new Set<Division>([division]);
  const open = [division];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const { code, until } = one;
    if (until === '') {
      current.add(code);
      continue;
    }
    const renamed = byCode.get(code)?.find(({ from }) => from === until);
    for (const next of renamed === undefined ? one.successors : [{ code, year: until }]) {
      const found = byCode
        .get(next.code)
        ?.find(({ from, until: end }) => from <= next.year && (end === '' || end > next.year));
      if (found === undefined || seen.has(found)) continue;
      seen.add(found);
      open.push(found);
    }
  }
  return current;
}
