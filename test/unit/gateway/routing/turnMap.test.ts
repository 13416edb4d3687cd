import assert from 'node:assert/strict';
import type { Decision } from '../../../../src/gateway/routing/decision.ts';
import { TurnMap } from '../../../../src/gateway/routing/turnMap.ts';
import { planOf } from '../../../helpers/planOf.ts';

const decision: Decision = {
  target: { provider: 'a', model: 'm' },
  plan: planOf({ provider: 'a', model: 'm' }),
  kind: 'chat',
  workspace: 'default',
  cause: 'catch-all',
  reason: '',
  files: [],
  warnings: [],
};
const entry = { decision, pin: undefined };

describe('TurnMap', () => {
  it('is bounded and forgets the turn that was not asked for longest', () => {
    const turns = new TurnMap(2);
    turns.set('one', entry);
    turns.set('two', entry);
    assert.equal(turns.get('one'), entry);
    turns.set('three', entry);
    assert.equal(turns.size, 2);
    assert.equal(turns.get('two'), undefined);
    assert.equal(turns.get('one'), entry);
  });

  it('replaces an entry without growing, and forgets the turns of a window on request', () => {
    const turns = new TurnMap(2);
    turns.set('one', entry);
    turns.set('one', { decision, pin: 'a/m' });
    assert.equal(turns.size, 1);
    assert.equal(turns.get('one')?.pin, 'a/m');
    const ofWindow = (id: string) => ({ pin: undefined, decision: { ...decision, window: { id, how: '' } } });
    turns.set('one', ofWindow('first'));
    turns.set('two', ofWindow('second'));
    turns.forget('first');
    assert.equal(turns.get('one'), undefined);
    assert.notEqual(turns.get('two'), undefined);
  });
});
