import type { Extractor } from '../extract/extractor.ts';
import type { Gazetteer } from '../extract/gazetteer.ts';
import { completeWithRemotes } from './completed-interpreter.ts';
import { type Interpreter, versionNameOf } from './interpreter.ts';
import { RemoteExtractors, type RemoteOptions } from './remote-extractors.ts';
import type { Tally } from './tally.ts';

/** The services of a run; null when none is set up. */
export async function openRemotes({
  remote,
  gazetteer,
  signal,
}: {
  readonly remote?: RemoteOptions;
  readonly gazetteer: Gazetteer;
  readonly signal?: AbortSignal;
}): Promise<RemoteExtractors | null> {
  return remote === undefined || remote.remotes.length === 0
    ? null
    : await RemoteExtractors.open(remote, gazetteer, signal);
}

export const withRemotes = (interpreter: Interpreter, remotes: RemoteExtractors | null, tally: Tally): Interpreter =>
  remotes === null
    ? interpreter
    : completeWithRemotes(interpreter, remotes, (problem, sourceKey) => tally.problem(problem, sourceKey));

/** Whether an article was extracted by all that would be asked about it now. */
export const isExtractedBy = (version: string, own: Extractor, remotes: RemoteExtractors | null): boolean =>
  remotes === null ? version === versionNameOf(own) : remotes.isCurrent(version, own);
