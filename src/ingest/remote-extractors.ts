import type { ExtractInput, Extraction, Extractor } from '../extract/extractor.ts';
import type { Gazetteer } from '../extract/gazetteer.ts';
import { mergeExtractions } from '../extract/merge.ts';
import { createRemoteExtractor, identifyRemote, RemoteAnswerInvalid } from '../extract/remote.ts';
import { type RemoteSettings, RemoteUnavailable, shownAddress } from '../extract/remote-request.ts';
import type { ParsedDocument } from '../model/document.ts';
import type { Problem } from '../model/problem.ts';
import type { ArticleExtraction } from '../store/write/batch.ts';
import { finishExtraction, toExtractInput } from './extract-article.ts';
import { versionNameOf } from './interpreter.ts';

/** Extractors behind HTTP that a run asks beside the one of its own. */
export interface RemoteOptions {
  readonly remotes: readonly RemoteSettings[];
  /** What a person has to say to the findings of all together. */
  readonly correct: (extraction: Extraction, input: ExtractInput) => Extraction;
}

/** An article that others are asked about, too. */
export interface AskedArticle {
  readonly document: ParsedDocument;
  readonly sourceKey: string;
  readonly path: string;
  /** What was found in it by this program itself. */
  readonly own: ArticleExtraction;
}

interface OpenRemote {
  readonly extractor: Extractor;
  readonly settings: RemoteSettings;
  /** Articles that went without it, and why the first one did. */
  missed: number;
  reason: string;
}

/**
 * The services of one run, asked once who they are. What one of them does not answer is left as this program found
 * it: the article's extractor version tells that it was not asked, so that the next run asks again.
 */
export class RemoteExtractors {
  readonly #options: RemoteOptions;
  readonly #gazetteer: Gazetteer;
  readonly #open: OpenRemote[] = [];
  readonly #problems: Problem[] = [];

  private constructor(options: RemoteOptions, gazetteer: Gazetteer) {
    this.#options = options;
    this.#gazetteer = gazetteer;
  }

  static async open(options: RemoteOptions, gazetteer: Gazetteer, signal?: AbortSignal): Promise<RemoteExtractors> {
    const remotes = new RemoteExtractors(options, gazetteer);
    const identified = await Promise.all(options.remotes.map((settings) => remotes.#identify(settings, signal)));
    remotes.#open.push(...identified.filter((remote) => remote !== null));
    return remotes;
  }

  /** Whether an article was extracted by all that can be asked now; what only an absent one could add is no reason. */
  isCurrent(extractorVersion: string, own: Extractor): boolean {
    const expected = [own, ...this.#open.map(({ extractor }) => extractor)].map(versionNameOf);
    if (this.#open.length === this.#options.remotes.length) return extractorVersion === expected.join(' ');
    const parts = extractorVersion.split(' ');
    return expected.every((name) => name.split(' ').every((part) => parts.includes(part)));
  }

  /** The article's findings with those of the services; `onProblem` is told of an answer that was refused. */
  async complete(
    { document, sourceKey, path, own }: AskedArticle,
    { onProblem, signal }: { readonly onProblem: (problem: Problem) => void; readonly signal?: AbortSignal },
  ): Promise<ArticleExtraction> {
    const input = toExtractInput(document, sourceKey);
    const answers = await Promise.all(
      this.#open.map(async (remote) => {
        try {
          const extraction = await remote.extractor.extract(input, { gazetteer: this.#gazetteer }, signal);
          return [{ extraction, priority: remote.settings.priority, version: versionNameOf(remote.extractor) }];
        } catch (error) {
          signal?.throwIfAborted();
          if (error instanceof RemoteUnavailable) this.#miss(remote, error.message);
          else if (error instanceof RemoteAnswerInvalid) onProblem(answerRefused(remote, path, error.message));
          else throw error;
          return [];
        }
      }),
    );
    const found = answers.flat();
    // Whoever set up a service wants to hear it: of equals in every respect its finding is the one that stays.
    const merged = mergeExtractions([...found, { extraction: own, priority: 0 }]);
    return finishExtraction(document, this.#options.correct(merged, input), {
      gazetteer: this.#gazetteer,
      extractorVersion: [own.extractorVersion, ...found.map(({ version }) => version)].join(' '),
    });
  }

  /** What is to be told of the services at the end of a run. */
  problems(): readonly Problem[] {
    const missed = this.#open.filter((remote) => remote.missed > 0);
    return [
      ...this.#problems,
      ...missed.map(({ extractor, settings, missed: articles, reason }) =>
        unavailable(
          `${articles} ${articles === 1 ? 'article was' : 'articles were'} extracted without ${extractor.id} at ${shownAddress(settings.url)}: ${reason}.`,
        ),
      ),
    ];
  }

  async #identify(settings: RemoteSettings, signal?: AbortSignal): Promise<OpenRemote | null> {
    try {
      const identity = await identifyRemote(settings, signal);
      return { extractor: createRemoteExtractor(settings, identity), settings, missed: 0, reason: '' };
    } catch (error) {
      if (!(error instanceof RemoteUnavailable)) throw error;
      const message = `The extractor at ${shownAddress(settings.url)} takes no part in this run: ${error.message}.`;
      this.#problems.push(unavailable(message));
      return null;
    }
  }

  #miss(remote: OpenRemote, reason: string): void {
    if (remote.missed === 0) remote.reason = reason;
    remote.missed++;
  }
}

const unavailable = (message: string): Problem => ({
  code: 'EXTRACTOR_UNAVAILABLE',
  severity: 'WARNING',
  path: null,
  line: null,
  message,
  hint: 'Articles have what the built-in rules find in them; the next run asks the extractor about them again.',
});

const answerRefused = ({ extractor }: OpenRemote, path: string, reason: string): Problem => ({
  code: 'EXTRACTOR_ANSWER_INVALID',
  severity: 'WARNING',
  path,
  line: null,
  message: `What ${extractor.id} answered about this article was refused: ${reason}.`,
  hint: 'Mend the extractor; the article has what the built-in rules find in it, and the next run asks again.',
});
