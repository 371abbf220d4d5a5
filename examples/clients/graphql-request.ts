import { GraphQLClient } from 'graphql-request';
import { DATELINE } from '../dateline.ts';
import { LATEST, type Latest, printLatest } from './operations.ts';

const client = new GraphQLClient(DATELINE);
printLatest(await client.request<Latest>(LATEST, { province: '青海' }));
