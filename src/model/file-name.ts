/** Lower-case, without the dot; empty when there is none, as of a dot file. `path`: a name, or one behind folders. */
export const extensionOf = (path: string): string => (/[^/]\.([^./]+)$/.exec(path)?.[1] ?? '').toLowerCase();
