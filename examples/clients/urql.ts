import { Client, cacheExchange, fetchExchange } from '@urql/core';
import { DATELINE } from '../dateline.ts';
import { FOLLOW, type Followed, LATEST, type Latest, printChange, printLatest } from './operations.ts';

// Subscriptions need nothing besides: urql reads server-sent events itself.
const client = new Client({ url: DATELINE, exchanges: [cacheExchange, fetchExchange], fetchSubscriptions: true });
const { data, error } = await client.query<Latest>(LATEST, { province: '青海' }).toPromise();
if (error || !data) throw error;
printLatest(data);

const { unsubscribe } = client.subscription<Followed>(FOLLOW, {}).subscribe((result) => {
  if (result.error) throw result.error;
  if (!result.data) return;
  printChange(result.data);
  unsubscribe();
});
console.log('Waiting for a change …');
