/** Not a cell: the feature has no weights. */
export const NO_CELL = -1;

/**
 * Where the weights of a feature lie: an open-addressing table from a 32-bit key to its first cell (a cell
 * holds one weight per label). Two features with one key share their weights; with 32 bits that is rare.
 */
export class FeatureIndex {
  /** Key and cell + 1 side by side, so that a look-up touches one line of the cache; 0 is empty. */
  #slots: Int32Array;
  #mask: number;
  #size = 0;

  constructor(expected: number) {
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(16, expected * 2)));
    this.#slots = new Int32Array(2 * capacity);
    this.#mask = capacity - 1;
  }

  get size(): number {
    return this.#size;
  }

  find(key: number): number {
    const mask = this.#mask;
    const slots = this.#slots;
    for (let slot = key & mask; ; slot = (slot + 1) & mask) {
      const cell = slots[2 * slot + 1] as number;
      if (cell === 0 || slots[2 * slot] === key) return cell - 1;
    }
  }

  set(key: number, cell: number): void {
    if (this.#size * 2 > this.#mask) this.#grow();
    const slots = this.#slots;
    let slot = key & this.#mask;
    while (slots[2 * slot + 1] !== 0 && slots[2 * slot] !== key) slot = (slot + 1) & this.#mask;
    if (slots[2 * slot + 1] === 0) this.#size++;
    slots[2 * slot] = key;
    slots[2 * slot + 1] = cell + 1;
  }

  /** Keys and their cells, in no order that means anything. */
  *entries(): Generator<readonly [key: number, cell: number]> {
    for (let slot = 0; slot <= this.#mask; slot++) {
      const cell = this.#slots[2 * slot + 1] as number;
      if (cell !== 0) yield [this.#slots[2 * slot] as number, cell - 1];
    }
  }

  #grow(): void {
    const larger = new FeatureIndex(this.#mask + 1);
    for (const [key, cell] of this.entries()) larger.set(key, cell);
    this.#slots = larger.#slots;
    this.#mask = larger.#mask;
  }
}
