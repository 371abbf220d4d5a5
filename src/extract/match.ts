/** Finds every form that begins at an offset of a text; built once, read only, safe to share. */
export interface Matcher {
  /** Number of forms. */
  readonly size: number;
  /**
   * Ids of the forms that begin at `start` of `folded` and their exclusive ends, longest first, as
   * `[end, id, end, id, …]`. Empty for nearly every offset, and then without allocation.
   */
  at(folded: string, start: number): readonly number[];
}

/**
 * A trie in typed arrays: the first character through a direct table, every further one through an open
 * hash of (node, character). `forms` are matched as given, so fold them like the text; an id is a form's
 * index, and of equal forms the first wins.
 */
export function createMatcher(forms: readonly string[]): Matcher {
  const roots = new Int32Array(0x10000);
  const capacity = powerOfTwo(2 * forms.reduce((sum, form) => sum + form.length, 16));
  const mask = capacity - 1;
  const parents = new Int32Array(capacity);
  const codes = new Uint16Array(capacity);
  const children = new Int32Array(capacity);
  const formOf: number[] = [NONE];
  let nodes = 1;

  const slotOf = (node: number, code: number): number => {
    let slot = (Math.imul(node, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b)) & mask;
    while (children[slot] !== 0 && (parents[slot] !== node || codes[slot] !== code)) slot = (slot + 1) & mask;
    return slot;
  };

  forms.forEach((form, id) => {
    if (form === '') return;
    let node = roots[form.charCodeAt(0)] as number;
    if (node === 0) {
      node = nodes++;
      formOf[node] = NONE;
      roots[form.charCodeAt(0)] = node;
    }
    for (let i = 1; i < form.length; i++) {
      const code = form.charCodeAt(i);
      const slot = slotOf(node, code);
      if (children[slot] === 0) {
        parents[slot] = node;
        codes[slot] = code;
        children[slot] = nodes;
        formOf[nodes++] = NONE;
      }
      node = children[slot] as number;
    }
    if (formOf[node] === NONE) formOf[node] = id;
  });
  const ids = Int32Array.from(formOf);

  return {
    size: forms.length,
    at(folded, start) {
      let node = roots[folded.charCodeAt(start)] as number;
      if (Number.isNaN(folded.charCodeAt(start)) || node === 0) return NOTHING;
      let found: number[] | undefined;
      for (let end = start + 1; node !== 0; end++) {
        const id = ids[node] as number;
        if (id !== NONE) {
          found ??= [];
          found.unshift(end, id);
        }
        if (end >= folded.length) break;
        node = children[slotOf(node, folded.charCodeAt(end))] as number;
      }
      return found ?? NOTHING;
    },
  };
}

const NONE = -1;
const NOTHING: readonly number[] = Object.freeze([]);

function powerOfTwo(least: number): number {
  let size = 1;
  while (size < least) size *= 2;
  return size;
}
