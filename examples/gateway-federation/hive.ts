import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { composeServices } from '@theguild/federation-composition';
import { readPort } from './http-server.ts';
import { findSubgraphs, writeSupergraph } from './subgraphs.ts';

// Composes the supergraph from the running subgraphs, then starts Hive Gateway on it: `npm run federation:hive`.
const { supergraphSdl, errors } = composeServices([...(await findSubgraphs())]);
if (errors?.length) throw new Error(errors.map((error) => error.message).join('\n'));
const file = await writeSupergraph('hive.graphql', supergraphSdl as string);
const port = readPort('PORT', 4100);
const program = fileURLToPath(new URL('../node_modules/@graphql-hive/gateway/dist/bin.js', import.meta.url));
const gateway = spawn(
  process.execPath,
  [program, 'supergraph', file, '--host', '127.0.0.1', '--port', String(port), '--polling', '1h'],
  { stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => gateway.kill(signal));
gateway.on('exit', (code) => process.exit(code ?? 0));
