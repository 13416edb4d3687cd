import assert from 'node:assert/strict';
import type { EffectiveConfig } from '../../../src/config/effectiveConfig.ts';
import { parseConfigText } from '../../../src/config/parseConfigText.ts';
import { resolveConfig } from '../../../src/config/resolveConfig.ts';

const providers = {
  openai: { type: 'openai' },
  anthropic: { type: 'anthropic', accounts: { work: {}, home: {} } },
};

function resolve(value: Record<string, unknown>): EffectiveConfig {
  return resolveConfig([{ kind: 'user', value: { providers, ...value } }], {
    env: {},
    trusted: true,
    confirmedWorkspaces: [],
  });
}

function problemsOf(routes: unknown): string[] {
  return resolve({ routes }).problems.map(({ severity, path, message }) => `${severity} ${path}: ${message}`);
}

/** Which routes are broken, and why. */
function brokenIn(routes: unknown): Record<string, string | undefined> {
  return Object.fromEntries([...resolve({ routes }).routes].map(([id, { broken }]) => [id, broken]));
}

const to = (...models: string[]): { targets: { model: string }[] } => ({
  targets: models.map((model) => ({ model })),
});

describe('resolveRoutes', () => {
  it('keeps routes in the order written, with all that they say', () => {
    const routes = {
      strong: {
        strategy: 'random',
        sticky: true,
        targets: [
          { model: 'anthropic/*', account: 'work', weight: 2, remap: { '*opus*': 'claude-opus-4-5' } },
        ],
      },
      any: to('@strong', 'openai/gpt-5'),
    };
    const config = resolve({ routes });
    assert.deepEqual(config.problems, []);
    assert.deepEqual([...config.routes.keys()], ['strong', 'any']);
    assert.deepEqual(config.routes.get('strong'), { id: 'strong', ...routes.strong });
  });

  it('names an unknown provider, account and route with the nearest that there is', () => {
    assert.deepEqual(
      problemsOf({
        a: {
          targets: [
            { model: 'opnai/gpt-5' },
            { model: 'anthropic/x', account: 'wrok' },
            { model: '@bb' },
            { model: 'openai/gpt-5', account: 'work' },
          ],
        },
        b: to('openai/gpt-5'),
      }),
      [
        'error routes.a.targets[0].model: there is no provider "opnai"; did you mean "openai"?',
        'error routes.a.targets[1].account: the provider "anthropic" has no account "wrok"; did you mean "work"?',
        'error routes.a.targets[2].model: there is no route "@bb"; did you mean "@b"?',
        'error routes.a.targets[3].account: the provider "openai" has no account "work"',
      ],
    );
  });

  it('marks a bad target and keeps the others, whatever is wrong with it', () => {
    const { routes, problems } = resolve({
      routes: {
        a: { targets: [{ model: 'gpt-5' }, { model: 'openai/a', weigth: 2 }, { model: 'openai/b' }] },
      },
    });
    const route = routes.get('a');
    assert.equal(route?.broken, undefined);
    assert.deepEqual(
      route?.targets.map(({ broken }) => broken),
      [
        'model: expected "provider/model", for example "openai/gpt-4o-mini", or "@route"',
        'weigth: unknown key "weigth"; did you mean "weight"?',
        undefined,
      ],
    );
    assert.equal(problems.length, 2);
  });

  it('does not take a target whose condition is not understood for one without a condition', () => {
    const target = resolve({
      routes: { a: { targets: [{ model: 'openai/a', when: { clients: 'cline' } }, { model: 'openai/b' }] } },
    }).routes.get('a')?.targets[0];
    assert.match(target?.broken ?? '', /^when\.clients: /);
  });

  it('breaks a route that cannot be used at all, and says why where it is named', () => {
    const config = resolve({
      routes: {
        gone: to('nobody/x'),
        empty: { targets: [] },
        odd: { strategy: 'best', ...to('openai/a') },
        list: [],
      },
      workspaces: { default: { model: '@gone', rules: [{ model: '@odd' }] } },
    });
    assert.deepEqual(
      [...config.routes].map(([id, { broken }]) => [id, broken?.slice(0, 30)]),
      [
        ['gone', 'none of its targets can be use'],
        ['empty', 'it has no targets'],
        ['odd', 'expected one of "priority", "r'],
        ['list', 'it is no object'],
      ],
    );
    assert.match(
      config.workspaces.get('default')?.rules[0]?.broken ?? '',
      /^the route "@odd" cannot be used: /,
    );
    assert.ok(
      config.problems.some(
        ({ path, message }) =>
          path === 'workspaces.default.model' && message.startsWith('the route "@gone" cannot be used'),
      ),
    );
  });

  describe('a cycle', () => {
    const routes = {
      a: to('@b'),
      b: to('@a', 'openai/x'),
      outside: to('@a', 'openai/y'),
      behind: to('@b'),
      good: to('openai/z'),
    };

    it('is printed once, where it begins', () => {
      assert.deepEqual(problemsOf(routes), [
        'error routes.a.targets[0].model: the route refers to itself: @a → @b → @a',
        'error routes.outside.targets[0].model: the route "@a" cannot be used: the route refers to itself: @a → @b → @a',
        'error routes.behind.targets[0].model: the route "@b" cannot be used: the route refers to itself: @a → @b → @a',
      ]);
    });

    it('breaks the routes in it and what has only them, and nothing else', () => {
      const broken = brokenIn(routes);
      assert.deepEqual(
        Object.keys(broken).filter((id) => broken[id] !== undefined),
        ['a', 'b', 'behind'],
      );
    });

    it('of one route with itself, and through a summarizer, is one too', () => {
      assert.deepEqual(problemsOf({ a: to('@a') }), [
        'error routes.a.targets[0].model: the route refers to itself: @a → @a',
      ]);
      assert.deepEqual(
        problemsOf({ a: { strategy: 'consensus', summarizer: '@b', ...to('openai/x') }, b: to('@a') }),
        ['error routes.a.summarizer: the route refers to itself: @a → @b → @a'],
      );
    });

    it('goes not through a target that is switched off', () => {
      assert.deepEqual(
        problemsOf({ a: { targets: [{ model: '@a', enabled: false }, { model: 'openai/x' }] } }),
        [],
      );
    });

    it('of hundreds of routes is found quickly', () => {
      const many = Object.fromEntries(
        Array.from({ length: 300 }, (_, index) => [`r${index}`, to(`@r${(index + 1) % 300}`)]),
      );
      const startedAt = performance.now();
      assert.equal(problemsOf(many).length, 1);
      assert.ok(performance.now() - startedAt < 2000);
    });
  });

  it('refuses an account or a remap on a route', () => {
    assert.deepEqual(
      problemsOf({
        a: {
          targets: [
            { model: '@b', account: 'work' },
            { model: '@b', remap: {} },
          ],
        },
        b: to('openai/x'),
      }),
      [
        'error routes.a.targets[0].account: an account belongs to a provider; @b is a route',
        'error routes.a.targets[1].remap: models are remapped at a provider; @b is a route',
      ],
    );
  });

  it('warns of keys that count with another strategy only', () => {
    assert.deepEqual(problemsOf({ a: { sticky: true, quorum: 2, ...to('openai/x') } }), [
      'warning routes.a.sticky: it counts with the strategy "random" only, not with "priority"',
      'warning routes.a.quorum: it counts with the strategy "consensus" only, not with "priority"',
    ]);
  });

  it('says the line in a file', () => {
    const text = `{
  "providers": { "openai": { "type": "openai" } },
  "routes": {
    "a": { "targets": [
      { "model": "openai/x" },
      { "model": "nobody/x" }
    ] }
  }
}`;
    const parsed = parseConfigText(text);
    assert.ok('value' in parsed);
    const { problems } = resolveConfig([{ kind: 'file', ...parsed }], {
      env: {},
      trusted: true,
      confirmedWorkspaces: [],
    });
    assert.deepEqual(
      problems.map(({ path, line }) => [path, line]),
      [['routes.a.targets[1].model', 6]],
    );
  });

  it('takes no routes from a folder, and lists the models of routes and tiers that its workspace names', () => {
    const theirs = {
      routes: { evil: to('openai/evil') },
      workspaces: {
        theirs: { model: '@strong', rules: [{ model: '@evil' }], tiers: { '*opus*': 'openai/o' } },
      },
    };
    const config = resolveConfig(
      [
        {
          kind: 'user',
          value: { providers, routes: { strong: to('@pool', 'openai/a'), pool: to('anthropic/b') } },
        },
        { kind: 'folder', folder: 'file:///repo', value: theirs },
      ],
      { env: {}, trusted: true, confirmedWorkspaces: [] },
    );
    assert.deepEqual([...config.routes.keys()], ['strong', 'pool']);
    assert.deepEqual(config.unconfirmedWorkspaces[0]?.models, [
      '@strong (anthropic/b, openai/a)',
      '@evil',
      'openai/o',
    ]);
    assert.deepEqual(
      config.problems.map(({ path, message }) => `${path}: ${message}`),
      [
        'routes: ignored in file:///repo: only user settings may say this',
        'workspaces.theirs.rules[0].model: there is no route "@evil"',
      ],
    );
  });
});

describe('tiers', () => {
  it('have rows for opus, sonnet and haiku behind what is written, switched off', () => {
    const { tiers, problems } = resolve({
      tiers: { 'gpt-*': 'openai/gpt-5', '*opus*': '@strong' },
      routes: { strong: to('openai/x') },
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      tiers.map(({ pattern, model, enabled }) => [pattern, model, enabled]),
      [
        ['gpt-*', 'openai/gpt-5', true],
        ['*opus*', '@strong', true],
        ['*sonnet*', undefined, false],
        ['*haiku*', undefined, false],
      ],
    );
  });

  it('that point nowhere are broken and named', () => {
    const { tiers, problems } = resolve({
      tiers: { '*opus*': '@strnog' },
      routes: { strong: to('openai/x') },
    });
    assert.equal(tiers[0]?.broken, 'there is no route "@strnog"; did you mean "@strong"?');
    assert.deepEqual(
      problems.map(({ path }) => path),
      ['tiers.*opus*'],
    );
  });
});
