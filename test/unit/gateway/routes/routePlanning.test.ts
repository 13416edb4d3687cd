import assert from 'node:assert/strict';
import { formatModelReference } from '../../../../src/gateway/modelReference.ts';
import type { AttemptPlan } from '../../../../src/gateway/routes/attemptPlan.ts';
import { RouteTurns } from '../../../../src/gateway/routes/routeTurns.ts';
import { stepText } from '../../../../src/gateway/routes/stepText.ts';
import { measuresOf, type TargetMeasures } from '../../../../src/gateway/routes/targetMeasures.ts';
import type { Decision } from '../../../../src/gateway/routing/decision.ts';
import type { Router } from '../../../../src/gateway/routing/router.ts';
import { noLatencyPriors } from '../../../helpers/noLatencyPriors.ts';
import { unpricedLedger } from '../../../helpers/unpricedLedger.ts';
import {
  asked,
  chat,
  configOf,
  embeddings,
  orderOf,
  providerTable,
  routerOf,
  type SceneFacts,
  windowsOf,
} from '../../../helpers/routing.ts';
import { seededRandom } from '../../../helpers/seededRandom.ts';

const noWindows = windowsOf();

/** A router whose catch-all is `@r`. */
function routes(table: Record<string, unknown>, facts: SceneFacts = {}): Router {
  const config = configOf({
    providers: providerTable,
    routes: table,
    workspaces: { default: { model: '@r' } },
  });
  assert.deepEqual(config.problems, []);
  return routerOf({ config, ...facts });
}

const to = (...models: string[]): { targets: { model: string }[] } => ({
  targets: models.map((model) => ({ model })),
});

function decide(router: Router, request = chat('hello'), headers: Record<string, string> = {}): Decision {
  return router.decide(asked(request, { headers }), noWindows);
}

const textOf = ({ steps }: AttemptPlan): string[] => steps.map(stepText);

const orderIn = (router: Router, request = chat('hello')): string[] => textOf(decide(router, request).plan);

/** Measures by the target's text; nothing is known of one that is not there. */
function measured(table: Record<string, Partial<Record<keyof TargetMeasures, number>>>): SceneFacts {
  const value = (name: keyof TargetMeasures, target: string): number | undefined => table[target]?.[name];
  const measures: TargetMeasures = {
    used: ({ target }) => ({ usd: value('used', formatModelReference(target)), tokens: 0 }),
    leftUsd: ({ target }) => value('leftUsd', formatModelReference(target)),
    answerMs: ({ target }) => value('answerMs', formatModelReference(target)),
    estimatedUsd: ({ target }) => value('estimatedUsd', formatModelReference(target)),
    liking: ({ target }) => value('liking', formatModelReference(target)) ?? 1,
  };
  return { order: orderOf(configOf({}), { measures: () => measures }) };
}

