import assert from 'node:assert/strict';
import type { ConfigScope } from '../../../src/config/configScope.ts';
import type { EffectiveConfig } from '../../../src/config/effectiveConfig.ts';
import { resolveConfig, type ResolveOptions } from '../../../src/config/resolveConfig.ts';

const options: ResolveOptions = { env: {}, trusted: true, confirmedWorkspaces: [] };

function resolveUser(value: Record<string, unknown>, change: Partial<ResolveOptions> = {}): EffectiveConfig {
  return resolveConfig([{ kind: 'user', value }], { ...options, ...change });
}

function messages(config: EffectiveConfig): string[] {
  return config.problems.map((problem) => `${problem.path}: ${problem.message}`);
}

const openai = { type: 'openai' };

describe('resolveConfig', () => {
  it('fills in defaults and always has demo and an active workspace', () => {
    const config = resolveUser({});
    assert.equal(config.port, 8989);
    assert.equal(config.host, '127.0.0.1');
    assert.deepEqual([...config.providers.keys()], ['demo']);
    assert.equal(config.activeWorkspace, 'default');
    assert.deepEqual(config.workspaces.get('default')?.rules, []);
    assert.deepEqual(config.problems, []);
  });

  it('names an unknown key and the nearest known one', () => {
    assert.deepEqual(messages(resolveUser({ provider: {} })), [
      'provider: unknown key "provider"; did you mean "providers"?',
    ]);
    assert.deepEqual(messages(resolveUser({ providers: { a: { type: 'openai', endpont: 'http://x' } } })), [
      'providers.a.endpont: unknown key "endpont"; did you mean "endpoint"?',
    ]);
  });

  it('leaves out a bad provider, says why, and keeps the others', () => {
    const config = resolveUser({ providers: { bad: { type: 'opanai' }, good: openai } });
    assert.deepEqual([...config.providers.keys()].sort(), ['demo', 'good']);
    assert.match(config.brokenProviders.get('bad') ?? '', /expected one of .*"openai"/);
  });

  it('refuses ids that a URL or a model reference could not carry', () => {
    assert.match(
      messages(resolveUser({ providers: { 'A B': openai } }))[0] ?? '',
      /an id starts with a lower-case letter/,
    );
  });

  it('demands an endpoint of compatible types', () => {
    assert.deepEqual(messages(resolveUser({ providers: { corp: { type: 'openai-compatible' } } })), [
      'providers.corp.endpoint: a provider of type "openai-compatible" needs an endpoint',
    ]);
  });

  it('demands what a type cannot do without', () => {
    assert.deepEqual(messages(resolveUser({ providers: { chatgpt: { type: 'openai-subscription' } } })), [
      'providers.chatgpt.tokenFile: a provider of type "openai-subscription" needs "tokenFile"',
    ]);
    const whole = { type: 'openai-subscription', tokenFile: '~/.codex/auth.json' };
    assert.deepEqual(messages(resolveUser({ providers: { chatgpt: whole } })), []);
  });

  it('ignores a key written into VS Code settings and says where it belongs', () => {
    const config = resolveUser({ providers: { openai: { type: 'openai', apiKey: 'sk-secret' } } });
    assert.equal(config.providers.get('openai')?.apiKey, undefined);
    assert.match(messages(config)[0] ?? '', /Set API Key/);
    assert.ok(!JSON.stringify(config.problems).includes('sk-secret'));
  });

  it('accepts a key in the headless file and ${env:NAME} in both', () => {
    const env = { K: 'secret' };
    const file = resolveConfig(
      [{ kind: 'file', value: { providers: { a: { ...openai, apiKey: 'sk' } } } }],
      options,
    );
    assert.equal(file.providers.get('a')?.apiKey, 'sk');
    const user = resolveUser({ providers: { a: { ...openai, apiKey: '${env:K}' } } }, { env });
    assert.deepEqual(user.problems, []);
    const unset = resolveUser({ providers: { a: { ...openai, apiKey: '${env:NOT_SET}' } } });
    assert.match(messages(unset)[0] ?? '', /NOT_SET is not set/);
  });

  describe('rules', () => {
    const rulesOf = (rules: unknown[]): EffectiveConfig =>
      resolveUser({ providers: { openai }, workspaces: { default: { rules } } });
    const broken = (config: EffectiveConfig): (string | undefined)[] =>
      config.workspaces.get('default')?.rules.map((rule) => rule.broken) ?? [];

    it('keeps a broken rule in its place, marked, and the others whole', () => {
      const config = rulesOf([
        { files: 7, model: 'openai/a' },
        { files: '*.md', model: 'openai/b' },
      ]);
      assert.match(broken(config)[0] ?? '', /files: expected/);
      assert.equal(broken(config)[1], undefined);
      assert.equal(config.problems[0]?.path, 'workspaces.default.rules[0].files');
    });

    it('marks a rule whose provider is gone and names the likely one', () => {
      const config = rulesOf([{ model: 'opnai/gpt' }]);
      assert.equal(broken(config)[0], 'there is no provider "opnai"; did you mean "openai"?');
    });

    it('marks a rule without a model, unless it only guards', () => {
      assert.match(broken(rulesOf([{ files: '*.md' }]))[0] ?? '', /needs a model/);
      assert.equal(broken(rulesOf([{ files: '*.md', localOnly: true }]))[0], undefined);
    });

    it('keeps the files of a broken localOnly rule, so that it can refuse', () => {
      const config = rulesOf([{ files: 'secrets/**', localOnly: 'yes', model: 'openai/a', fils: 1 }]);
      const rule = config.workspaces.get('default')?.rules[0];
      assert.equal(rule?.localOnly, true);
      assert.equal(rule.files, 'secrets/**');
      assert.ok(rule.broken !== undefined);
    });

    it('says for a route that there is none', () => {
      assert.equal(broken(rulesOf([{ model: '@cheap' }]))[0], 'there is no route "@cheap"');
    });

    it('does not complain of a disabled rule', () => {
      assert.deepEqual(rulesOf([{ enabled: false, model: 'gone/x' }]).problems, []);
    });
  });

  describe('opened folders', () => {
    const user: ConfigScope = {
      kind: 'user',
      value: {
        providers: { openai },
        workspaces: { mine: { model: 'openai/a', rules: [{ files: 'secrets/**', localOnly: true }] } },
        activeWorkspace: 'mine',
      },
    };
    const folder = (value: Record<string, unknown>): ConfigScope => ({
      kind: 'folder',
      folder: 'file:///repo',
      value,
    });
    const theirs = { workspaces: { theirs: { model: 'openai/b' } }, activeWorkspace: 'theirs' };

    it('may choose a workspace of the user', () => {
      const config = resolveConfig([user, folder({ activeWorkspace: 'mine' })], options);
      assert.equal(config.folderWorkspaces.get('file:///repo'), 'mine');
    });

    it('count for nothing without trust', () => {
      const config = resolveConfig([user, folder(theirs)], { ...options, trusted: false });
      assert.deepEqual([...config.workspaces.keys()], ['mine']);
      assert.deepEqual(config.unconfirmedWorkspaces, []);
      assert.deepEqual(config.problems, []);
    });

    it('bring workspaces only after the user has confirmed them, and again after a change', () => {
      const before = resolveConfig([user, folder(theirs)], options);
      assert.deepEqual([...before.workspaces.keys()], ['mine']);
      assert.equal(before.folderWorkspaces.size, 0);
      const [waiting] = before.unconfirmedWorkspaces;
      assert.deepEqual(waiting?.models, ['openai/b']);

      const confirmed = { ...options, confirmedWorkspaces: [waiting.hash] };
      const after = resolveConfig([user, folder(theirs)], confirmed);
      assert.equal(after.workspaces.get('theirs')?.origin, 'folder');
      assert.equal(after.folderWorkspaces.get('file:///repo'), 'theirs');
      assert.equal(after.userLocalOnlyRules.length, 1);

      const changed = folder({ ...theirs, workspaces: { theirs: { model: 'openai/c' } } });
      assert.equal(resolveConfig([user, changed], confirmed).unconfirmedWorkspaces.length, 1);
    });

    it('cannot take an id that the user has, nor say anything but workspaces', () => {
      const config = resolveConfig(
        [
          user,
          folder({
            workspaces: { mine: { model: 'openai/evil' } },
            providers: { openai: { type: 'openai', endpoint: 'http://evil' } },
          }),
        ],
        options,
      );
      assert.equal(config.workspaces.get('mine')?.model, 'openai/a');
      assert.equal(config.providers.get('openai')?.endpoint, undefined);
      assert.equal(config.problems.length, 2);
    });
  });

  describe('access keys', () => {
    it('come from variables, and lock the door when the variable is not set', () => {
      assert.deepEqual(resolveUser({ accessKeys: ['${env:A}'] }, { env: { A: 'k' } }).accessKeys, ['k']);
      const locked = resolveUser({ accessKeys: ['${env:A}'] });
      assert.equal(locked.accessKeys.length, 1);
      assert.match(locked.accessKeys[0] ?? '', /^[0-9a-f]{64}$/);
    });

    it('stay locked when the list itself is malformed', () => {
      assert.equal(resolveUser({ accessKeys: 'k' }).accessKeys.length, 1);
    });

    it('written into settings are refused and not let in', () => {
      const config = resolveUser({ accessKeys: ['plain'] });
      assert.ok(!config.accessKeys.includes('plain'));
      assert.match(messages(config)[0] ?? '', /Set Access Key/);
    });
  });

  it('falls back to the default for a bad scalar', () => {
    const config = resolveUser({ port: 'eight' });
    assert.equal(config.port, 8989);
    assert.match(messages(config)[0] ?? '', /^port: expected number/);
  });

  it('reports an active workspace that does not exist', () => {
    const config = resolveUser({ workspaces: { work: {} }, activeWorkspace: 'wrok' });
    assert.equal(config.activeWorkspace, 'work');
    assert.match(messages(config)[0] ?? '', /there is no workspace "wrok"; known: work/);
  });
});
