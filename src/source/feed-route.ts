import type { Problem } from '../model/problem.ts';
import { feedFailure, feedWarning, showUrl } from './feed-problem.ts';

/** The way from a feed's address to where its bytes are, redirect by redirect. */
export class FeedRoute {
  /** Where it has come to. */
  at: string;
  private readonly start: string;
  private readonly maxRedirects: number;
  private readonly visited = new Set<string>();
  /** Where the feed has moved for good: behind the permanent redirects that the way began with. */
  private home: string;
  private isDowngraded = false;

  constructor(url: string, maxRedirects: number) {
    this.start = url;
    this.at = url;
    this.home = url;
    this.maxRedirects = maxRedirects;
    this.visited.add(url);
  }

  /** Takes one redirect; the problem is why it cannot be taken. */
  goOn(location: string, isPermanent: boolean): Problem | null {
    const next = targetOf(location, this.at);
    if (next === null) return this.deadEnd(`to “${location.slice(0, 100)}”, which is no http or https address`);
    if (this.visited.has(next)) return this.deadEnd(`in a circle, back to ${showUrl(next)}`);
    if (this.visited.size > this.maxRedirects)
      return this.deadEnd(`on and on: after ${this.maxRedirects} redirects there was one more`);
    if (this.at.startsWith('https:') && next.startsWith('http:')) this.isDowngraded = true;
    if (isPermanent && this.home === this.at) this.home = next;
    this.visited.add(next);
    this.at = next;
    return null;
  }

  get warnings(): readonly Problem[] {
    const warnings: Problem[] = [];
    if (this.home !== this.start)
      warnings.push(
        feedWarning(
          'FEED_REDIRECTED',
          `The feed has moved for good from ${showUrl(this.start)} to ${this.home}`,
          'Use the new address, with --source and the key it has now, so that it stays the same source.',
        ),
      );
    if (this.isDowngraded)
      warnings.push(
        feedWarning(
          'FEED_REDIRECTED',
          `${showUrl(this.start)} redirects to ${showUrl(this.at)}, which is not encrypted: anyone on the way may have changed it.`,
          'Use an https address if the site has one.',
        ),
      );
    return warnings;
  }

  private deadEnd(where: string): Problem {
    return feedFailure(
      'FEED_REDIRECT_FAILED',
      `${showUrl(this.start)} redirects ${where}.`,
      'Open the address in a browser and use the one it ends at, or tell whoever runs the server.',
    );
  }
}

/** Without the fragment, which is never sent; null for what is no address to fetch from. */
function targetOf(location: string, base: string): string | null {
  if (!URL.canParse(location, base)) return null;
  const url = new URL(location, base);
  url.hash = '';
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
}
