import assert from 'node:assert/strict';
import type { EffectiveProvider } from '../../../../src/config/effectiveConfig.ts';
import { filterModels } from '../../../../src/gateway/providers/modelFilter.ts';
import { provider } from '../../../helpers/upstreamAttempt.ts';

const fetched = [
  'gpt-4o',
  'gpt-4o-mini',
  'text-embedding-3-small',
  'deepseek/deepseek-r1',
  'qwen2.5-coder:1.5b',
];

function idsOf(config: Partial<EffectiveProvider>): string[] {
  const models = fetched.map((id) => ({ id, contextTokens: 1000 }));
  return filterModels(provider(config), models).map((model) => model.id);
}

describe('filterModels', () => {
  it('shows everything without filters', () => {
    assert.deepEqual(idsOf({}), fetched);
    assert.deepEqual(idsOf({ includeModels: [], excludeModels: [] }), fetched);
  });

  const filters: [string, Partial<EffectiveProvider>, string[]][] = [
    ['a plain name', { includeModels: ['gpt-4o'] }, ['gpt-4o']],
    ['a name with a slash', { includeModels: ['deepseek/deepseek-r1'] }, ['deepseek/deepseek-r1']],
    ['* also crosses slashes', { includeModels: ['*deepseek*'] }, ['deepseek/deepseek-r1']],
    ['a vendor', { includeModels: ['deepseek/*'] }, ['deepseek/deepseek-r1']],
    ['a tag', { includeModels: ['*:1.5b'] }, ['qwen2.5-coder:1.5b']],
    ['braces', { includeModels: ['{gpt,qwen}*'] }, ['gpt-4o', 'gpt-4o-mini', 'qwen2.5-coder:1.5b']],
    ['case does not count', { includeModels: ['GPT-4O'] }, ['gpt-4o']],
    [
      'excluding',
      { excludeModels: ['*embed*', '*mini'] },
      ['gpt-4o', 'deepseek/deepseek-r1', 'qwen2.5-coder:1.5b'],
    ],
    ['excluding wins', { includeModels: ['gpt*'], excludeModels: ['*mini'] }, ['gpt-4o']],
    ['a glob that does not compile matches nothing else', { includeModels: ['gpt-4o', '[[:'] }, ['gpt-4o']],
  ];
  for (const [name, config, expected] of filters) {
    it(name, () => assert.deepEqual(idsOf(config), expected));
  }

  it('lists typed models in their order instead of the fetched ones, with what is known of them', () => {
    const models = filterModels(provider({ models: ['my-own', 'gpt-4o'] }), [
      { id: 'gpt-4o', contextTokens: 1000 },
      { id: 'other' },
    ]);
    assert.deepEqual(models, [{ id: 'my-own' }, { id: 'gpt-4o', contextTokens: 1000 }]);
    assert.deepEqual(idsOf({ models: ['my-own', 'gpt-4o'], excludeModels: ['my*'] }), ['gpt-4o']);
  });
});
