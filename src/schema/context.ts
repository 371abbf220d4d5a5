import type { Reader } from '../store/read/reader.ts';

/** What every resolver is given. Made anew for each request. */
export interface GraphContext {
  /** The one door to the stored graph. */
  readonly reader: Reader;
}
