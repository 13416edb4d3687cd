import assert from 'node:assert/strict';
import { modelRows } from '../../../../webview-ui/src/model/modelRows.ts';
import {
  overrideDraftOf,
  overrideProblems,
  overrideValue,
  tokenCount,
} from '../../../../webview-ui/src/model/overrideDraft.ts';

describe('an override that is edited', () => {
  it('begins with what the settings say, and is written the same when nothing is changed', () => {
    const saved = { contextTokens: 8192, tools: false, reasoning: true, later: 'kept' };
    const draft = overrideDraftOf('p', 'p/m', saved, true);
    assert.deepEqual(
      [draft.contextTokens, draft.maxOutputTokens, draft.tools, draft.images, draft.reasoning],
      ['8192', '', 'no', 'known', 'yes'],
    );
    assert.deepEqual(overrideValue(draft), saved);
  });

  it('writes only what the user says, and nothing when all is as it is known', () => {
    const draft = overrideDraftOf('p', 'p/m', undefined, true);
    assert.equal(overrideValue(draft), undefined);
    assert.deepEqual(overrideValue({ ...draft, maxOutputTokens: '32K', images: 'no', fim: 'yes' }), {
      maxOutputTokens: 32_000,
      images: false,
      fim: true,
    });
    const cleared = { ...overrideDraftOf('p', 'p/m', { tools: false }, true), tools: 'known' } as const;
    assert.equal(overrideValue(cleared), undefined);
  });

  it('takes numbers the way people write them', () => {
    assert.deepEqual(['', '200000', '200 000', '200,000', '64k', '1M', '1.5M'].map(tokenCount), [
      undefined,
      200_000,
      200_000,
      200_000,
      64_000,
      1_000_000,
      1_500_000,
    ]);
    for (const text of ['many', '-1', '0', '1.5', '12x', 'K'])
      assert.ok(Number.isNaN(tokenCount(text)), text);
  });

  it('says what has to be put right', () => {
    const draft = overrideDraftOf('p', 'p/*', undefined, false);
    assert.deepEqual(overrideProblems(draft, []), {});
    assert.match(overrideProblems({ ...draft, pattern: 'gpt-4o' }, []).pattern ?? '', /provider\/model/);
    assert.match(overrideProblems(draft, ['p/*']).pattern ?? '', /already/);
    assert.match(overrideProblems({ ...draft, contextTokens: 'many' }, []).contextTokens ?? '', /32K/);
  });
});

describe('the models of a provider', () => {
  const models = [
    { id: 'gpt-5', name: 'GPT 5', local: false },
    { id: 'o3', local: false },
  ];
  const overrides = { 'p/o3': { tools: false }, 'p/gpt-*': {}, '*/o*': {}, 'q/*': {}, 'p/hidden': {} };

  it('follow the patterns that are about them, and say which are overridden by name', () => {
    assert.deepEqual(
      modelRows('p', models, overrides, '').map(({ pattern, isOverridden }) => [pattern, isOverridden]),
      [
        ['p/gpt-*', true],
        ['*/o*', true],
        ['p/hidden', true],
        ['p/gpt-5', false],
        ['p/o3', true],
      ],
    );
  });

  it('are found by every word typed, in id or name', () => {
    const found = (text: string): string[] => modelRows('p', models, {}, text).map(({ label }) => label);
    assert.deepEqual(found('GPT 5'), ['gpt-5']);
    assert.deepEqual(found('gpt o3'), []);
  });
});
