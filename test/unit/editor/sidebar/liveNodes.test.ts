import assert from 'node:assert/strict';
import { liveNodes } from '../../../../src/editor/sidebar/liveNodes.ts';
import { needsUser } from '../../../../src/editor/sidebar/needsUser.ts';
import type { ExchangeRow } from '../../../../src/protocol/exchanges.ts';
import type { AccountStatus, BudgetStatus, GatewayStatus } from '../../../../src/protocol/status.ts';
import { gatewayStatus } from '../../../helpers/editor/gatewayStatus.ts';

const row: ExchangeRow = {
  id: 'one',
  atMs: 1000,
  endpoint: 'chat',
  provider: 'openai',
  model: 'gpt-5',
  client: 'cline',
  status: 200,
  outcome: 'answered',
  costUsd: 0.25,
  costKind: 'exact',
  durationMs: 2300,
  stream: true,
  attempts: 1,
};

function budget(spentUsd: number, mode: BudgetStatus['mode'] = 'hard'): BudgetStatus {
  return {
    path: 'budget.perDayUsd',
    mode,
    limitUsd: 10,
    spentUsd,
    leftUsd: Math.max(0, 10 - spentUsd),
    resetsAtMs: 0,
  };
}

function withBudgets(...budgets: BudgetStatus[]): GatewayStatus {
  return gatewayStatus({
    spending: { todayUsd: 1, monthUsd: 1, hasUnknown: false, hasUnknownToday: false, providers: [], budgets },
  });
}

function withAccount(account: Partial<AccountStatus>): GatewayStatus {
  const whole: AccountStatus = {
    id: 'default',
    name: 'default',
    endpoint: 'https://api.openai.com',
    state: 'active',
    limits: [],
    ...account,
  };
  return gatewayStatus({
    providers: [
      {
        id: 'openai',
        name: 'OpenAI',
        type: 'openai',
        endpoint: 'https://api.openai.com',
        state: 'reachable',
        local: false,
        models: [],
        accounts: [whole],
      },
    ],
  });
}

describe('what needs the user', () => {
  it('is a rejected key, with the command that mends it', () => {
    const [task] = needsUser(withAccount({ state: 'key rejected', message: '401' }));
    assert.deepEqual([task?.text, task?.command], ['Key rejected: OpenAI', 'muxgate.setApiKey']);
  });

  it('is a sign-in that is no longer good', () => {
    const [task] = needsUser(withAccount({ state: 'key rejected', login: 'oauth' }));
    assert.deepEqual(
      [task?.command, task?.argument],
      ['muxgate.signIn', { provider: 'openai', account: 'default' }],
    );
  });

  it('is a budget that stops requests, and not one that only warns or has something left', () => {
    assert.equal(needsUser(withBudgets(budget(10))).length, 1);
    assert.deepEqual(needsUser(withBudgets(budget(9.99), budget(12, 'advisory'))), []);
  });

  it('is nothing that passes by itself', () => {
    assert.deepEqual(needsUser(withAccount({ state: 'cooling' })), []);
  });
});

describe("the side bar's view", () => {
  it('says whose gateway has the port', () => {
    const described = (gateway: GatewayStatus['gateway']): string | undefined =>
      liveNodes({ status: gatewayStatus({ gateway }), running: [], recent: [] }, 0).find(
        ({ id }) => id === 'gateway',
      )?.description;
    const listening = { phase: 'listening', host: '127.0.0.1', port: 8989 } as const;
    assert.equal(described(listening), 'served by this window');
    assert.equal(described({ ...listening, elsewhere: true }), 'served by another window');
    assert.equal(described({ phase: 'served-elsewhere', port: 8989 }), 'another Muxgate of yours has it');
    const by = { kind: 'muxgate', version: '1.0.0', whose: 'another user' } as const;
    assert.equal(
      described({ phase: 'port-taken', port: 8989, by }),
      'a Muxgate (1.0.0) that seems to be another user’s',
    );
  });

  it('shows the last requests, a click opens one', () => {
    const recent = liveNodes({ status: gatewayStatus(), running: [], recent: [row] }, 0).at(-1);
    const [shown] = recent?.children ?? [];
    assert.equal(shown?.label, 'gpt-5');
    assert.equal(shown.description, '2.3 s · 0.25 USD · cline');
    const quick = liveNodes(
      { status: gatewayStatus(), running: [], recent: [{ ...row, durationMs: 45 }] },
      0,
    );
    assert.match(String(quick.at(-1)?.children?.[0]?.description), /^45 ms · /);
    assert.deepEqual(shown.command, { id: 'muxgate.showRequests', argument: 'one' });
  });

  it('says of a failed request why it failed', () => {
    const failed: ExchangeRow = { ...row, outcome: 'failed', status: 429, errorCode: 'rate_limited' };
    const recent = liveNodes({ status: gatewayStatus(), running: [], recent: [failed] }, 0).at(-1);
    assert.match(recent?.children?.[0]?.description ?? '', /^rate_limited/);
  });

  it('shows moving numbers of what runs, and nothing when nothing does', () => {
    const one = {
      id: 'a',
      atMs: 1000,
      endpoint: 'chat',
      model: 'ollama/qwen',
      stream: true,
      bytes: 10,
      attempt: 1,
    };
    const label = (nowMs: number, outputTokens?: number): string | undefined =>
      liveNodes({ status: gatewayStatus(), running: [{ ...one, outputTokens }], recent: [] }, nowMs).find(
        ({ id }) => id === 'running',
      )?.children?.[0]?.description;
    assert.equal(label(3500), '2.5 s');
    assert.equal(label(4500, 1200), '3.5 s · 1.2K tokens');
    const none = liveNodes({ status: gatewayStatus(), running: [], recent: [] }, 0);
    assert.ok(none.every(({ id }) => id !== 'running'));
  });

  it('shows the budget that has least left', () => {
    const other: BudgetStatus = { ...budget(1), path: 'budget.perMonthUsd', limitUsd: 100, leftUsd: 99 };
    const nodes = liveNodes({ status: withBudgets(other, budget(8)), running: [], recent: [] }, 0);
    assert.equal(nodes.find(({ id }) => id === 'budget')?.label, '2.00 USD left');
  });
});
