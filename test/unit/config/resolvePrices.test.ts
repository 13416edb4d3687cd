import assert from 'node:assert/strict';
import type { EffectiveConfig } from '../../../src/config/effectiveConfig.ts';
import { resolveConfig } from '../../../src/config/resolveConfig.ts';

function resolve(prices: unknown): EffectiveConfig {
  return resolveConfig([{ kind: 'user', value: { prices } }], {
    env: {},
    trusted: true,
    confirmedWorkspaces: [],
  });
}

describe('the prices that the user writes', () => {
  it('are USD per million tokens by provider/model or glob, in the order written', () => {
    const prices = {
      'corp/*': { input: 1, output: 2 },
      'corp/m-large': { input: 3, output: 4, cachedInput: 0.3 },
    };
    const { prices: resolved, problems } = resolve(prices);
    assert.deepEqual([...resolved.rows], Object.entries(prices));
    assert.deepEqual(problems, []);
  });

  it('may be ModelMuxer’s, by provider:model and thousand tokens, and are converted', () => {
    const { prices } = resolve({
      'openai:gpt-4o-mini': { input_per_1k_usd: 0.00015, output_per_1k_usd: 0.0006 },
      'ollama/qwen2.5-coder:1.5b': { input: 0, output: 0 },
    });
    assert.deepEqual(
      [...prices.rows],
      [
        ['openai/gpt-4o-mini', { input: 0.15, output: 0.6 }],
        ['ollama/qwen2.5-coder:1.5b', { input: 0, output: 0 }],
      ],
    );
  });

  it('are reported row by row where they are wrong, and the good ones hold', () => {
    const { prices, problems } = resolve({
      'a/good': { input: 1, output: 2 },
      'a/negative': { input: -1, output: 2 },
      'a/typo': { input: 1, outputs: 2 },
      'a/half': { input_per_1k_usd: 1 },
      noProvider: { input: 1, output: 2 },
      'a/text': 'cheap',
    });
    assert.deepEqual([...prices.rows.keys()], ['a/good']);
    const paths = new Set(problems.map(({ path, severity }) => `${severity} ${path}`));
    assert.deepEqual(
      [...paths].sort(),
      [
        'error prices.a/half.output_per_1k_usd',
        'error prices.a/negative.input',
        'error prices.a/text',
        'error prices.a/typo.output',
        'error prices.a/typo.outputs',
        'error prices.noProvider',
      ].sort(),
    );
    assert.ok(problems.some(({ message }) => message.includes('did you mean "output"?')));
  });

  it('may be in a file, whose path is taken', () => {
    assert.equal(resolve('~/prices.json').prices.file, '~/prices.json');
    assert.equal(resolve(['a']).problems[0]?.path, 'prices');
  });
});
