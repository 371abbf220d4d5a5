import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { entityGraphOf, rollUp } from '../../src/extract/roll-up.ts';
import type { MentionTarget } from '../../src/model/mention.ts';
import { parsed } from '../parse/settings.ts';
import { gazetteer, read } from './scene.ts';

/**
 * Whole extractions of whole articles, compared in all they say: every mention with its span, target, value and rule,
 * every entity that is not from the gazetteer, every roll-up. After a change that is meant, read what changed:
 *
 *     npx vitest run test/extract/golden.test.ts -u && git diff test/extract/golden
 */
const GOLDEN = fileURLToPath(new URL('golden', import.meta.url));
const SAMPLE = fileURLToPath(new URL('../../seeds/articles/sina-finance/qinghai-bitcoin-mining.md', import.meta.url));

const articles: readonly (readonly [string, string])[] = [
  ['qinghai-bitcoin-mining', SAMPLE],
  ...readdirSync(GOLDEN)
    .filter((name) => name.endsWith('.md'))
    .map((name) => [name.slice(0, -'.md'.length), join(GOLDEN, name)] as const),
];

describe('golden extractions', () => {
  test('there are some, each with what is expected of it', () => {
    expect(articles.length).toBeGreaterThanOrEqual(3);
    const expected = readdirSync(GOLDEN).filter((name) => name.endsWith('.expected.json'));
    expect(expected.sort()).toEqual(articles.map(([name]) => `${name}.expected.json`).sort());
  });

  test.each(articles)('%s', async (name, path) => {
    const account = accountOf(path);
    expect(account.mentions.length).toBeGreaterThan(10);
    await expect(`${JSON.stringify(account, null, 1)}\n`).toMatchFileSnapshot(join(GOLDEN, `${name}.expected.json`));
  });
});

function accountOf(path: string) {
  const document = parsed(readFileSync(path, 'utf8'), 'article.md');
  const { title, text, publication, credits, language } = document;
  const { mentions, entities } = read(text, { title, publication, credits, language });
  const length = { titleLength: title.length, textLength: text.length };
  const rollUps = rollUp(mentions, length, entityGraphOf(entities, gazetteer));
  return {
    mentions: mentions.map(({ field, start, end, surface, type, target, value, rule, nested }) =>
      // One line each, so that a change shows as one.
      [field, start, end, surface, type, targetOf(target), value, rule, nested].map(String).join(' | '),
    ),
    entities: entities.map(({ key, name, subtype, parentKey, jurisdictionKey, issuerKey, aliases }) => ({
      key,
      name,
      subtype,
      parentKey,
      jurisdictionKey,
      issuerKey,
      aliases: aliases.map(({ kind, form }) => `${kind}:${form}`),
    })),
    rollUps: rollUps.map(({ key, directCount, totalCount, titleCount, via, firstField, firstStart, salience }) =>
      [key, directCount, totalCount, titleCount, via.join('+'), firstField, firstStart, salience]
        .map(String)
        .join(' | '),
    ),
  };
}

function targetOf(target: MentionTarget): string {
  if (target.kind === 'LINKED') return target.key;
  return target.kind === 'NONE' ? '' : target.candidates.map(({ key, score }) => `${key} ${score}`).join(', ');
}
