import { hostname } from 'node:os';
import { digestOf } from '../../model/ids.ts';

/** Who runs a run: enough for a later process to find out whether it still lives. */
export interface RunProcess {
  readonly processId: number;
  /** SHA-256 of the host's name. */
  readonly host: string;
}

export const thisProcess = (): RunProcess => ({ processId: process.pid, host: digestOf(hostname()) });

/** Without a sign of life for so long, a run on another host is taken for dead; one gives a sign every half minute. */
const LONGEST_SILENCE_MS = 10 * 60_000;

/**
 * Whether a run that says RUNNING can no longer be. `isOurs`: this very process has it open; a process of the
 * same id that has not is another one, as after the restart of a container.
 */
export function isDead(
  run: { readonly processId: number | null; readonly host: string | null; readonly heartbeatMs: number | null },
  { isOurs, nowMs }: { readonly isOurs: boolean; readonly nowMs: number },
): boolean {
  if (isOurs) return false;
  if (run.heartbeatMs === null || nowMs - run.heartbeatMs > LONGEST_SILENCE_MS) return true;
  const { processId, host } = thisProcess();
  if (run.host !== host || run.processId === null) return false;
  return run.processId === processId || !isAlive(run.processId);
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // It is there, but another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
