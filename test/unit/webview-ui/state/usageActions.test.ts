import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { UsageQuestion, UsageResult } from '../../../../src/protocol/usage.ts';
import { SettingsStore, type StoreOptions } from '../../../../webview-ui/src/state/settingsStore.ts';
import { UsageActions } from '../../../../webview-ui/src/state/usageActions.ts';
import { usageResult } from '../../../helpers/usageResult.ts';

interface Asked {
  readonly question: UsageQuestion;
  readonly signal: AbortSignal | undefined;
  readonly answer: (result: UsageResult) => void;
  readonly fail: (error: Error) => void;
}

function start() {
  const asked: Asked[] = [];
  const others: [string, unknown][] = [];
  const request = (method: string, params: unknown, signal?: AbortSignal): Promise<unknown> => {
    if (method !== 'usage') {
      others.push([method, params]);
      return Promise.resolve({});
    }
    return new Promise((answer, fail) => {
      asked.push({ question: params as UsageQuestion, signal, answer, fail });
    });
  };
  const host = { request } as StoreOptions['host'];
  const store = new SettingsStore({ host, keep: () => undefined });
  return { store, usage: new UsageActions(store), asked, others };
}

describe('The page Usage asks', () => {
  it('anew when it is looked at otherwise, and drops what it asked before', async () => {
    const { store, usage, asked, others } = start();
    const shown = () => store.state.usage.result;
    const first = usage.load();
    usage.look({ by: 'client' });
    assert.equal(asked[0]?.signal?.aborted, true);
    asked[0].answer(usageResult({ from: 'old' }));
    await first;
    assert.equal(shown(), undefined);
    assert.equal(asked[1]?.question.by, 'client');
    asked[1].answer(usageResult({ by: 'client' }));
    await Promise.resolve();
    assert.equal(shown()?.by, 'client');
    assert.equal(store.state.usage.isLoading, false);
    assert.deepEqual(others, [['keepUsageView', { view: store.state.usage.view }]]);
  });

  it('nothing when only the bars or the tables are chosen', () => {
    const { usage, asked, store } = start();
    usage.look({ measure: 'tokens' });
    usage.look({ isTable: true });
    assert.equal(asked.length, 0);
    assert.ok(store.state.usage.view.isTable);
  });

  it('and says why there is no answer, beside what was shown before', async () => {
    const { store, usage, asked } = start();
    const loaded = usage.load();
    asked[0]?.answer(usageResult());
    await loaded;
    const again = usage.load();
    asked[1]?.fail(new Error('The gateway is not running.'));
    await again;
    assert.equal(store.state.usage.failure, 'The gateway is not running.');
    assert.ok(store.state.usage.result);
  });

  it('and saves a file named after what is shown', async () => {
    const { usage, others } = start();
    await usage.save(usageResult(), 'json');
    assert.deepEqual(others, [
      ['saveFile', { name: 'muxgate-usage-2026-11-20-2026-11-21-by-model.json', text: '[]\n' }],
    ]);
  });
});
