import { describe, expect, test } from 'vitest';
import { FeedRoute } from '../../src/source/feed-route.ts';

describe('the way to a feed', () => {
  test('from https to http is told, and taken', () => {
    const route = new FeedRoute('https://a.example/feed?key=hunter2', 5);
    expect(route.goOn('http://b.example/feed', false)).toBeNull();
    expect(route.at).toBe('http://b.example/feed');
    expect(route.warnings).toMatchObject([
      { code: 'FEED_REDIRECTED', message: expect.stringContaining('not encrypted') },
    ]);
    expect(JSON.stringify(route.warnings)).not.toContain('hunter2');
  });
  test('from http to https is nobody’s trouble', () => {
    const route = new FeedRoute('http://a.example/feed', 5);
    expect(route.goOn('https://a.example/feed', false)).toBeNull();
    expect(route.warnings).toEqual([]);
  });
});
