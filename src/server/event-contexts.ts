import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, execute } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Metrics } from './metrics.ts';
import { executeAtOneRevision } from './one-revision.ts';
import type { RevisionedReader, ServedContext } from './settings.ts';

/**
 * Executes each event of a subscription as an operation of its own: with a reader that knows nothing of the events
 * before, and at one revision of the content.
 */
export function useEventContexts(metrics: Pick<Metrics, 'countRerun'>): Plugin {
  return {
    onSubscribe({ setSubscribeFn }) {
      setSubscribeFn(async (args: ExecutionArgs) => {
        const events = await createSourceEventStream(args);
        return Symbol.asyncIterator in events ? mapEvents(events, args, metrics) : events;
      });
    },
  };
}

function mapEvents(
  source: AsyncIterable<unknown>,
  args: ExecutionArgs,
  metrics: Pick<Metrics, 'countRerun'>,
): AsyncIterableIterator<ExecutionResult> {
  const events = source[Symbol.asyncIterator]();
  const context = args.contextValue as ServedContext & { readonly reader: RevisionedReader };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      const event = await events.next();
      if (event.done) return { done: true, value: undefined };
      const contextValue = { ...context, reader: context.reader.renew() };
      const value = await executeAtOneRevision(execute, { ...args, rootValue: event.value, contextValue }, metrics);
      return { done: false, value };
    },
    // Not one after the other, as a generator does: whoever leaves does not wait for the next event.
    async return() {
      await events.return?.();
      return { done: true, value: undefined };
    },
  };
}
