import { expect, test } from 'vitest';
import { isFeedFile } from '../../src/model/feed-file.ts';

test.each(['feed.xml', 'a/b/index.RSS', 'x.atom', 'x.rdf', 'feed.json', '青海.xml'])('%s may be a feed', (path) => {
  expect(isFeedFile(path)).toBe(true);
});
test.each(['dateline.json', 'a/package.json', 'a/Package-Lock.json', 'a.md', 'xml', '.xml', 'a.xml.gz', 'a.xml/b', ''])(
  '%s is never looked at',
  (path) => {
    expect(isFeedFile(path)).toBe(false);
  },
);
