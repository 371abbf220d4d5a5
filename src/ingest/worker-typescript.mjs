// What a worker thread loads when the program runs from its TypeScript sources, in development and in tests:
// threads do not inherit the loader. The compiled program loads worker.js itself.
import { register } from 'tsx/esm/api';

register();
export const { interpret, extract, prepare } = await import('./worker.ts');
