import assert from 'node:assert/strict';
import type { GatewayError } from '../../../../src/gateway/errors.ts';
import { stepText } from '../../../../src/gateway/routes/stepText.ts';
import { leaves } from '../../../../src/gateway/routes/unit.ts';
import type { Decision } from '../../../../src/gateway/routing/decision.ts';
import type { Router } from '../../../../src/gateway/routing/router.ts';
import { TurnMap } from '../../../../src/gateway/routing/turnMap.ts';
import {
  asked,
  calls,
  chat,
  completion,
  configOf,
  embeddings,
  providerTable,
  results,
  routerOf,
  says,
  type SceneFacts,
  windowOf,
  windowsOf,
} from '../../../helpers/routing.ts';

const noWindows = windowsOf();
const to = (...models: string[]): { targets: { model: string }[] } => ({
  targets: models.map((model) => ({ model })),
});
const routes = {
  strong: to('a/big', 'b/big'),
  mixed: to('a/x', 'local/x', 'b/x'),
  remote: to('a/x', 'b/x'),
  turns: { strategy: 'round-robin', ...to('a/x', 'b/x') },
};

function router(
  workspace: Record<string, unknown>,
  more: Record<string, unknown> = {},
  facts: SceneFacts = {},
): Router {
  const config = configOf({ providers: providerTable, routes, workspaces: { default: workspace }, ...more });
  return routerOf({ config, ...facts });
}

const planOf = ({ plan }: Decision): string => plan.steps.map(stepText).join(' ');

/** Where a request goes: cause, route and order. */
function told(decision: Decision): string {
  return `${decision.cause}: @${decision.plan.route ?? ''} ${planOf(decision)}`;
}

function refusal(act: () => unknown): GatewayError {
  try {
    act();
  } catch (error) {
    return error as GatewayError;
  }
  throw new Error('it was not refused');
}

describe('a route where a model may stand', () => {
  it('leaves a target out from the moment on when its provider no longer lists it', () => {
    const gone: string[] = [];
    const decides = router({ model: '@remote' }, {}, { gone });
    assert.equal(planOf(decides.decide(asked(chat('one')), noWindows)), 'a/x b/x');
    gone.push('a/x');
    assert.equal(planOf(decides.decide(asked(chat('two')), noWindows)), 'b/x');
  });

  const ask = (of: Router, request = chat('hello')): Decision => of.decide(asked(request), noWindows);

  it('is planned for a rule, the catch-all and embeddings', () => {
    const of = router({
      model: '@remote',
      embeddingsModel: '@mixed',
      rules: [{ files: '*.md', model: '@strong' }],
    });
    const decision = ask(of, chat('see `README.md`:\n```md README.md\n```'));
    assert.equal(told(decision), 'rule: @strong a/big b/big');
    assert.equal(
      decision.reason,
      'rule 1 (*.md) matched README.md, named in the newest message → @strong (priority): a/big',
    );
    assert.equal(told(ask(of)), 'catch-all: @remote a/x b/x');
    assert.equal(
      told(of.decide(asked(embeddings('hello')), noWindows)),
      'embeddings model: @mixed a/x local/x b/x',
    );
  });

  it('is planned for a pin', () => {
    const pinned = windowsOf(windowOf({ override: { chat: '@strong', fim: '@remote' } }));
    const of = router({ model: 'c/c' });
    assert.equal(told(of.decide(asked(chat('hello')), pinned)), 'pin: @strong a/big b/big');
    assert.equal(told(of.decide(asked(completion('x')), pinned)), 'pin: @remote a/x b/x');
    const gone = windowsOf(windowOf({ override: { chat: '@gone' } }));
    const decision = of.decide(asked(chat('hello')), gone);
    assert.equal(told(decision), 'catch-all: @ c/c');
    assert.deepEqual(decision.warnings, ['the pinned model @gone is passed over: there is no route "@gone"']);
  });

  it('is planned when the client names it, with the tag too that clients of Ollama add', () => {
    const of = router({ model: 'c/c', rules: [{ model: 'd/d' }] });
    for (const model of ['@strong', '@strong:latest']) {
      assert.equal(told(ask(of, chat('hello', { model }))), 'named route: @strong a/big b/big');
    }
  });

  it('of a name that there is not is 404 with those that there are', () => {
    const error = refusal(() => ask(router({}), chat('hello', { model: '@strnog' })));
    assert.deepEqual(
      [error.code, error.message],
      ['model_not_found', 'there is no route "@strnog"; there is: @strong, @mixed, @remote, @turns'],
    );
    const none = refusal(() => ask(routerOf(), chat('hello', { model: '@x' })));
    assert.equal(none.message, 'there is no route "@x"; none is configured');
  });

  it('that is broken skips its rule, and is refused by name with why', () => {
    const broken = { routes: { loop: to('@loop') } };
    const of = router({ model: 'c/c', rules: [{ model: '@loop' }] }, broken);
    const decision = ask(of);
    assert.equal(told(decision), 'catch-all: @ c/c');
    assert.match(decision.warnings[0] ?? '', /is skipped: the route "@loop" cannot be used/);
    const error = refusal(() => ask(of, chat('hello', { model: '@loop' })));
    assert.equal(
      error.message,
      'the route "@loop" cannot be used: the route refers to itself: @loop → @loop',
    );
  });

  it('without a target that can answer skips its rule, and is 503 as a catch-all', () => {
    const facts = { providers: ['c'] };
    const of = router({ model: 'c/c', rules: [{ model: '@strong' }] }, {}, facts);
    assert.equal(told(ask(of)), 'catch-all: @ c/c');
    assert.ok(ask(of).warnings.includes('rule 1 (everything) is skipped: no target of @strong can answer'));
    const error = refusal(() => ask(router({ model: '@strong' }, {}, facts)));
    assert.equal(error.code, 'provider_unavailable');
  });

  it('passes requests for other paths to its first target that has the path', () => {
    const passed = {
      routing: asked(chat('x', { model: '@remote' })),
      method: 'POST',
      path: '/v1/images/generations',
      holders: ['b'],
      wouldHold: '',
      carriesData: true,
    };
    const decision = router({}).decidePassed(passed, noWindows);
    assert.deepEqual([decision.cause, decision.target], ['named route', { provider: 'b', model: 'x' }]);
  });
});

