import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ConfigInput } from '../../../../../src/config/schema.ts';
import { GatewayError } from '../../../../../src/gateway/errors.ts';
import type { Estimate, RequestSize, Spender } from '../../../../../src/gateway/usage/money/ledger.ts';
import { ManualClock } from '../../../../helpers/manualClock.ts';
import { MemorySpend } from '../../../../helpers/memorySpend.ts';
import { MemoryState } from '../../../../helpers/memoryState.ts';
import { reference, startTreasury } from '../../../../helpers/treasury.ts';

const dayMs = 86_400_000;
/** One USD per million tokens either way. */
const evenPrice = { input: 1, output: 1 };
const config: ConfigInput = {
  providers: {
    paid: { type: 'openai-compatible', endpoint: 'https://llm.example.com' },
    local: { type: 'ollama' },
    claude: { type: 'anthropic', accounts: { work: {}, max: { flatRate: true } } },
  },
  prices: { 'paid/even': evenPrice, 'paid/cheap': { input: 0.1, output: 0.1 } },
};

const size = (promptBytes: number, maxAnswerTokens?: number): RequestSize => ({
  promptBytes,
  mediaTokens: 0,
  maxAnswerTokens,
});
const spender = (model: string, more: Partial<Spender> = {}): Spender => ({
  target: reference(model),
  account: 'default',
  workspace: 'default',
  ...more,
});
function refusal(action: () => unknown): Readonly<Record<string, unknown>> {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof GatewayError);
    assert.equal(error.code, 'insufficient_budget');
    return error.details;
  }
  throw new Error('it was not refused');
}

describe('what a request costs', () => {
  it('is nothing at local servers and flat rates, unknown without a price, and exact from what was reported', async () => {
    const { ledger } = (await startTreasury(config)).treasury;
    const usage = { inputTokens: 1000, outputTokens: 100 };
    assert.deepEqual(ledger.costOf(reference('local/qwen3'), usage), { kind: 'exact', usd: 0 });
    assert.deepEqual(ledger.costOf(reference('paid/other'), usage), { kind: 'unknown' });
    assert.deepEqual(ledger.costOf(reference('paid/even'), usage), { kind: 'exact', usd: 0.0011 });
    const sonnet = reference('claude/claude-sonnet-4-5');
    assert.deepEqual(ledger.costOf(sonnet, usage, 'max'), { kind: 'exact', usd: 0 });
    const atWork = ledger.costOf(sonnet, usage, 'work');
    assert.ok(atWork.kind === 'exact' && Math.abs(atWork.usd - 0.0045) < 1e-12);
  });

  it('is nothing at subscriptions and plans by the month, but for an account that is said to be paid by use', async () => {
    const { ledger } = (
      await startTreasury({
        providers: {
          plan: { type: 'glm', endpoint: 'https://api.z.ai/api/coding/paas/v4' },
          codex: { type: 'openai-subscription', tokenFile: '/nonexistent' },
          claude: {
            type: 'anthropic',
            accounts: {
              max: { login: { type: 'claude-setup-token' } },
              metered: { login: { type: 'claude-setup-token' }, flatRate: false },
            },
          },
        },
      })
    ).treasury;
    const usage = { inputTokens: 1000, outputTokens: 100 };
    assert.deepEqual(ledger.costOf(reference('plan/glm-4.6'), usage), { kind: 'exact', usd: 0 });
    assert.deepEqual(ledger.costOf(reference('codex/gpt-5.5'), usage), { kind: 'exact', usd: 0 });
    const sonnet = reference('claude/claude-sonnet-4-5');
    assert.deepEqual(ledger.costOf(sonnet, usage, 'max'), { kind: 'exact', usd: 0 });
    const metered = ledger.costOf(sonnet, usage, 'metered');
    assert.ok(metered.kind === 'exact' && metered.usd > 0);
  });

  it('is not known of a model that Ollama serves from its cloud', async () => {
    const { ledger } = (await startTreasury(config)).treasury;
    assert.deepEqual(
      ledger.costOf(reference('local/gpt-oss:120b-cloud'), { inputTokens: 1, outputTokens: 1 }),
      {
        kind: 'unknown',
      },
    );
  });

  it('is what the provider says, unless the user has a price', async () => {
    const { ledger } = (await startTreasury(config)).treasury;
    const usage = { inputTokens: 1000, outputTokens: 0, costUsd: 0.5 };
    assert.deepEqual(ledger.costOf(reference('paid/other'), usage), { kind: 'exact', usd: 0.5 });
    assert.deepEqual(ledger.costOf(reference('paid/even'), usage), { kind: 'exact', usd: 0.001 });
  });

  it('is estimated, and says so, where the provider reports nothing or its answer broke off', async () => {
    const { ledger } = (await startTreasury(config)).treasury;
    const settle = (...end: Parameters<ReturnType<typeof ledger.reserve>['settle']>): unknown =>
      ledger
        .reserve(spender('paid/even'), ledger.estimate(reference('paid/even'), size(4000)))
        .settle(...end);
    assert.deepEqual(settle(undefined, { bytes: 800 }), { kind: 'estimated', usd: 0.0012 });
    assert.deepEqual(settle({ inputTokens: 900, outputTokens: 1 }, { bytes: 800, isPartial: true }), {
      kind: 'estimated',
      usd: 0.0011,
    });
    assert.deepEqual(settle({ inputTokens: 900, outputTokens: 100 }), { kind: 'exact', usd: 0.001 });
  });
});

