import { describe, expect, it } from 'vitest';
import { createReadiness } from '../../src/server/readiness.ts';
import type { StoreFault } from '../../src/store/fault.ts';
import { type Logged, startSampleServer } from './sample-server.ts';

const GONE: StoreFault = { reason: 'The database does not answer.', cause: new Error('SELECT FROM /srv/private') };

/** A store that can be broken, a clock that is moved, and what is logged. */
function createScene() {
  const scene = { fault: null as StoreFault | null, asked: 0, nowMs: 0, logged: [] as Logged[] };
  const at =
    (level: string) =>
    (message: string, fields = {}) =>
      void scene.logged.push({ level, message, fields });
  const findFault = async () => {
    scene.asked += 1;
    return scene.fault;
  };
  const log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  return { scene, readiness: createReadiness({ findFault, log, now: () => scene.nowMs }) };
}

describe('readiness', () => {
  it('asks the store once a second, however often it is asked itself', async () => {
    const { scene, readiness } = createScene();
    for (; scene.nowMs < 3_000; scene.nowMs += 100) await Promise.all([readiness.check(), readiness.admit()]);
    expect(scene.asked).toBe(3);
  });

  it('logs a failure and the recovery from it once each', async () => {
    const { scene, readiness } = createScene();
    for (const fault of [null, GONE, GONE, GONE, null, null]) {
      scene.fault = fault;
      scene.nowMs += 1_000;
      expect(await readiness.check()).toBe(fault?.reason ?? null);
    }
    expect(scene.logged.map(({ level, message }) => [level, message])).toEqual([
      ['error', 'Not ready'],
      ['info', 'Ready again'],
    ]);
    expect(scene.logged[0]?.fields).toEqual({ reason: GONE.reason, error: GONE.cause });
  });

  it('lets a request through at once while all was well at the last look', async () => {
    const { scene, readiness } = createScene();
    scene.fault = GONE;
    expect(readiness.admit()).toBeNull();
    await readiness.check();
    expect(await readiness.admit()).toBe(GONE.reason);
  });

  it('lets the first request after a recovery through', async () => {
    const { scene, readiness } = createScene();
    scene.fault = GONE;
    await readiness.check();
    scene.fault = null;
    scene.nowMs += 3_600_000;
    expect(await readiness.admit()).toBeNull();
  });

  it('takes a check that throws for a failure', async () => {
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const findFault = () => Promise.reject(new Error('secret'));
    expect(await createReadiness({ findFault, log, now: () => 0 }).check()).toBe('The database cannot be checked.');
  });

  it('does not wait for a store that hangs, nor asks it again meanwhile', async () => {
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    let asked = 0;
    let answer: (fault: null) => void = () => {};
    const findFault = () => {
      asked += 1;
      return new Promise<null>((resolve) => {
        answer = resolve;
      });
    };
    let nowMs = 0;
    const readiness = createReadiness({ findFault, log, now: () => nowMs });
    expect(await readiness.check()).toBe('The database does not answer in time.');
    nowMs = 10_000;
    expect(await readiness.check()).toBe('The database does not answer in time.');
    expect(asked).toBe(1);
    answer(null);
    await expect.poll(() => readiness.check()).toBeNull();
    expect(asked).toBe(1);
  });
});

describe('a server whose store fails', () => {
  it('is live, not ready, and says why, in words without insides', async () => {
    const server = await startSampleServer({ NODE_ENV: 'production' }, { findFault: async () => GONE });
    try {
      const ready = await fetch(`${server.origin}/health/ready`);
      expect(ready.status).toBe(503);
      expect(await ready.json()).toEqual({ status: 'unavailable', reason: GONE.reason });
      expect((await fetch(`${server.origin}/health/live`)).status).toBe(200);
      const { response, body } = await server.query('{ greeting }');
      expect(response.status).toBe(503);
      expect(body.errors?.[0]).toMatchObject({ message: GONE.reason, extensions: { code: 'NOT_READY' } });
      expect(JSON.stringify(body)).not.toMatch(/SELECT|\/srv/);
      expect(server.logged.filter(({ message }) => message === 'Not ready')).toHaveLength(1);
    } finally {
      await server.close();
    }
  });
});