describe('localOnly and routes', () => {
  const guard = { files: 'secrets/**', localOnly: true };
  const secret = chat('see\n```env secrets/.env\n```');
  const ask = (of: Router, request = secret): Decision => of.decide(asked(request), noWindows);

  it('lets the local targets alone answer, whatever failover would try', () => {
    const decision = ask(router({ model: '@mixed', rules: [guard] }));
    assert.equal(told(decision), 'catch-all: @mixed local/x');
    assert.match(
      decision.reason,
      /, of its targets only the local ones, as rule 1 \(secrets\/\*\*\) keeps secrets\/\.env \(.*\) on this machine → @mixed \(priority\): local\/x$/,
    );
    assert.equal(
      told(ask(router({ model: '@mixed', rules: [guard] }), chat('hello', { model: '@mixed' }))),
      'named route: @mixed a/x local/x b/x',
    );
  });

  it('refuses a route without a local target', () => {
    const of = router({ model: '@remote', rules: [guard] });
    const error = refusal(() => ask(of));
    assert.equal(error.code, 'policy_violation');
    assert.match(error.message, /@remote is not local/);
    assert.equal(
      refusal(() => ask(of, chat(secret.messages, { model: '@remote' }))).code,
      'policy_violation',
    );
  });

  it('takes the local targets of the route that its own rule names', () => {
    const of = router({
      model: 'c/c',
      rules: [{ ...guard, model: '@mixed', request: 'chat' }, { model: 'd/d' }],
    });
    const named = ask(of, chat(secret.messages, { model: 'b/b' }));
    assert.equal(told(named), 'local only: @mixed local/x');
  });

  it('takes remote models out of races, and out of a consensus its remote summarizer', () => {
    const more = {
      routes: {
        race: { strategy: 'race', ...to('a/x', 'local/x', 'local/y') },
        join: { strategy: 'consensus', summarizer: 'a/x', ...to('b/x', 'local/x', 'local/y') },
      },
    };
    const of = (model: string): Decision => ask(router({ model, rules: [guard] }, more));
    assert.equal(planOf(of('@race')), 'local/x, local/y');
    assert.equal(planOf(of('@join')), 'local/x, local/y, joined by local/x');
    for (const target of leaves(of('@join').plan.steps)) assert.equal(target.target.provider, 'local');
  });
});