describe('the estimate of a request', () => {
  it('assumes the sizes of the settings where nothing is known, and never more than the request allows', async () => {
    const { ledger } = (await startTreasury({ ...config, assumedTokens: { answer: 50 } })).treasury;
    const tokens = ({ promptTokens, answerTokens }: Estimate): number[] => [promptTokens, answerTokens];
    assert.deepEqual(tokens(ledger.estimate(reference('paid/even'), size(0))), [400, 50]);
    assert.deepEqual(tokens(ledger.estimate(reference('paid/even'), size(4000, 20))), [1000, 20]);
  });

  it('comes near to what providers report of a model, whatever its tokenizer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 1.5, max: 8, noNaN: true }), async (bytesPerToken) => {
        const { ledger } = (await startTreasury(config)).treasury;
        const target = reference('paid/even');
        for (let request = 0; request < 30; request++) {
          const promptBytes = 2000 + 500 * request;
          const inputTokens = Math.round(promptBytes / bytesPerToken);
          ledger
            .reserve(spender('paid/even'), ledger.estimate(target, size(promptBytes)))
            .settle({ inputTokens, outputTokens: 700 });
        }
        const { promptTokens, answerTokens } = ledger.estimate(target, size(10_000));
        assert.ok(Math.abs(promptTokens - 10_000 / bytesPerToken) <= 0.02 * (10_000 / bytesPerToken) + 1);
        assert.equal(answerTokens, 700);
      }),
      { numRuns: 20 },
    );
  });

  it('learns nothing from counts that are not of the body, and is remembered across restarts', async () => {
    const state = new MemoryState();
    const { ledger } = (await startTreasury(config, { state })).treasury;
    const target = reference('paid/even');
    const report = (inputTokens: number): void => {
      ledger
        .reserve(spender('paid/even'), ledger.estimate(target, size(1000)))
        .settle({ inputTokens, outputTokens: 10 });
    };
    report(500);
    report(90_000);
    const again = (await startTreasury(config, { state })).treasury.ledger;
    assert.equal(again.estimate(target, size(1000)).promptTokens, 500);
  });

  it('is made with a tokenizer only near to a limit', async () => {
    const counted: number[] = [];
    const { ledger } = (await startTreasury({ ...config, budget: { perRequestUsd: 0.001 } })).treasury;
    const request = {
      kind: 'completion' as const,
      model: undefined,
      stream: false,
      includeUsage: false,
      prompt: 'word '.repeat(700),
      stop: [],
      extras: {},
    };
    const sharpen = async (promptBytes: number): Promise<void> => {
      const estimate = ledger.estimate(reference('paid/even'), size(promptBytes, 0));
      const sharpened = await ledger.sharpen(spender('paid/even'), estimate, request);
      if (sharpened !== undefined) counted.push(sharpened.promptTokens);
    };
    await sharpen(2000);
    await sharpen(8000);
    assert.deepEqual(counted, []);
    await sharpen(3500);
    assert.equal(counted.length, 1);
    assert.ok(
      counted.every((tokens) => tokens >= 700 && tokens <= 720),
      String(counted),
    );
  });
});

