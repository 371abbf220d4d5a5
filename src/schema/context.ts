import type { Reader } from '../store/read/reader.ts';

/** What every resolver is given. Made anew for each request. */
export interface GraphContext {
  /**
   * The one door to the stored graph. When it is mixed after an operation, a writer came between statements:
   * our server executes the operation again (server/one-revision.ts), and so should any other.
   */
  readonly reader: Reader;
}
