import { createClient } from 'graphql-sse';
import { DATELINE } from '../dateline.ts';
import { FOLLOW, type Followed, LATEST, type Latest, printChange, printLatest } from './operations.ts';

const client = createClient({ url: DATELINE });
for await (const { data } of client.iterate<Latest>({ query: LATEST, variables: { province: '青海' } }))
  if (data) printLatest(data);

console.log('Waiting for a change …');
for await (const { data, errors } of client.iterate<Followed>({ query: FOLLOW })) {
  if (errors) throw errors[0];
  if (!data) continue;
  printChange(data);
  break;
}
client.dispose();