describe('budgets', () => {
  it('refuse what would pass a hard one, and say which, what is left, and what was estimated', async () => {
    const { ledger } = (await startTreasury({ ...config, budget: { perDayUsd: 0.0025 } })).treasury;
    const estimate = ledger.estimate(reference('paid/even'), size(4000, 0));
    ledger.reserve(spender('paid/even'), estimate);
    ledger.reserve(spender('paid/even'), estimate);
    const details = refusal(() => ledger.reserve(spender('paid/even'), estimate));
    assert.equal(details['budget'], 'budget.perDayUsd');
    assert.equal(details['limit'], 0.0025);
    assert.equal(details['estimate'], 0.001);
    assert.ok(Math.abs(Number(details['left']) - 0.0005) < 1e-12);
  });

  it('apply to requests, providers, workspaces, accounts and routes by themselves', async () => {
    const perDay = { perDayUsd: 0.0005 };
    const { providers } = config;
    const cases: [ConfigInput, Partial<Spender>, string][] = [
      [{ budget: { perRequestUsd: 0.0005 } }, {}, 'budget.perRequestUsd'],
      [
        { workspaces: { docs: { budget: perDay } } },
        { workspace: 'docs' },
        'workspaces.docs.budget.perDayUsd',
      ],
      [
        { routes: { strong: { targets: [{ model: 'paid/even' }], budget: { perMonthUsd: 0.0005 } } } },
        { route: 'strong' },
        'routes.strong.budget.perMonthUsd',
      ],
      [
        { providers: { paid: { type: 'openai-compatible', endpoint: 'https://a.example', budget: perDay } } },
        {},
        'providers.paid.budget.perDayUsd',
      ],
      [
        {
          providers: {
            paid: {
              type: 'openai-compatible',
              endpoint: 'https://a.example',
              accounts: { work: { monthlyBudgetUsd: 0.0005 } },
            },
          },
        },
        { account: 'work' },
        'providers.paid.accounts.work.monthlyBudgetUsd',
      ],
    ];
    for (const [input, who, path] of cases) {
      const { ledger } = (await startTreasury({ ...config, providers, ...input })).treasury;
      const estimate = ledger.estimate(reference('paid/even'), size(4000, 0));
      assert.equal(refusal(() => ledger.reserve(spender('paid/even', who), estimate))['budget'], path);
    }
  });

  it('that are advisory let through, and say it once', async () => {
    const budget = { perDayUsd: 0.0005, mode: 'advisory' as const };
    const { treasury, logLines } = await startTreasury({ ...config, budget });
    const { ledger } = treasury;
    const estimate = ledger.estimate(reference('paid/even'), size(4000, 0));
    const first = ledger.reserve(spender('paid/even'), estimate);
    assert.deepEqual(
      first.exceeded.map(({ path }) => path),
      ['budget.perDayUsd'],
    );
    ledger.reserve(spender('paid/even'), estimate);
    assert.equal(logLines.filter((line) => line.includes('budget.perDayUsd')).length, 1);
  });

  it('let a model through whose price is not known, and say once that they do not count it', async () => {
    const { treasury, logLines } = await startTreasury({ ...config, budget: { perDayUsd: 0.000001 } });
    const { ledger } = treasury;
    for (let request = 0; request < 2; request++) {
      const estimate = ledger.estimate(reference('paid/other'), size(4000));
      assert.deepEqual(estimate.cost, { kind: 'unknown' });
      ledger.reserve(spender('paid/other'), estimate).settle({ inputTokens: 1000, outputTokens: 5 });
    }
    assert.deepEqual(ledger.spentToday({}), { usd: 0, tokens: 2010, requests: 2, hasUnknown: true });
    assert.equal(logLines.filter((line) => line.includes('no price of paid/other is known')).length, 1);
    assert.equal(treasury.status().hasUnknown, true);
  });

  it('let what costs nothing through, even when they are spent', async () => {
    const { ledger } = (await startTreasury({ ...config, budget: { perDayUsd: 0.001 } })).treasury;
    const all = ledger.estimate(reference('paid/even'), size(4000, 0));
    ledger.reserve(spender('paid/even'), all).settle({ inputTokens: 5000, outputTokens: 0 });
    ledger.reserve(spender('local/qwen3'), ledger.estimate(reference('local/qwen3'), size(4000)));
    refusal(() => ledger.reserve(spender('paid/even'), all));
  });

  it('name cheaper models that fit, the cheapest first, and only ones that may answer', async () => {
    const listed = ['paid/even', 'paid/other', 'paid/cheap', 'local/qwen3', 'claude/claude-opus-4-1'];
    const { ledger } = (await startTreasury({ ...config, budget: { perRequestUsd: 0.0005 } }, { listed }))
      .treasury;
    assert.deepEqual(ledger.cheaper(spender('paid/even'), size(4000, 0)), ['local/qwen3', 'paid/cheap']);
    const onlyPaid = ledger.cheaper(
      spender('paid/even'),
      size(4000, 0),
      ({ provider }) => provider === 'paid',
    );
    assert.deepEqual(onlyPaid, ['paid/cheap']);
  });

  it('give back what a call that never was had set aside', async () => {
    const { ledger } = (await startTreasury({ ...config, budget: { perDayUsd: 0.001 } })).treasury;
    const estimate = ledger.estimate(reference('paid/even'), size(4000, 0));
    const reservation = ledger.reserve(spender('paid/even'), estimate);
    refusal(() => ledger.reserve(spender('paid/even'), estimate));
    reservation.release();
    reservation.release();
    ledger.reserve(spender('paid/even'), estimate);
    refusal(() => ledger.reserve(spender('paid/even'), estimate));
  });

  it('are not overspent by parallel requests of a model whose estimates were too low lately', async () => {
    const limitUsd = 0.03;
    const { ledger } = (await startTreasury({ ...config, budget: { perDayUsd: limitUsd } })).treasury;
    // Images are estimated by a rule of their own, which no report corrects.
    const image = { promptBytes: 0, mediaTokens: 1000, maxAnswerTokens: 0 };
    const begin = (): (() => void) => {
      const estimate = ledger.estimate(reference('paid/even'), image);
      const reservation = ledger.reserve(spender('paid/even'), estimate);
      return () => void reservation.settle({ inputTokens: 2000, outputTokens: 0 });
    };
    for (let count = 0; count < 5; count++) begin()();
    const ends: (() => void)[] = [];
    refusal(() => {
      for (;;) ends.push(begin());
    });
    for (const end of ends) end();
    const { usd } = ledger.spentToday({});
    assert.ok(ends.length > 3 && usd <= limitUsd + 0.001, `${ends.length} ran: ${usd}`);
  });

  it('are never overspent by parallel requests by more than their estimates were wrong', async () => {
    const call = fc.record({
      bytes: fc.integer({ min: 100, max: 40_000 }),
      error: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
      /** Settles this many starts later. */
      after: fc.nat({ max: 8 }),
      isReleased: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 80 }), async (calls) => {
        const limitUsd = 0.03;
        const { ledger } = (await startTreasury({ ...config, budget: { perDayUsd: limitUsd } })).treasury;
        const running: { readonly endsAt: number; readonly end: () => void }[] = [];
        let underestimatedUsd = 0;
        for (const [index, { bytes, error, after, isReleased }] of calls.entries()) {
          for (const { end } of running.filter(({ endsAt }) => endsAt === index)) end();
          const estimate = ledger.estimate(reference('paid/even'), size(bytes, 0));
          let reservation;
          try {
            reservation = ledger.reserve(spender('paid/even'), estimate);
          } catch {
            continue;
          }
          const taken = reservation;
          const inputTokens = Math.round(estimate.promptTokens * (1 + error));
          running.push({
            endsAt: index + 1 + after,
            end: () => {
              if (isReleased) taken.release();
              else {
                taken.settle({ inputTokens, outputTokens: 0 });
                underestimatedUsd += Math.max(0, (inputTokens - estimate.promptTokens) / 1_000_000);
              }
            },
          });
        }
        for (const { endsAt, end } of running) if (endsAt >= calls.length) end();
        assert.ok(ledger.spentToday({}).usd <= limitUsd + underestimatedUsd + 1e-9);
        assert.equal(
          ledger.reserve(spender('local/x'), ledger.estimate(reference('local/x'), size(1))).exceeded.length,
          0,
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe('what was spent', () => {
  const spend = async (
    sums: MemorySpend,
    clock: ManualClock,
  ): Promise<Awaited<ReturnType<typeof startTreasury>>['treasury']> => {
    const { treasury } = await startTreasury(
      { ...config, budget: { perMonthUsd: 1 } },
      { spend: sums, clock },
    );
    const { ledger } = treasury;
    const who = spender('claude/claude-sonnet-4-5', { account: 'work', workspace: 'docs', route: 'strong' });
    ledger
      .reserve(who, ledger.estimate(who.target, size(100)))
      .settle({ inputTokens: 10_000, outputTokens: 0 });
    return treasury;
  };
  const usd = (amount: number): number => Number(amount.toFixed(9));

  it('is known by provider, account, model, workspace and route, today and this month', async () => {
    const { ledger } = await spend(new MemorySpend(), new ManualClock());
    const model = 'claude-sonnet-4-5';
    const known = [
      {},
      { provider: 'claude' },
      { provider: 'claude', account: 'work' },
      { provider: 'claude', model },
      { provider: 'claude', account: 'work', model },
      { workspace: 'docs' },
      { route: 'strong' },
    ];
    for (const by of known) {
      assert.equal(usd(ledger.spentThisMonth(by).usd), 0.03, JSON.stringify(by));
      assert.equal(usd(ledger.spentToday(by).usd), 0.03, JSON.stringify(by));
    }
    for (const by of [{ provider: 'paid' }, { provider: 'claude', account: 'max' }, { workspace: 'default' }])
      assert.equal(ledger.spentThisMonth(by).usd, 0, JSON.stringify(by));
  });

  it('survives a restart', async () => {
    const sums = new MemorySpend();
    const clock = new ManualClock();
    await spend(sums, clock);
    const { ledger } = await spend(sums, clock);
    assert.equal(usd(ledger.spentThisMonth({}).usd), 0.06);
    assert.equal(ledger.spentThisMonth({}).requests, 2);
    assert.equal(usd(ledger.leftThisMonthUsd('claude', 'work') ?? 0), 0.94);
  });

  it('leaves what is left of the tightest hard budget of an account, what is set aside not counted', async () => {
    const { ledger } = (
      await startTreasury({
        ...config,
        budget: { perMonthUsd: 0.00001, mode: 'advisory' },
        providers: {
          paid: {
            type: 'openai-compatible',
            endpoint: 'https://a.example',
            budget: { perMonthUsd: 5 },
            accounts: { work: { monthlyBudgetUsd: 1 }, home: {} },
          },
          local: { type: 'ollama' },
        },
      })
    ).treasury;
    const who = spender('paid/even', { account: 'work' });
    ledger.reserve(who, ledger.estimate(who.target, size(4000, 0)));
    assert.equal(usd(ledger.leftThisMonthUsd('paid', 'work') ?? 0), 0.999);
    assert.equal(usd(ledger.leftThisMonthUsd('paid', 'home') ?? 0), 4.999);
    assert.equal(ledger.leftThisMonthUsd('local', 'default'), undefined);
  });

  it('begins anew with the day and with the month', async () => {
    const clock = new ManualClock();
    const now = new Date(clock.now());
    clock.advance(new Date(now.getFullYear(), now.getMonth() + 1, 10, 12).getTime() - clock.now());
    const { ledger } = await spend(new MemorySpend(), clock);
    clock.advance(dayMs / 2 - 1);
    assert.equal(usd(ledger.spentToday({}).usd), 0.03);
    clock.advance(1);
    assert.equal(ledger.spentToday({}).usd, 0);
    assert.equal(usd(ledger.spentThisMonth({}).usd), 0.03);
    clock.advance(31 * dayMs);
    assert.equal(ledger.spentThisMonth({}).usd, 0);
  });

  it('stays spent when the clock is set back a little, and is not taken from another month at a restart', async () => {
    const sums = new MemorySpend();
    const clock = new ManualClock();
    const { ledger } = await spend(sums, clock);
    clock.advance(-3_600_000);
    assert.equal(usd(ledger.spentToday({}).usd), 0.03);
    clock.advance(40 * dayMs);
    assert.equal(
      (await startTreasury(config, { spend: sums, clock })).treasury.ledger.spentThisMonth({}).usd,
      0,
    );
  });

  it('is shown with what is left of every budget', async () => {
    const treasury = await spend(new MemorySpend(), new ManualClock());
    const { monthUsd, providers, budgets } = treasury.status();
    assert.equal(usd(monthUsd), 0.03);
    assert.deepEqual(
      providers.map(({ id }) => id),
      ['claude'],
    );
    assert.deepEqual(
      budgets.map(({ path, mode, limitUsd, leftUsd }) => [path, mode, limitUsd, usd(leftUsd)]),
      [['budget.perMonthUsd', 'hard', 1, 0.97]],
    );
  });
});
