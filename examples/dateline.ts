/** Where Dateline answers. */
export const DATELINE = process.env.DATELINE_URL ?? 'http://localhost:4000/graphql';
