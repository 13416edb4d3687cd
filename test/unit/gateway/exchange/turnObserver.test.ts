import assert from 'node:assert/strict';
import { turnObserver } from '../../../../src/gateway/exchange/turnObserver.ts';
import type { Decision } from '../../../../src/gateway/routing/decision.ts';
import { TurnMap } from '../../../../src/gateway/routing/turnMap.ts';
import { exchangeRecordOf } from '../../../helpers/exchangeRecords.ts';
import {
  asked,
  calls,
  chat,
  configOf,
  providerTable,
  results,
  routerOf,
  says,
  windowsOf,
} from '../../../helpers/routing.ts';

/** The reason of a turn's second step, when `provider` with its account `work` has answered the first one of a route to a/x, then b/x. */
function reasonAfter(provider: string): string {
  const routes = { both: { targets: [{ model: 'a/x' }, { model: 'b/x' }] } };
  const workspaces = { default: { model: '@both' } };
  const turns = new TurnMap();
  const router = routerOf({ config: configOf({ providers: providerTable, routes, workspaces }), turns });
  const begun = [says('user', 'do it')];
  const decide = (messages: typeof begun): Decision => router.decide(asked(chat(messages)), windowsOf());
  const answeredBy = { target: { provider, model: 'x' }, account: 'work' };
  turnObserver(() => turns).onExchange(exchangeRecordOf({ decision: decide(begun), answeredBy }));
  return decide([...begun, calls('read', {}), results('text')]).reason;
}

describe('a turn whose first step was answered', () => {
  it('by another target of its plan goes on with that', () => {
    assert.match(reasonAfter('b'), /^same turn, which b\/x went on with: /);
  });

  it('by the first target, whichever account that was, says nothing of having moved', () => {
    assert.match(reasonAfter('a'), /^same turn: /);
  });
});
