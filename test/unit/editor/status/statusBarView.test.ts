import assert from 'node:assert/strict';
import { statusBarView } from '../../../../src/editor/status/statusBarView.ts';
import type { GatewayStatus, PreviewStatus, UnconfirmedWorkspace } from '../../../../src/protocol/status.ts';
import { gatewayStatus, providerStatus } from '../../../helpers/editor/gatewayStatus.ts';

const openrouter = providerStatus({ id: 'openrouter' });
const waiting: UnconfirmedWorkspace = { id: 'team', folder: 'file:///shop', models: [], hash: 'h' };

function answeredBy(model: string, preview: Partial<PreviewStatus> = {}): GatewayStatus {
  return gatewayStatus({
    providers: [openrouter],
    preview: { workspace: 'default', localOnly: false, warnings: [], cause: 'rule', model, ...preview },
  });
}

function shown(status: GatewayStatus, awaitingReview: UnconfirmedWorkspace[] = []) {
  const { icon, text, isWarning, command } = statusBarView(status, awaitingReview);
  return [`${icon} ${text}`, isWarning ? 'warning' : 'quiet', command];
}

describe('the status bar item', () => {
  it('names the model in short, keeping its tag', () => {
    assert.deepEqual(shown(answeredBy('openrouter/deepseek/deepseek-r1')), [
      'arrow-swap deepseek-r1',
      'quiet',
      'muxgate.switchModel',
    ]);
    assert.equal(shown(answeredBy('ollama/qwen2.5-coder:1.5b'))[0], 'arrow-swap qwen2.5-coder:1.5b');
  });

  it('says how many requests wait for a rate limit', () => {
    const status = { ...answeredBy('openrouter/m'), waitingCount: 2 };
    assert.equal(shown(status)[0], 'arrow-swap m (2 waiting)');
    assert.match(statusBarView(status, []).label, /2 waiting for a rate limit/);
    assert.equal(shown({ ...status, waitingCount: 0 })[0], 'arrow-swap m');
  });

  it('names a route with the model that is first in it', () => {
    const status = answeredBy('openrouter/deepseek/deepseek-r1', { route: 'strong' });
    assert.equal(shown(status)[0], 'arrow-swap @strong: deepseek-r1');
    assert.equal(statusBarView(status, []).label, 'Muxgate: @strong, first openrouter/deepseek/deepseek-r1');
  });

  it('shows a pin', () => {
    assert.equal(shown(answeredBy('openrouter/m', { cause: 'pin' }))[0], 'pinned m');
  });

  it('shows a lock where only local models may answer, even when one is pinned', () => {
    assert.equal(shown(answeredBy('openrouter/m', { localOnly: true, cause: 'pin' }))[0], 'lock m');
  });

  it('warns by its icon alone when a rule was skipped, a setting is wrong or the key is missing', () => {
    const skipped = answeredBy('openrouter/m', { warnings: ['rule 2 is broken'] });
    const wrong = {
      ...answeredBy('openrouter/m'),
      problems: [{ path: 'port', message: 'expected a number', severity: 'error' as const }],
    };
    const keyless = {
      ...answeredBy('openrouter/m'),
      providers: [providerStatus({ id: 'openrouter', state: 'key missing' })],
    };
    for (const status of [skipped, wrong, keyless]) {
      assert.deepEqual(shown(status), ['warning m', 'quiet', 'muxgate.switchModel']);
    }
  });

  it('does not warn of a provider that fails but is not asked', () => {
    const providers = [openrouter, providerStatus({ id: 'openai', state: 'failing' })];
    assert.equal(shown({ ...answeredBy('openrouter/m'), providers })[0], 'arrow-swap m');
  });

  it('shows that a workspace of the folder waits for a review', () => {
    assert.equal(shown(answeredBy('openrouter/m'), [waiting])[0], 'shield m');
  });

  it('offers to add a provider when there is none but the demo', () => {
    const demo = providerStatus({ id: 'demo' });
    assert.deepEqual(shown(gatewayStatus({ providers: [demo] })), [
      'arrow-swap Muxgate: add a provider',
      'quiet',
      'muxgate.addProvider',
    ]);
  });

  it('shows the model of a rule that names the demo without any provider', () => {
    assert.equal(shown({ ...answeredBy('demo/echo'), providers: [] })[0], 'arrow-swap echo');
  });

  it('warns when no model would answer', () => {
    assert.deepEqual(shown(gatewayStatus({ providers: [openrouter] })), [
      'warning no model',
      'warning',
      'muxgate.switchModel',
    ]);
  });

  it('says that no local model is there for a file that may leave for no other', () => {
    const preview = {
      workspace: 'default',
      localOnly: true,
      warnings: [],
      error: { code: 'policy_violation', message: 'rule 4 (secrets/**) needs a local model' },
    };
    const status = gatewayStatus({ providers: [openrouter], preview });
    assert.deepEqual(shown(status).slice(0, 2), ['lock no local model', 'warning']);
    assert.deepEqual(shown({ ...status, providers: [] }).slice(0, 2), ['lock no local model', 'warning']);
    assert.match(statusBarView(status, []).label, /rule 4 \(secrets\/\*\*\) needs a local model/);
  });

  const phases: [GatewayStatus['gateway'], (string | undefined)[]][] = [
    [{ phase: 'starting' }, ['loading~spin Muxgate', 'quiet', 'muxgate.switchModel']],
    [
      { phase: 'served-elsewhere', port: 8989 },
      ['multiple-windows another Muxgate has the port', 'quiet', 'muxgate.switchModel'],
    ],
    [
      { phase: 'port-taken', port: 8989, by: { kind: 'http', server: 'nginx' } },
      ['warning Port 8989 is taken', 'warning', 'muxgate.useAnotherPort'],
    ],
    [
      { phase: 'refused', message: 'needs an access key' },
      ['warning Muxgate does not run', 'warning', 'muxgate.showLog'],
    ],
    [{ phase: 'crashed', retryInMs: 500 }, ['warning Muxgate stopped', 'warning', 'muxgate.showLog']],
  ];
  for (const [gateway, expected] of phases) {
    it(`has a look of its own when the gateway is ${gateway.phase}, whatever it knew before`, () => {
      assert.deepEqual(shown({ ...answeredBy('openrouter/m'), gateway }), expected);
    });
  }

  it('is read aloud with the whole model and what its icon says', () => {
    const { label } = statusBarView(answeredBy('openrouter/a/b', { cause: 'pin', localOnly: true }), [
      waiting,
    ]);
    assert.equal(label, 'Muxgate: openrouter/a/b, local only, pinned, a folder workspace waits for review');
  });
});
