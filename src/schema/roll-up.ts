import { VIA_KINDS, type Via } from '../model/roll-up.ts';

/** The set that a stored bit set stands for. */
export const viaOf = (bits: number): Via[] => VIA_KINDS.filter((_, index) => (bits & (1 << index)) !== 0);
