import assert from 'node:assert/strict';
import type { ConfigScope } from '../../../src/config/configScope.ts';
import type { EffectiveConfig } from '../../../src/config/effectiveConfig.ts';
import { resolveConfig } from '../../../src/config/resolveConfig.ts';

function resolve(provider: unknown, kind: ConfigScope['kind'] = 'file'): EffectiveConfig {
  const scope: ConfigScope = { kind, value: { providers: { work: provider } } };
  return resolveConfig([scope], { env: { SET: 'from-env' }, trusted: true, confirmedWorkspaces: [] });
}

function problems(config: EffectiveConfig): string[] {
  return config.problems.map(({ severity, path, message }) => `${severity} ${path}: ${message}`);
}

function accounts(config: EffectiveConfig): unknown {
  return config.providers.get('work')?.accounts;
}

describe('accounts of a provider', () => {
  it('are kept in the order written, each with what it says', () => {
    const config = resolve({
      type: 'openai',
      accounts: {
        second: { priority: 1 },
        first: { apiKey: '${env:SET}', limits: { requestsPerMinute: 5 } },
      },
    });
    assert.deepEqual(problems(config), []);
    assert.deepEqual(Object.entries(accounts(config) ?? {}), [
      ['second', { priority: 1 }],
      ['first', { apiKey: '${env:SET}', limits: { requestsPerMinute: 5 } }],
    ]);
  });

  it('leave out a bad one, say where and what, and keep the rest and the provider', () => {
    const config = resolve({
      type: 'openai',
      accounts: {
        good: {},
        bad: { priorty: 1 },
        worse: 7,
        'Not An Id': {},
        late: { limits: { dayResetsAt: '25:00' } },
      },
    });
    assert.deepEqual(Object.keys(accounts(config) ?? {}), ['good']);
    assert.equal(config.brokenProviders.size, 0);
    assert.match(
      problems(config)[0] ?? '',
      /^error providers\.work\.accounts\.bad\.priorty: .*did you mean "priority"/,
    );
    assert.match(problems(config)[1] ?? '', /^error providers\.work\.accounts\.worse: expected/);
    assert.match(problems(config)[2] ?? '', /^error providers\.work\.accounts\.Not An Id: an id starts/);
    assert.match(problems(config)[3] ?? '', /accounts\.late\.limits\.dayResetsAt: expected a time of day/);
    assert.equal(problems(config).length, 4);
  });

  it('send nothing with the key of the provider when all of them are bad', () => {
    const config = resolve({ type: 'openai', apiKey: 'own', accounts: { bad: 7 } });
    assert.deepEqual(accounts(config), {});
    assert.equal(config.providers.get('work')?.apiKey, undefined);
  });

  it('have limits whose time zone exists', () => {
    const config = resolve({
      type: 'openai',
      accounts: { a: { limits: { dayResetsAt: '00:00 Mars/Base' } } },
    });
    assert.match(problems(config)[0] ?? '', /accounts\.a\.limits\.dayResetsAt: there is no such time zone/);
  });

  it('are none when the table is empty or not there', () => {
    for (const provider of [{ type: 'openai' }, { type: 'openai', accounts: {} }]) {
      const config = resolve(provider);
      assert.equal(accounts(config), undefined);
      assert.deepEqual(problems(config), []);
    }
  });

  it('hold no key in VS Code settings, and warn of a variable that is not set', () => {
    const config = resolve(
      { type: 'openai', accounts: { a: { apiKey: 'sk-1' }, b: { apiKey: '${env:UNSET}' } } },
      'user',
    );
    assert.match(problems(config)[0] ?? '', /^error providers\.work\.accounts\.a\.apiKey: keys are not read/);
    assert.match(
      problems(config)[1] ?? '',
      /^warning providers\.work\.accounts\.b\.apiKey: .*UNSET is not set/,
    );
    assert.deepEqual(accounts(config), { a: { apiKey: undefined }, b: { apiKey: '${env:UNSET}' } });
  });

  it('give the key of the provider to the account "default" alone', () => {
    const both = resolve({ type: 'openai', apiKey: 'own', accounts: { default: {}, other: {} } });
    assert.deepEqual(accounts(both), { default: { apiKey: 'own' }, other: {} });
    assert.deepEqual(problems(both), []);
    const without = resolve({ type: 'openai', apiKey: 'own', accounts: { other: {} } });
    assert.match(problems(without)[0] ?? '', /^warning providers\.work\.apiKey: not used/);
  });
});