describe('a turn that a route decided', () => {
  const begun = [says('user', 'do it')];
  const looped = [...begun, calls('read', {}), results('text')];
  const ask = (of: Router, messages: typeof begun, model = 'auto'): Decision =>
    of.decide(asked(chat(messages, { model })), noWindows);

  it('keeps its target first, and the rest of its route behind it', () => {
    const of = router({ model: '@turns' });
    assert.equal(planOf(ask(of, begun)), 'a/x b/x');
    const later = ask(of, looped);
    assert.equal(told(later), 'same turn: @turns a/x b/x');
    assert.equal(
      later.reason,
      'same turn: no rule is for this kind of request, so the catch-all model of "default" answers → @turns (round-robin): a/x',
    );
    // The loop took no turn of the route.
    assert.equal(planOf(ask(of, [says('user', 'another')])), 'b/x a/x');
  });

  it('stays with the target that answered where the first failed', () => {
    const turns = new TurnMap();
    const of = router({ model: '@remote' }, {}, { turns });
    const first = ask(of, begun);
    turns.answered(first, { target: { provider: 'b', model: 'x' } });
    const second = ask(of, looped);
    assert.equal(planOf(second), 'b/x a/x');
    assert.match(second.reason, /^same turn, which b\/x went on with: /);
    turns.answered(second, { target: { provider: 'a', model: 'x' } });
    assert.equal(planOf(ask(of, looped)), 'a/x b/x');
  });

  it('goes on with one target of a race', () => {
    const race = { routes: { r: { strategy: 'race', ...to('a/x', 'b/x') } } };
    const of = router({ model: '@r' }, race);
    assert.equal(planOf(ask(of, begun)), 'a/x, b/x');
    assert.equal(planOf(ask(of, looped)), 'a/x b/x');
  });

  it('is kept when the client names the route, and begins anew when it names another', () => {
    const of = router({});
    assert.equal(planOf(ask(of, begun, '@turns')), 'a/x b/x');
    assert.equal(told(ask(of, looped, '@turns')), 'same turn: @turns a/x b/x');
    assert.equal(told(ask(of, looped, '@strong')), 'named route: @strong a/big b/big');
  });

  it('ends when its target is gone, and leaves out others that are', () => {
    const turns = new TurnMap();
    ask(router({ model: '@mixed' }, {}, { turns }), begun);
    assert.equal(
      told(ask(router({ model: '@mixed' }, {}, { turns, gone: ['local/x'] }), looped)),
      'same turn: @mixed a/x b/x',
    );
    assert.equal(
      told(ask(router({ model: '@mixed' }, {}, { turns, gone: ['a/x'] }), looped)),
      'catch-all: @mixed local/x b/x',
    );
  });
});

describe('tiers', () => {
  const tiers = {
    '*opus*': '@strong',
    '*sonnet*': { model: 'b/mid' },
    '*haiku*': { enabled: false, model: 'a/a' },
  };
  const workspace = { model: 'c/c', rules: [{ files: '*.md', model: 'd/d' }] };
  const ask = (of: Router, model: string, change = {}): Decision =>
    of.decide(asked(chat('hello', { model }), change), noWindows);

  it('decide for names that no provider was named for, after the rules and before the catch-all', () => {
    const of = router(workspace, { tiers });
    const decision = ask(of, 'claude-opus-4-5-20251101');
    assert.equal(told(decision), 'tier: @strong a/big b/big');
    assert.equal(
      decision.reason,
      'the tier *opus* matched claude-opus-4-5-20251101 → @strong (priority): a/big',
    );
    assert.equal(told(ask(of, 'Claude-Sonnet-4-5')), 'tier: @ b/mid');
    assert.equal(told(ask(of, 'anthropic/claude-opus-4')), 'tier: @strong a/big b/big');
    assert.equal(told(ask(of, 'claude-haiku-4-5')), 'catch-all: @ c/c');
    const ruled = of.decide(asked(chat('```md a.md\n```', { model: 'claude-opus-4-5' })), noWindows);
    assert.equal(told(ruled), 'rule: @ d/d');
  });

  it('are not asked for a known model, for the rules, nor below /v1/mux', () => {
    const of = router(workspace, { tiers: { '*': '@strong' } });
    assert.equal(told(ask(of, 'b/claude-opus-4-5')), 'named model: @ b/claude-opus-4-5');
    for (const model of ['auto', 'mux', '', 'workspace:default'])
      assert.equal(told(ask(of, model)), 'catch-all: @ c/c');
    assert.equal(told(ask(of, 'claude-opus-4-5', { ignoreModel: true })), 'catch-all: @ c/c');
  });

  it('of the workspace come before the global ones', () => {
    const of = router({ ...workspace, tiers: { 'claude-*': 'local/x' } }, { tiers });
    const decision = ask(of, 'claude-opus-4-5');
    assert.equal(told(decision), 'tier: @ local/x');
    assert.equal(decision.reason, 'the tier claude-* of "default" matched claude-opus-4-5');
    assert.equal(told(ask(of, 'opus')), 'tier: @strong a/big b/big');
  });

  it('may send the name itself to a provider', () => {
    const of = router(workspace, { tiers: { 'claude-*': 'b/*' } });
    assert.equal(told(ask(of, 'claude-opus-4-5')), 'tier: @ b/claude-opus-4-5');
  });

  it('that cannot be used are skipped with a warning', () => {
    const of = router(workspace, { tiers: { '*opus*': '@gone', 'claude-*': 'b/b' } });
    const decision = ask(of, 'claude-opus-4-5');
    assert.equal(told(decision), 'tier: @ b/b');
    assert.deepEqual(decision.warnings, ['the tier *opus* is skipped: there is no route "@gone"']);
  });

  it('never make a chat model answer embeddings', () => {
    const of = router({ embeddingsModel: 'a/e' }, { tiers: { '*': '@strong' } });
    const decision = of.decide(asked(embeddings('x', { model: 'text-embedding-3-small' })), noWindows);
    assert.equal(told(decision), 'embeddings model: @ a/e');
  });

  it('hold for completions', () => {
    const of = router(workspace, { tiers: { 'codestral*': 'local/c' } });
    assert.equal(
      told(of.decide(asked(completion('x', { model: 'codestral-latest' })), noWindows)),
      'tier: @ local/c',
    );
  });
});
