import type { Problem } from '../model/problem.ts';
import type { DocumentOutcome, ExtractOutcome, FileOutcome, Interpreter } from './interpreter.ts';
import type { RemoteExtractors } from './remote-extractors.ts';

type OnProblem = (problem: Problem, sourceKey: string) => void;

/**
 * An interpreter that asks services about every article that another one took. The waiting happens in this thread and
 * keeps no other from reading, parsing and extracting: more is in hand at a time.
 */
export function completeWithRemotes(inner: Interpreter, remotes: RemoteExtractors, onProblem: OnProblem): Interpreter {
  return {
    ...inner,
    parallelism: inner.parallelism + TASKS_AWAY,
    async interpret(task, signal) {
      const { outcomes, timings } = await inner.interpret(task, signal);
      const sourceKey = task.settings.key;
      const complete = async <T extends DocumentOutcome | { readonly kind: 'UNCHANGED' }>(outcome: T): Promise<T> => {
        if (outcome.kind !== 'TAKEN') return outcome;
        const { facts, document, extraction: own } = outcome;
        const { path } = facts;
        const told = { onProblem: (problem: Problem) => onProblem(problem, sourceKey), signal };
        return { ...outcome, extraction: await remotes.complete({ document, sourceKey, path, own }, told) };
      };
      const completed = outcomes.map(async (outcome): Promise<FileOutcome> => {
        if (outcome.kind === 'FEED') return { ...outcome, items: await Promise.all(outcome.items.map(complete)) };
        return outcome.kind === 'TAKEN' ? await complete(outcome) : outcome;
      });
      return { outcomes: await Promise.all(completed), timings };
    },
    async extract(documents, signal) {
      const { outcomes, timings } = await inner.extract(documents, signal);
      const completed = outcomes.map(async (outcome, at): Promise<ExtractOutcome> => {
        const asked = documents[at];
        if (outcome.kind === 'FAILED' || asked === undefined) return outcome;
        const { document, sourceKey, path = null } = asked;
        const told = { onProblem: (problem: Problem) => onProblem({ ...problem, path }, sourceKey), signal };
        const article = { document, sourceKey, path: path ?? '', own: outcome.extraction };
        return { kind: 'EXTRACTED', extraction: await remotes.complete(article, told) };
      });
      return { outcomes: await Promise.all(completed), timings };
    },
    // A transaction that is open must not wait for anyone: the next run asks about that article.
    extractAlone: inner.extract,
  };
}

/** Tasks that may wait for an answer while the threads have work. */
const TASKS_AWAY = 4;
