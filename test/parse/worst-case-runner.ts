import { parseDocument } from '../../src/parse/parse.ts';
import { NOW, SETTINGS } from './settings.ts';
import { HANG, ORDINARY, WORST_CASES, type WorstCase } from './worst-case-list.ts';

export interface Timing {
  /** Of the whole process, collecting garbage included. */
  readonly cpuMs: number;
  readonly kind: string;
}

const ordinary: WorstCase = {
  name: 'an ordinary article',
  path: 'a.md',
  build: (size) =>
    `---\ntitle: 平常\n---\n${'这是**平常**的一段，见[别处](https://example.org/a)。\n\n'.repeat(size / 75)}`,
};

// A process of its own: it can be ended whatever it is doing.
process.on('message', ({ index, size }: { readonly index: number; readonly size: number }) => {
  if (index === HANG) for (;;);
  const { path, build } = index === ORDINARY ? ordinary : (WORST_CASES[index] as WorstCase);
  const built = build(size);
  const bytes = typeof built === 'string' ? new TextEncoder().encode(built) : built;
  const before = process.cpuUsage();
  const { kind } = parseDocument({ path, bytes }, SETTINGS, NOW);
  const { user, system } = process.cpuUsage(before);
  process.send?.({ cpuMs: (user + system) / 1000, kind } satisfies Timing);
});
