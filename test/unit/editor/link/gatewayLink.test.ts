import assert from 'node:assert/strict';
import { GatewayLink } from '../../../../src/editor/link/gatewayLink.ts';
import type { ConfigureMessage } from '../../../../src/protocol/gatewayMessages.ts';
import { protocolVersion } from '../../../../src/protocol/version.ts';
import { FakeGatewayProcesses } from '../../../helpers/editor/fakeGatewayProcess.ts';
import { gatewayStatus } from '../../../helpers/editor/gatewayStatus.ts';
import { ManualClock } from '../../../helpers/manualClock.ts';

const configuration: ConfigureMessage = {
  type: 'configure',
  scopes: [],
  trusted: true,
  confirmedWorkspaces: [],
  proxy: { noProxy: [], strictSsl: true },
};

function setUp() {
  const clock = new ManualClock();
  const processes = new FakeGatewayProcesses();
  const logged: string[] = [];
  const link = new GatewayLink({
    startProcess: processes.start,
    startTimer: (delayMs, callback) => clock.after(delayMs, callback),
    now: () => clock.now(),
    windowId: 'window-1',
    extensionVersion: '0.1.0',
    onLoginRenewed: () => undefined,
    questions: {
      vscodeModels: () => Promise.resolve({ models: [] }),
      vscodeAsk: () => Promise.resolve({}),
    },
    log: ({ level, message }) => logged.push(`${level} ${message}`),
  });
  return { clock, processes, link, logged };
}

describe('the link to the gateway', () => {
  it('introduces the window and tells what is known, as soon as a gateway runs', async () => {
    const { link, processes } = setUp();
    link.start();
    link.configure(configuration);
    link.setKeys({ type: 'keys', keys: [], accessKeys: [] });
    link.updateContext({ type: 'context', active: null, visible: [] });
    link.updateContext({ type: 'context', active: { path: 'a.ts' } });
    await processes.settle();
    assert.deepEqual(processes.last.received, [
      { type: 'hello', protocolVersion, extensionVersion: '0.1.0', windowId: 'window-1' },
      { type: 'context', active: { path: 'a.ts' }, visible: [] },
      { type: 'keys', keys: [], accessKeys: [] },
      configuration,
    ]);
  });

  it('passes on only what changes while the gateway runs', async () => {
    const { link, processes } = setUp();
    link.start();
    await processes.settle();
    link.updateContext({ type: 'context', active: { path: 'b.ts' } });
    link.setOverride({ type: 'override', chat: 'openai/gpt-4o' });
    assert.deepEqual(processes.last.received.slice(1), [
      { type: 'context', active: { path: 'b.ts' } },
      { type: 'override', chat: 'openai/gpt-4o' },
    ]);
  });

  it('is starting until the gateway says more, then shows what it says to every listener', async () => {
    const { link, processes } = setUp();
    const phases: string[] = [];
    const subscription = link.onStatus((status) => phases.push(status.gateway.phase));
    link.start();
    assert.equal(link.status.gateway.phase, 'starting');
    await processes.settle();
    processes.last.say({ type: 'status', status: gatewayStatus({ requestCount: 3 }) });
    assert.equal(link.status.requestCount, 3);
    subscription.dispose();
    processes.last.say({ type: 'status', status: gatewayStatus() });
    assert.deepEqual(phases, ['listening']);
  });

  it('says that the gateway crashed, starts another and tells it everything again', async () => {
    const { link, processes, clock, logged } = setUp();
    link.configure(configuration);
    link.setKeys({ type: 'keys', keys: [], accessKeys: [] });
    link.start();
    await processes.settle();
    processes.last.say({ type: 'status', status: gatewayStatus({ requestCount: 7 }) });
    processes.last.crash('ended with exit code 134\nheap out of memory');
    assert.deepEqual(link.status.gateway, { phase: 'crashed', retryInMs: 100 });
    assert.equal(link.status.requestCount, 7, 'what was known before is still shown');
    assert.match(logged.join(), /exit code 134\nheap out of memory\nIt starts again in 0.1 s/);

    clock.advance(100);
    await processes.settle();
    assert.equal(processes.runs.length, 2);
    assert.deepEqual(processes.last.receivedTypes(), ['hello', 'keys', 'configure']);
  });

  it('fails the questions that a crashed gateway had not answered', async () => {
    const { link, processes } = setUp();
    link.start();
    await processes.settle();
    const answer = link.request('explain', {});
    processes.last.crash();
    await assert.rejects(answer, { code: 'not_running' });
  });

  it('tries again when a gateway cannot even be started', async () => {
    const { link, processes, clock } = setUp();
    processes.failure = new Error('EAGAIN');
    link.start();
    await processes.settle();
    assert.deepEqual(link.status.gateway, { phase: 'crashed', retryInMs: 100 });
    processes.failure = undefined;
    clock.advance(100);
    await processes.settle();
    assert.deepEqual(processes.last.receivedTypes(), ['hello']);
  });

  it('restarts on request: lets the old one go and hears nothing more of it', async () => {
    const { link, processes } = setUp();
    link.start();
    await processes.settle();
    const old = processes.last;
    link.restart();
    assert.equal(old.hasLeft, true);
    assert.equal(link.status.gateway.phase, 'starting');
    await processes.settle();
    assert.equal(processes.runs.length, 2);
    old.say({ type: 'status', status: gatewayStatus() });
    old.crash();
    assert.equal(link.status.gateway.phase, 'starting');
  });

  it('starts nothing again after it was stopped', async () => {
    const { link, processes, clock } = setUp();
    link.start();
    await processes.settle();
    link.stop();
    assert.equal(processes.last.hasLeft, true);
    clock.advance(1_000_000);
    await processes.settle();
    assert.equal(processes.runs.length, 1);
  });

  it('lets a gateway go that was still starting when the window closed', async () => {
    const { link, processes } = setUp();
    link.start();
    link.stop();
    await processes.settle();
    assert.equal(processes.last.hasLeft, true);
    assert.deepEqual(processes.last.received, []);
  });

  it('stops with a word to the user when the gateway speaks another protocol', async () => {
    const { link, processes, clock } = setUp();
    link.start();
    await processes.settle();
    processes.last.say({ type: 'welcome', protocolVersion: protocolVersion + 1, pid: 1 });
    assert.equal(link.status.gateway.phase, 'refused');
    assert.match(JSON.stringify(link.status.gateway), /reload the window/);
    clock.advance(1_000_000);
    await processes.settle();
    assert.equal(processes.runs.length, 1);
  });
});
