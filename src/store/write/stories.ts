import type { Statements } from '../database.ts';
import { updateRows } from './bulk.ts';
import type { CounterDeltas } from './counters.ts';
import { countStories, type StoryPlaces } from './story-counts.ts';
import { groupCopies, type Member, toStory } from './story-graph.ts';
import { assignStories, type StoryPlan } from './story-plan.ts';
import { loadMembers, loadMembersOf, loadNeighbours, loadStories, removeStories, saveStories } from './story-rows.ts';

/**
 * Brings the stories into line with the articles after a batch: near-copies of one piece of writing are a story.
 *
 * Stories are the connected components of a graph whose edges are pairs of articles that have a band of their
 * signatures in common and are alike enough (`likeness.ts`): a function of the articles there are, whatever the
 * order they came in and whatever was there before. Only what the batch can have changed is looked at: its
 * articles, their neighbours by band, and the stories that any of these are or were in.
 *
 * `changed`: articles written or renamed, by id. `before`: where those, and the removed ones, stood
 * (`loadStoryPlaces` before anything was written). One statement when nothing has a copy, else a fixed number.
 */
export async function regroupStories(
  statements: Statements,
  { changed, before }: { readonly changed: readonly number[]; readonly before: StoryPlaces },
  deltas: CounterDeltas,
): Promise<void> {
  const shaken = new Set([...before.values()].map((place) => place.storyId));
  const loose = await loadMembersOf(statements, [...shaken]);
  const known = new Set(loose.map((member) => member.id));
  const focus = new Set([...changed, ...known]);
  const neighbours = await loadNeighbours(statements, [...focus]);
  if (neighbours.length === 0 && shaken.size === 0) return;

  const near = await loadMembers(
    statements,
    neighbours.filter((id) => !known.has(id)),
  );
  const intact = new Set(storyIdsOf(near).filter((id) => !shaken.has(id)));
  const touched = groupCopies([...loose, ...near], focus, intact).filter((group) =>
    group.some((member) => focus.has(member.id)),
  );
  const grown = [...new Set(touched.flatMap(storyIdsOf))].filter((id) => intact.has(id));
  const groups = completeGroups(touched, await loadMembersOf(statements, grown));
  const plan = assignStories(groups.map(toStory), await loadStories(statements, [...shaken, ...grown]));
  const storyIdOf = await writeStories(statements, groups, plan);
  deltas.copies += plan.copies;
  await countStories(statements, { before, changed: new Set(changed), members: groups.flat(), storyIdOf }, deltas);
}

const storyIdsOf = (members: readonly Member[]): number[] =>
  members.flatMap(({ storyId }) => (storyId === null ? [] : [storyId]));

/** Adds those articles of grown stories that no band led to. A story that was left whole lies in one group. */
function completeGroups(groups: readonly Member[][], ofGrown: readonly Member[]): Member[][] {
  const known = new Set(groups.flat().map((member) => member.id));
  const missing = new Map<number, Member[]>();
  for (const member of ofGrown) {
    if (known.has(member.id)) continue;
    const storyId = member.storyId as number;
    const list = missing.get(storyId);
    if (list) list.push(member);
    else missing.set(storyId, [member]);
  }
  return groups.map((group) => [...group, ...[...new Set(storyIdsOf(group))].flatMap((id) => missing.get(id) ?? [])]);
}

/** Writes what differs; gives each article's story from now on. */
async function writeStories(
  statements: Statements,
  groups: readonly Member[][],
  { assigned, removed }: StoryPlan,
): Promise<ReadonlyMap<number, number>> {
  const idByKey = await saveStories(statements, {
    added: assigned.flatMap(({ id, row }) => (id === null ? [row] : [])),
    updated: assigned.flatMap(({ id, row, isChanged }) => (id !== null && isChanged ? [{ id, ...row }] : [])),
    removed,
  });
  const places = new Map(
    assigned.flatMap(({ id, row, members }) =>
      members.map(({ member, score }) => [member.id, { storyId: id ?? (idByKey.get(row.key) as number), score }]),
    ),
  );
  const rows = groups.flat().flatMap((member) => {
    const { storyId, score } = places.get(member.id) ?? { storyId: null, score: null };
    return storyId === member.storyId && score === member.storyScore
      ? []
      : [{ id: member.id, storyId, storyScore: score }];
  });
  await updateRows(statements, 'Article', rows);
  await removeStories(statements, removed);
  return new Map([...places].map(([articleId, place]) => [articleId, place.storyId]));
}
