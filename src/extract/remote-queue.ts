import { type RemoteSettings, RemoteUnavailable } from './remote-request.ts';

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** After it failed, a service is left alone for so long: each article would wait for it in vain. */
const COOL_DOWN_MS = 15_000;

/** Gathers what is asked for at about the same time into requests, so many at a time. */
export class RemoteQueue<Item, Answer> {
  readonly #settings: Pick<RemoteSettings, 'batchSize' | 'concurrency'>;
  readonly #ask: (items: readonly Item[], signal?: AbortSignal) => Promise<readonly Answer[]>;
  #waiting: Waiting<Item, Answer>[] = [];
  #running = 0;
  #isScheduled = false;
  #failure: { readonly reason: string; readonly untilMs: number } | null = null;

  /** `ask` gives one answer for each item, or throws for all. */
  constructor(
    settings: Pick<RemoteSettings, 'batchSize' | 'concurrency'>,
    ask: (items: readonly Item[], signal?: AbortSignal) => Promise<readonly Answer[]>,
  ) {
    this.#settings = settings;
    this.#ask = ask;
  }

  /** @throws RemoteUnavailable */
  add(item: Item, signal?: AbortSignal): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, signal, resolve, reject });
      if (this.#isScheduled) return;
      this.#isScheduled = true;
      // What else is asked for in this turn of the event loop goes along.
      setImmediate(() => {
        this.#isScheduled = false;
        this.#start();
      });
    });
  }

  #start(): void {
    if (this.#failure !== null && performance.now() < this.#failure.untilMs) {
      const { reason } = this.#failure;
      for (const { reject } of this.#waiting.splice(0)) reject(new RemoteUnavailable(reason));
      return;
    }
    while (this.#running < this.#settings.concurrency && this.#waiting.length > 0) {
      this.#running++;
      void this.#send(this.#waiting.splice(0, this.#settings.batchSize));
    }
  }

  async #send(batch: readonly Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await this.#ask(
        batch.map(({ item }) => item),
        batch[0]?.signal,
      );
      this.#failure = null;
      for (const [at, { resolve }] of batch.entries()) resolve(answers[at] as Answer);
    } catch (error) {
      if (error instanceof RemoteUnavailable)
        this.#failure = { reason: error.message, untilMs: performance.now() + COOL_DOWN_MS };
      for (const { reject } of batch) reject(error);
    } finally {
      this.#running--;
      this.#start();
    }
  }
}
