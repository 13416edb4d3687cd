import assert from 'node:assert/strict';
import { GatewayError } from '../../../../src/gateway/errors.ts';
import { formatModelReference } from '../../../../src/gateway/modelReference.ts';
import type { PassedRequest } from '../../../../src/gateway/routing/passedRequest.ts';
import { asked, chat, routerOf, type SceneFacts, windowsOf } from '../../../helpers/routing.ts';

function outcome(
  facts: SceneFacts,
  text: string,
  change: Partial<PassedRequest> = {},
  model = 'auto',
): string {
  const request: PassedRequest = {
    routing: asked(chat(text, { model })),
    method: 'POST',
    path: '/v1/images/generations',
    holders: ['a', 'd', 'local'],
    wouldHold: 'openai would.',
    carriesData: true,
    ...change,
  };
  try {
    const { target, cause } = routerOf(facts).decidePassed(request, windowsOf());
    return `${formatModelReference(target)} (${cause})`;
  } catch (error) {
    assert.ok(error instanceof GatewayError);
    return error.code;
  }
}

const guarded = { workspace: { rules: [{ files: 'secrets/**', model: 'local/m', localOnly: true }] } };

describe('decidePassed', () => {
  it('takes the first that has the path, and a key before one that has none', () => {
    assert.equal(outcome({}, 'a cat'), 'a (first provider)');
    assert.equal(outcome({ withoutKey: ['a'] }, 'a cat'), 'd (first provider)');
    assert.equal(outcome({ withoutKey: ['a', 'd', 'local'] }, 'a cat'), 'a (first provider)');
    assert.equal(outcome({}, 'a cat', { holders: [] }), 'unknown_path');
  });

  it('asks neither rules nor the catch-all', () => {
    const workspace = { rules: [{ model: 'd/m' }], model: 'd/m' };
    assert.equal(outcome({ workspace }, 'a cat'), 'a (first provider)');
  });

  it('takes the provider that is named before the one that gave out an id', () => {
    const given = { id: 'file-1', provider: 'd' };
    assert.equal(outcome({}, 'x', { given }), 'd (given id)');
    assert.equal(outcome({}, 'x', { given }, 'b/m'), 'b/m (named model)');
    assert.equal(outcome({}, 'x', { given: { id: 'file-1', provider: 'removed' } }), 'a (first provider)');
  });

  it('lets local providers alone have what a localOnly rule covers', () => {
    const text = 'draw `secrets/plan.md`';
    assert.equal(outcome(guarded, text), 'local (first provider)');
    assert.equal(outcome(guarded, text, { holders: ['a'] }), 'policy_violation');
    assert.equal(outcome(guarded, text, {}, 'a/m'), 'policy_violation');
    assert.equal(outcome(guarded, text, { given: { id: 'file-1', provider: 'a' } }), 'policy_violation');
    assert.equal(outcome(guarded, text, { carriesData: false }), 'a (first provider)');
  });

  it('lets nobody have what a broken localOnly rule covers', () => {
    const workspace = { rules: [{ files: '[', model: 'local/m', localOnly: true }] };
    assert.equal(outcome({ workspace }, 'draw `secrets/plan.md`', {}, 'local/m'), 'policy_violation');
  });
});