describe('planning a route', () => {
  it('asks in the order written by default, and says so in the reason', () => {
    const decision = decide(routes({ r: to('a/x', 'b/y') }));
    assert.deepEqual(textOf(decision.plan), ['a/x', 'b/y']);
    assert.deepEqual([decision.plan.route, decision.plan.strategy], ['r', 'priority']);
    assert.equal(formatModelReference(decision.target), 'a/x');
    assert.equal(
      decision.reason,
      'no rule is for this kind of request, so the catch-all model of "default" answers → @r (priority): a/x',
    );
  });

  it('carries what a target says to whoever asks it', () => {
    const target = {
      model: 'a/x',
      account: 'default',
      variant: 'A',
      parameters: { temperature: 0, maxOutputTokens: 9 },
    };
    const [step] = decide(routes({ r: { targets: [target] } })).plan.steps;
    const { model, ...extras } = target;
    assert.equal(model, 'a/x');
    assert.deepEqual(step, { kind: 'one', target: { target: { provider: 'a', model: 'x' }, ...extras } });
  });

  describe('round-robin', () => {
    it('begins one further with each request, and counts nothing for a preview, an explanation or a count of tokens', () => {
      const router = routes({ r: { strategy: 'round-robin', ...to('a/x', 'b/x', 'c/x') } });
      const first = (): string | undefined => orderIn(router)[0];
      assert.deepEqual(orderIn(router), ['a/x', 'b/x', 'c/x']);
      assert.equal(router.preview(undefined).decision?.target.provider, 'b');
      assert.equal(router.explain(asked(chat('hi')), noWindows).decision?.target.provider, 'b');
      const count = router.decide(asked(chat('hi'), { isCount: true }), noWindows);
      assert.equal(count.target.provider, 'b');
      assert.deepEqual([first(), first(), first(), first()], ['b/x', 'c/x', 'a/x', 'b/x']);
    });

    it('gives a nested route its own turn only when it stands first', () => {
      const router = routes({
        r: { strategy: 'round-robin', ...to('@pool', 'c/x') },
        pool: { strategy: 'round-robin', ...to('a/x', 'b/x') },
      });
      const firsts = Array.from({ length: 8 }, () => orderIn(router)[0]);
      assert.deepEqual(firsts, ['a/x', 'c/x', 'b/x', 'c/x', 'a/x', 'c/x', 'b/x', 'c/x']);
    });

    it('goes on where it was when the configuration changes', () => {
      const table = { r: { strategy: 'round-robin', ...to('a/x', 'b/x') } };
      const order = { order: orderOf(configOf({}), { turns: new RouteTurns() }) };
      assert.equal(orderIn(routes(table, order))[0], 'a/x');
      assert.equal(orderIn(routes(table, order))[0], 'b/x');
    });
  });

  it('least-used begins with the one that has cost least this month', () => {
    const facts = measured({ 'a/x': { used: 3 }, 'b/x': { used: 1 }, 'c/x': { used: 2 } });
    assert.deepEqual(orderIn(routes({ r: { strategy: 'least-used', ...to('a/x', 'b/x', 'c/x') } }, facts)), [
      'b/x',
      'c/x',
      'a/x',
    ]);
  });

  it('least-used counts all targets of a nested route together', () => {
    const facts = measured({ 'a/x': { used: 2 }, 'b/x': { used: 2 }, 'c/x': { used: 3 } });
    const table = { r: { strategy: 'least-used', ...to('@pool', 'c/x') }, pool: to('a/x', 'b/x') };
    assert.deepEqual(orderIn(routes(table, facts)), ['c/x', 'a/x', 'b/x']);
  });

  it('budget-aware begins with the most left', () => {
    const facts = measured({ 'a/x': { leftUsd: 3 }, 'b/x': { leftUsd: 9 }, 'c/x': { leftUsd: 5 } });
    assert.deepEqual(
      orderIn(routes({ r: { strategy: 'budget-aware', ...to('a/x', 'b/x', 'c/x') } }, facts)),
      ['b/x', 'c/x', 'a/x'],
    );
  });

  it('lets ratings count only where the route says so', () => {
    const facts = measured({ 'a/x': { answerMs: 1000, liking: 0.5 }, 'b/x': { answerMs: 1500, liking: 2 } });
    const by = (weighRatings?: boolean): string[] =>
      orderIn(routes({ r: { ...to('a/x', 'b/x'), strategy: 'fastest', weighRatings } }, facts));
    assert.deepEqual(by(), ['a/x', 'b/x']);
    assert.deepEqual(by(true), ['b/x', 'a/x']);
  });

  it('fastest and cheapest begin with the least time and money; an unknown price comes last', () => {
    const facts = measured({
      'a/x': { answerMs: 900, estimatedUsd: 0.1 },
      'b/x': { answerMs: 300, estimatedUsd: 0.3 },
      'c/x': { answerMs: 600 },
    });
    const by = (strategy: string): string[] =>
      orderIn(routes({ r: { strategy, ...to('c/x', 'a/x', 'b/x') } }, facts));
    assert.deepEqual(by('fastest'), ['b/x', 'c/x', 'a/x']);
    assert.deepEqual(by('cheapest'), ['a/x', 'b/x', 'c/x']);
  });

  it('cheapest asks for the price of this very request', () => {
    const config = configOf({ providers: providerTable });
    const bytes: number[] = [];
    const measures = measuresOf({
      config,
      ledger: {
        ...unpricedLedger,
        estimate: (target, size) => {
          bytes.push(size.promptBytes);
          return unpricedLedger.estimate(target, size);
        },
      },
      latency: noLatencyPriors,
      isLocal: ({ provider }) => provider === 'local',
    });
    const router = routes(
      { r: { strategy: 'cheapest', ...to('a/x', 'local/x') } },
      { order: orderOf(config, { measures }) },
    );
    // What runs here costs nothing; nobody knows the price of the other.
    assert.deepEqual(orderIn(router, chat('x'.repeat(5000))), ['local/x', 'a/x']);
    assert.deepEqual(bytes, [5000]);
  });

  describe('random', () => {
    const table = {
      r: {
        strategy: 'random',
        sticky: true,
        targets: [
          { model: 'a/x', weight: 6, variant: 'A' },
          { model: 'b/x', weight: 3, variant: 'B' },
          { model: 'c/x', variant: 'C' },
        ],
      },
    };
    const random = seededRandom(7);
    const facts: SceneFacts = {
      order: orderOf(configOf({}), { random: () => random.integer(1_000_000) / 1_000_000 }),
    };
    const loose = { r: { ...table.r, sticky: false } };

    /** Shares of the first target, by provider. */
    function shares(
      router: Router,
      headersOf: (index: number) => Record<string, string>,
    ): Record<string, number> {
      const counts: Record<string, number> = { a: 0, b: 0, c: 0 };
      const times = 6000;
      for (let index = 0; index < times; index++) {
        const { provider } = decide(router, chat('hello'), headersOf(index)).target;
        counts[provider] = (counts[provider] ?? 0) + 1 / times;
      }
      return counts;
    }

    it('draws by weight', () => {
      const drawn = shares(routes(loose, facts), () => ({}));
      for (const [provider, share] of Object.entries({ a: 0.6, b: 0.3, c: 0.1 })) {
        assert.ok(Math.abs((drawn[provider] ?? 0) - share) < 0.02, JSON.stringify(drawn));
      }
    });

    it('draws by weight among conversations when they keep their target', () => {
      const drawn = shares(routes(table, facts), (index) => ({ 'x-session-id': `s${index}` }));
      for (const [provider, share] of Object.entries({ a: 0.6, b: 0.3, c: 0.1 })) {
        assert.ok(Math.abs((drawn[provider] ?? 0) - share) < 0.02, JSON.stringify(drawn));
      }
    });

    it('keeps a conversation with its target and variant, in another process too', () => {
      const seen = new Set<string>();
      for (let turn = 0; turn < 20; turn++) {
        const request = chat(
          [...Array.from({ length: turn + 1 }, (_, index) => chat(`turn ${index}`).messages)].flat(),
        );
        const { plan } = decide(routes(table, facts), request);
        const [first] = plan.steps;
        assert.ok(first.kind === 'one');
        seen.add(`${stepText(first)} ${first.target.variant ?? ''}`);
      }
      assert.equal(seen.size, 1);
    });

    it('moves only the conversations of a target that goes', () => {
      const all = routes(table, facts);
      const less = routes(table, { ...facts, withoutKey: ['c'] });
      for (let index = 0; index < 100; index++) {
        const headers = { 'x-session-id': `s${index}` };
        const before = decide(all, chat('hello'), headers).target.provider;
        const after = decide(less, chat('hello'), headers).target.provider;
        if (before !== 'c') assert.equal(after, before);
      }
    });

    it('shows the heaviest to those who only ask', () => {
      for (let index = 0; index < 10; index++) {
        assert.equal(routes(loose, facts).preview(undefined).decision?.target.provider, 'a');
      }
    });
  });

  describe('nested routes', () => {
    it('stand as a whole where they are named, each target once', () => {
      const table = {
        r: to('@one', 'c/x', '@two'),
        one: to('a/x', 'b/x'),
        two: to('b/x', '@three'),
        three: to('a/x', 'd/x'),
      };
      assert.deepEqual(orderIn(routes(table)), ['a/x', 'b/x', 'c/x', 'd/x']);
    });

    it('take over parameters and variant of the target that names them, where they have none', () => {
      const table = {
        r: { targets: [{ model: '@in', variant: 'V', parameters: { temperature: 1, maxOutputTokens: 5 } }] },
        in: { targets: [{ model: 'a/x', parameters: { temperature: 0 } }] },
      };
      const [step] = decide(routes(table)).plan.steps;
      assert.ok(step.kind === 'one');
      assert.deepEqual(step.target.parameters, { temperature: 0, maxOutputTokens: 5 });
      assert.equal(step.target.variant, 'V');
    });

    it('give their first usable target to a race or a consensus', () => {
      const table = { r: { strategy: 'race', ...to('@in', 'c/x') }, in: to('a/x', 'b/x') };
      assert.deepEqual(orderIn(routes(table)), ['a/x, c/x']);
      assert.deepEqual(orderIn(routes(table, { gone: ['a/x'] })), ['b/x, c/x']);
    });

    it('that race stand as one step in an order', () => {
      const table = { r: to('@fast', 'c/x'), fast: { strategy: 'race', ...to('a/x', 'b/x') } };
      assert.deepEqual(orderIn(routes(table)), ['a/x, b/x', 'c/x']);
    });
  });

  describe('race and consensus', () => {
    it('with one target left are that target alone', () => {
      const table = { r: { strategy: 'race', ...to('a/x', 'b/x') } };
      assert.equal(decide(routes(table, { gone: ['a/x'] })).plan.steps[0].kind, 'one');
    });

    it('a consensus is joined by its summarizer, else by its first target', () => {
      const base = { strategy: 'consensus', quorum: 5, deadlineSeconds: 3, ...to('a/x', 'b/x') };
      const [step] = decide(routes({ r: { ...base, summarizer: '@sum' }, sum: to('c/x', 'd/x') })).plan.steps;
      assert.ok(step.kind === 'consensus');
      assert.deepEqual([step.quorum, step.deadlineMs, step.summarizer.target.provider], [2, 3000, 'c']);
      const [other] = decide(routes({ r: base })).plan.steps;
      assert.ok(other.kind === 'consensus');
      assert.equal(other.summarizer.target.provider, 'a');
    });

    it('a consensus gives a request with tools to one target after the other', () => {
      const table = { r: { strategy: 'consensus', ...to('a/x', 'b/x') } };
      const tools = [{ kind: 'function', name: 'f', parameters: {} }] as never;
      assert.deepEqual(orderIn(routes(table), chat('hello', { tools })), ['a/x', 'b/x']);
    });
  });

  describe('targets that cannot take part', () => {
    it('are left out: switched off, gone from the list, without a key; with a warning where nobody meant it', () => {
      const table = {
        r: {
          targets: [{ model: 'a/x', enabled: false }, { model: 'b/x' }, { model: 'c/x' }, { model: 'd/x' }],
        },
      };
      const router = routes(table, { gone: ['b/x'], withoutKey: ['c'] });
      const decision = decide(router);
      assert.deepEqual(textOf(decision.plan), ['d/x']);
      assert.deepEqual(decision.warnings, [
        'workspaces.default.model: b/x of @r is left out: "b" no longer has the model "x"',
        'workspaces.default.model: c/x of @r is left out: the provider "c" has no key',
      ]);
    });

    it('of which one is without its key are asked when nothing else is there', () => {
      const decision = decide(routes({ r: to('a/x') }, { withoutKey: ['a'] }));
      assert.deepEqual(textOf(decision.plan), ['a/x']);
      assert.deepEqual(decision.warnings, [
        'workspaces.default.model: a/x of @r: the provider "a" has no key',
      ]);
    });

    it('are tried in a catch-all when their provider only does not list them, and nothing else is there', () => {
      assert.deepEqual(orderIn(routes({ r: to('a/x') }, { gone: ['a/x'] })), ['a/x']);
    });

    it('are told to whoever asks why, with the order', () => {
      const table = {
        r: {
          targets: [
            { model: 'a/x', enabled: false },
            { model: 'b/x', when: { hasTools: true } },
            { model: '@in' },
            { model: 'd/*' },
          ],
        },
        in: to('c/x'),
      };
      const { route } = routes(table).explain(asked(chat('hello')), noWindows);
      assert.deepEqual(route, {
        id: 'r',
        strategy: 'priority',
        order: ['c/x'],
        leftOut: [
          { route: 'r', target: 'a/x', why: 'it is switched off' },
          { route: 'r', target: 'b/x', why: 'it asks for a request with tools, and this one has none' },
          { route: 'r', target: 'd/*', why: 'the request names no model' },
        ],
      });
    });
  });

  describe('conditions', () => {
    const table = {
      r: { targets: [{ model: 'a/x', when: { tokens: { max: 100 } } }, { model: 'b/x' }] },
    };

    it('let a target take part only when they hold', () => {
      assert.deepEqual(orderIn(routes(table)), ['a/x', 'b/x']);
      assert.deepEqual(orderIn(routes(table), chat('word '.repeat(1000))), ['b/x']);
    });

    it('hold for embeddings too where they say nothing of it', () => {
      const config = configOf({
        providers: providerTable,
        routes: table,
        workspaces: { default: { embeddingsModel: '@r' } },
      });
      const { plan } = routerOf({ config }).decide(asked(embeddings('hello')), noWindows);
      assert.deepEqual(textOf(plan), ['a/x', 'b/x']);
    });
  });

  describe('the requested model', () => {
    const table = {
      r: {
        targets: [
          { model: 'b/*', remap: { '*opus*': 'big', '*haiku*': 'small' } },
          { model: 'a/x', remap: { 'gpt-*': 'y' } },
        ],
      },
    };
    const asking = (model: string): string[] => orderIn(routes(table), chat('hello', { model }));

    it('is remapped by the first glob that matches, else kept by "*" and replaced by a model', () => {
      assert.deepEqual(asking('claude-opus-4-5'), ['b/big', 'a/x']);
      assert.deepEqual(asking('Claude-Haiku'), ['b/small', 'a/x']);
      assert.deepEqual(asking('gpt-5'), ['b/gpt-5', 'a/y']);
    });

    it('is none for "auto" and below /v1/mux', () => {
      assert.deepEqual(asking('auto'), ['a/x']);
      const below = asked(chat('hello', { model: 'gpt-5' }), { ignoreModel: true });
      assert.deepEqual(textOf(routes(table).decide(below, noWindows).plan), ['a/x']);
    });
  });
});
