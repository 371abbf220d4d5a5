export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Which span covers each offset of a text, so that asking costs the length of the question and not the
 * number of spans: an article may hold a hundred thousand. A span added later hides what it covers.
 */
export class SpanMap<T extends Span> {
  readonly #cells: Int32Array;
  readonly #spans: T[] = [];

  constructor(length: number, spans: readonly T[] = []) {
    this.#cells = new Int32Array(length);
    for (const span of spans) this.add(span);
  }

  add(span: T): void {
    this.#spans.push(span);
    this.#cells.fill(this.#spans.length, span.start, span.end);
  }

  /** The span that covers `offset`. */
  at(offset: number): T | undefined {
    return this.#spans[(this.#cells[offset] ?? 0) - 1];
  }

  /** True when nothing covers any of it. */
  isFree({ start, end }: Span): boolean {
    for (let i = start; i < end; i++) if (this.#cells[i] !== 0) return false;
    return true;
  }

  /** Spans seen from `start` to `end`, each once, in order; `undefined` where there is a gap. */
  over({ start, end }: Span): readonly (T | undefined)[] {
    const seen: (T | undefined)[] = [];
    for (let i = start; i < end; i++) if (i === start || this.#cells[i] !== this.#cells[i - 1]) seen.push(this.at(i));
    return seen;
  }

  /** The nearest span that ends at or before `offset`, no further back than `reach`. */
  before(offset: number, reach: number): T | undefined {
    for (let i = offset - 1; i >= Math.max(0, offset - reach - 1); i--) {
      const span = this.at(i);
      if (span !== undefined && span.end <= offset) return span;
    }
    return undefined;
  }
}
