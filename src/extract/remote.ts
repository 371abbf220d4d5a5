import { randomUUID } from 'node:crypto';
import type { EntityKey, EntityRecord } from '../model/entity.ts';
import { foldName } from '../model/fold.ts';
import type { Candidate, Mention, MentionTarget } from '../model/mention.ts';
import { recordOfKey } from './entity-name.ts';
import type { ExtractContext, ExtractInput, Extraction, Extractor } from './extractor.ts';
import type { Gazetteer } from './gazetteer.ts';
import { inReadingOrder } from './mention-order.ts';
import { organisationKey } from './organisation-key.ts';
import { typeOfKey } from './overlay.ts';
import { personKey } from './person.ts';
import { policyDocumentKey } from './policy-document.ts';
import {
  type Checked,
  checkAnswer,
  checkIdentity,
  checkMentions,
  REMOTE_PROTOCOL,
  type RemoteIdentity,
  type RemoteMention,
} from './remote-protocol.ts';
import { RemoteQueue } from './remote-queue.ts';
import { type RemoteSettings, RemoteUnavailable, requestJson } from './remote-request.ts';

/** What a service answered of an article breaks the protocol: none of it is taken. */
export class RemoteAnswerInvalid extends Error {
  override readonly name = 'RemoteAnswerInvalid';
}

/** Asks a service who it is. @throws RemoteUnavailable also when it is no extractor. */
export async function identifyRemote(settings: RemoteSettings, signal?: AbortSignal): Promise<RemoteIdentity> {
  const checked = checkIdentity(await requestJson(settings, null, signal));
  if ('reason' in checked) throw new RemoteUnavailable(checked.reason);
  return checked.value;
}

/**
 * An extractor behind HTTP. Articles asked for together go in one request, and no more requests at a time than it is
 * said to take; when it has failed in spite of being asked again, articles are refused for a while without asking.
 *
 * Its `extract` throws RemoteUnavailable and RemoteAnswerInvalid.
 */
export function createRemoteExtractor(settings: RemoteSettings, identity: RemoteIdentity): Extractor {
  const queue = new RemoteQueue<ExtractInput, Checked<readonly RemoteMention[]>>(settings, (inputs, signal) =>
    ask(settings, identity, { inputs, signal }),
  );
  return {
    ...identity,
    async extract(input: ExtractInput, { gazetteer }: ExtractContext, signal?: AbortSignal): Promise<Extraction> {
      const checked = await queue.add(input, signal);
      if ('reason' in checked) throw new RemoteAnswerInvalid(checked.reason);
      return toExtraction(checked.value, identity.id, gazetteer);
    },
  };
}

async function ask(
  settings: RemoteSettings,
  identity: RemoteIdentity,
  { inputs, signal }: { readonly inputs: readonly ExtractInput[]; readonly signal?: AbortSignal },
): Promise<readonly Checked<readonly RemoteMention[]>[]> {
  const id = randomUUID();
  const documents = inputs.map(({ title, text, language, publication }) => ({
    title,
    text,
    language,
    publishedAt: publication.ms === null ? null : new Date(publication.ms).toISOString(),
  }));
  const answer = checkAnswer(
    await requestJson(settings, { protocol: REMOTE_PROTOCOL, id, documents }, signal),
    id,
    inputs.length,
  );
  if ('reason' in answer) return inputs.map(() => answer);
  return inputs.map(({ title, text }, at) => checkMentions(answer.value[at], { TITLE: title, BODY: text }, identity));
}

function toExtraction(found: readonly RemoteMention[], extractor: string, gazetteer: Gazetteer): Extraction {
  const records = new Map<EntityKey, EntityRecord>();
  const mentions = found.map((mention): Mention => {
    const { name, key, ...rest } = mention;
    const target = targetOf(mention, gazetteer);
    for (const own of keysOf(target))
      if (gazetteer.lookup(own) === undefined && !records.has(own))
        records.set(own, { ...recordOfKey(own, gazetteer), ...namedAs(name ?? mention.surface, key) });
    return { ...rest, target, method: 'MODEL', nested: false, extractor };
  });
  return { mentions: inReadingOrder(mentions), entities: [...records.values()] };
}

/** An entity that was named by no key is called as it was named, and not as names are compared. */
const namedAs = (name: string, key: string | null): Partial<EntityRecord> =>
  key === null ? { name, aliases: [{ form: name, kind: 'NAME' }] } : {};

const keysOf = (target: MentionTarget): readonly EntityKey[] => {
  if (target.kind === 'LINKED') return [target.key];
  return target.kind === 'AMBIGUOUS' ? target.candidates.map(({ key }) => key) : [];
};

/** By its key; else what the gazetteer knows by the name, the highest level first; else an entity of that name. */
function targetOf({ type, key, name, surface }: RemoteMention, gazetteer: Gazetteer): MentionTarget {
  if (type === 'DATE' || type === 'AMOUNT') return { kind: 'NONE' };
  if (key !== null) {
    const isKnown = typeOfKey(key) === 'PLACE' ? gazetteer.lookup(key as EntityKey) !== undefined : true;
    if (typeOfKey(key) !== type || !isKnown) throw new RemoteAnswerInvalid(`${key} is no key of a ${type}`);
    return { kind: 'LINKED', key: key as EntityKey };
  }
  const called = name ?? surface;
  const named = gazetteer.named(called).filter((entry) => entry.type === type);
  const best = named.filter((entry) => entry.level === named[0]?.level);
  const score = Math.round(1000 / Math.max(1, best.length)) / 1000;
  const [first, second, ...others] = best.map((entry): Candidate => ({ key: entry.key, score }));
  if (first !== undefined && second !== undefined) return { kind: 'AMBIGUOUS', candidates: [first, second, ...others] };
  if (first !== undefined) return { kind: 'LINKED', key: first.key };
  // A place is one by being in the gazetteer.
  if (type === 'PLACE') return { kind: 'NONE' };
  return { kind: 'LINKED', key: NEW_KEYS[type](called) };
}

const NEW_KEYS = {
  ORGANIZATION: (name) => organisationKey(null, name),
  PERSON: personKey,
  POLICY_DOCUMENT: policyDocumentKey,
  TOPIC: (name) => `topic:${foldName(name)}` as EntityKey,
} as const satisfies Record<string, (name: string) => EntityKey>;
