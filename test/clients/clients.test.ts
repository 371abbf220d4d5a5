import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startExample } from '../support/example-process.ts';
import { describeWithExamples } from '../support/examples.ts';
import { type ServedSamples, serveSamples } from '../support/served-samples.ts';

describeWithExamples('A running server', () => {
  let served: ServedSamples;
  beforeAll(async () => {
    served = await serveSamples();
  });
  afterAll(() => served?.close());

  it.each(['client:urql', 'client:sse', 'client:apollo', 'client:request'])('answers %s', async (script) => {
    const client = startExample(script, { DATELINE_URL: served.url });
    try {
      const [, count] = await client.prints(/^([1-9]\d*) articles speak of 青海:\n- \S/m);
      expect(Number(count)).toBeGreaterThan(0);
    } finally {
      await client.stop();
    }
  });

  it.each(['client:urql', 'client:sse'])('tells %s what another process takes in', async (script) => {
    const client = startExample(script, { DATELINE_URL: served.url });
    try {
      await client.prints(/Waiting for a change/);
      const told = client.prints(/^ADDED: 一篇新的报道/m);
      const news = join(served.folder, script.replace(':', '-'));
      await mkdir(news);
      // The client says that it waits just before it asks to be told: one of several articles is later than that.
      let hasHeard = false;
      const hear = () => {
        hasHeard = true;
      };
      void told.then(hear, hear);
      for (let n = 0; n < 5 && !hasHeard; n++) {
        await writeFile(join(news, `${n}.md`), `---\ntitle: 一篇新的报道 ${n}\n---\n\n青海的第 ${n} 件事。\n`);
        await served.ingest(news);
      }
      await told;
    } finally {
      await client.stop();
    }
  });
});
