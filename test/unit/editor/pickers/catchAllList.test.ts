import assert from 'node:assert/strict';
import { catchAllList } from '../../../../src/editor/pickers/catchAllList.ts';
import type { ProviderStatus } from '../../../../src/protocol/status.ts';
import { gatewayStatus, providerStatus } from '../../../helpers/editor/gatewayStatus.ts';

function listFor(provider?: Partial<ProviderStatus>) {
  const providers = provider === undefined ? [] : [providerStatus({ id: 'ollama', ...provider })];
  return catchAllList('ollama', 'default', gatewayStatus({ providers }));
}

describe('the model that answers when no rule matches', () => {
  it('is chosen from the models of the provider that was just added', () => {
    const list = listFor({ models: [{ id: 'qwen3:8b', local: true }] });
    assert.deepEqual(list.lines, [{ label: 'qwen3:8b', action: 'ollama/qwen3:8b' }]);
    assert.equal(list.isBusy, false);
  });

  it('is waited for while the models are being fetched', () => {
    for (const list of [listFor(), listFor({ state: 'checking' })]) {
      assert.deepEqual([list.isBusy, list.lines.length], [true, 0]);
    }
  });

  it('cannot be chosen from a provider that fails, which says why', () => {
    const list = listFor({ state: 'failing', message: 'connection refused' });
    assert.deepEqual(list.lines, [{ label: 'connection refused', icon: 'warning' }]);
  });
});
