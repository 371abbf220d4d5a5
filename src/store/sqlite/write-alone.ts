/**
 * Runs one writer of a file after the other, within this thread.
 *
 * The libSQL driver waits for SQLite's write lock without giving the thread back, so a second connection of
 * one thread would wait for a first that can never commit. Between threads and processes the busy timeout
 * does it.
 */
export async function writeAlone<T>(path: string, work: () => Promise<T>): Promise<T> {
  const previous = lastWriters.get(path) ?? Promise.resolve();
  const result = previous.then(work);
  const done = result.then(
    () => {},
    () => {},
  );
  lastWriters.set(path, done);
  try {
    return await result;
  } finally {
    if (lastWriters.get(path) === done) lastWriters.delete(path);
  }
}

/** By absolute path; settles when the last writer in line is done. */
const lastWriters = new Map<string, Promise<void>>();
