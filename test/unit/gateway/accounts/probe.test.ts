import assert from 'node:assert/strict';
import { GatewayError } from '../../../../src/gateway/errors.ts';
import { Probe, type ProbedProvider } from '../../../../src/gateway/accounts/probe.ts';
import { answered, testPool, type TestPool } from '../../../helpers/accountPool.ts';

interface Probed extends TestPool {
  readonly probe: Probe;
  /** How often it was asked. */
  asked: number;
  isBack: boolean;
}

function probed(provider: ProbedProvider): Probed {
  const pool = testPool({ providers: { p: { type: 'openai', apiKey: 'k' } } });
  const probe = new Probe({
    clock: pool.clock,
    pool: pool.pool,
    provider: () => provider,
    ask: () => {
      test.asked++;
      return Promise.resolve(test.isBack);
    },
  });
  const test: Probed = { ...pool, probe, asked: 0, isBack: false };
  return test;
}

const refused = new GatewayError('provider_unavailable', 'refused');

/** Lets promises that are settled go on. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
}

async function pass({ clock }: Probed, ms: number): Promise<void> {
  clock.advance(ms);
  await settled();
}

describe('Probe', () => {
  it('asks a local server every 15 s while it rests, and ends the rest when it is back', async () => {
    const test = probed({ local: true });
    await test.call('default', answered(503, { 'retry-after': '300' }));
    assert.equal(test.order(), '(default)');
    await pass(test, 15_000);
    assert.equal(test.asked, 1);
    assert.equal(test.order(), '(default)');
    test.isBack = true;
    await pass(test, 15_000);
    assert.equal(test.asked, 2);
    assert.equal(test.order(), 'default');
    await pass(test, 600_000);
    assert.equal(test.asked, 2);
  });

  it('asks nothing while nothing fails, and other providers only when the user wants it', async () => {
    const well = probed({ local: true });
    await pass(well, 600_000);
    assert.equal(well.asked, 0);
    const paid = probed({ local: false });
    await paid.call('default', refused);
    await pass(paid, 10_000);
    assert.equal(paid.asked, 0);
    const wanted = probed({ local: false, probeSeconds: 5 });
    await wanted.call('default', refused);
    await pass(wanted, 5000);
    assert.equal(wanted.asked, 1);
  });

  it('leaves the rest of a single model at a service, of which a model list says nothing', async () => {
    const test = probed({ local: false, probeSeconds: 5 });
    test.isBack = true;
    await test.call('default', answered(429, { 'retry-after': '60' }));
    await pass(test, 5000);
    assert.equal(test.asked, 1);
    assert.equal(test.order(), '(default)');
  });

  it('stops when it is closed', async () => {
    const test = probed({ local: true });
    await test.call('default', refused);
    test.probe.close();
    await pass(test, 60_000);
    assert.equal(test.asked, 0);
  });
});
