import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { DATELINE } from '../dateline.ts';
import { LATEST, type Latest, printLatest } from './operations.ts';

const client = new ApolloClient({ link: new HttpLink({ uri: DATELINE }), cache: new InMemoryCache() });
const { data } = await client.query<Latest>({ query: gql(LATEST), variables: { province: '青海' } });
if (data) printLatest(data);
