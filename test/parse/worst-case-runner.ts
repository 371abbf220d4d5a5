import { parseDocument } from '../../src/parse/parse.ts';
import { NOW, SETTINGS } from './settings.ts';
import { WORST_CASES } from './worst-case-list.ts';

export interface Timing {
  /** Of the whole process, collecting garbage included. */
  readonly cpuMs: number;
  readonly kind: string;
}

// A process of its own: it can be ended whatever it is doing.
process.on('message', ({ index, size }: { readonly index: number; readonly size: number }) => {
  if (index < 0) for (;;);
  const { path, build } = WORST_CASES[index] as (typeof WORST_CASES)[number];
  const built = build(size);
  const bytes = typeof built === 'string' ? new TextEncoder().encode(built) : built;
  const before = process.cpuUsage();
  const { kind } = parseDocument({ path, bytes }, SETTINGS, NOW);
  const { user, system } = process.cpuUsage(before);
  process.send?.({ cpuMs: (user + system) / 1000, kind } satisfies Timing);
});
