import type { Analyze } from '../model/analysis.ts';
import type { Reader } from '../store/read/reader.ts';
import type { RevisionWatch } from '../store/revision-watch.ts';

/** What every resolver is given. Made anew for each request. */
export interface GraphContext {
  /**
   * The one door to the stored graph. When it is mixed after an operation, a writer came between statements:
   * our server executes the operation again (server/one-revision.ts), and so should any other.
   */
  readonly reader: Reader;
  /** Tells when content was committed; without it `articleChanged` is refused. */
  readonly revisions?: RevisionWatch;
  /** Reads a text that is not kept; without it `analyze` is refused. */
  readonly analyze?: Analyze;
}
