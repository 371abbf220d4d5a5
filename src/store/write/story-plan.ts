import type { StoryRow, TargetStory } from './story-graph.ts';

/** Which row each story gets, and which rows go. */
export interface StoryPlan {
  readonly assigned: readonly AssignedStory[];
  readonly removed: readonly number[];
  /** By how much the number of articles that are not the first of their story grows. */
  readonly copies: number;
}

interface AssignedStory {
  /** Null for a new one. */
  readonly id: number | null;
  readonly row: Omit<StoryRow, 'id'>;
  readonly isChanged: boolean;
  readonly members: TargetStory['members'];
}

/**
 * Gives stories the rows that most of their articles are in already, so that little moves. A row goes to one story
 * at most. Groups of one article are no story (null).
 */
export function assignStories(targets: readonly (TargetStory | null)[], rows: readonly StoryRow[]): StoryPlan {
  const stories = targets.filter((target) => target !== null);
  const claims = stories
    .flatMap((story) => [...shares(story)].map(([id, share]) => ({ story, id, share })))
    .sort((a, b) => b.share - a.share || a.id - b.id);
  const idOf = new Map<TargetStory, number>();
  const taken = new Set<number>();
  for (const { story, id } of claims) {
    if (idOf.has(story) || taken.has(id)) continue;
    idOf.set(story, id);
    taken.add(id);
  }
  const known = new Map(rows.map((row) => [row.id, row]));
  return {
    assigned: stories.map((story) => {
      const id = idOf.get(story) ?? null;
      const row = { key: story.key, originalId: story.originalId, articleCount: story.members.length };
      const old = id === null ? undefined : known.get(id);
      const isChanged =
        old?.key !== row.key || old.originalId !== row.originalId || old.articleCount !== row.articleCount;
      return { id, row, isChanged, members: story.members };
    }),
    removed: rows.flatMap((row) => (taken.has(row.id) ? [] : [row.id])),
    copies:
      stories.reduce((sum, story) => sum + story.members.length - 1, 0) -
      rows.reduce((sum, row) => sum + row.articleCount - 1, 0),
  };
}

/** How many of a story's articles are in each row already. */
function shares({ members }: TargetStory): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { member } of members)
    if (member.storyId !== null) counts.set(member.storyId, (counts.get(member.storyId) ?? 0) + 1);
  return counts;
}
