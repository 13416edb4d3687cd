import assert from 'node:assert/strict';
import { tierRows, withTierEnabled, withTierModel } from '../../../../webview-ui/src/model/tiers.ts';

describe('the table of tiers', () => {
  it('has rows for opus, sonnet and haiku from the start, switched off', () => {
    assert.deepEqual(
      tierRows({}).map(({ pattern, isEnabled, isWritten }) => [pattern, isEnabled, isWritten]),
      [
        ['*opus*', false, false],
        ['*sonnet*', false, false],
        ['*haiku*', false, false],
      ],
    );
  });

  it('shows written rows first, in their order', () => {
    const rows = tierRows({ '*gpt*': '@cheap', '*haiku*': { model: 'a/b', enabled: false } });
    assert.deepEqual(
      rows.map(({ pattern, model, isEnabled }) => [pattern, model, isEnabled]),
      [
        ['*gpt*', '@cheap', true],
        ['*haiku*', 'a/b', false],
        ['*opus*', '', false],
        ['*sonnet*', '', false],
      ],
    );
  });

  it('switches a row on with its first model, and keeps one that was switched off so', () => {
    assert.deepEqual(withTierModel({}, '*opus*', '@strong'), { '*opus*': '@strong' });
    const off = withTierEnabled({ '*opus*': '@strong' }, '*opus*', false);
    assert.deepEqual(off, { '*opus*': { model: '@strong', enabled: false } });
    assert.deepEqual(withTierModel(off, '*opus*', '@x'), { '*opus*': { model: '@x', enabled: false } });
    assert.deepEqual(withTierEnabled(off, '*opus*', true), { '*opus*': '@strong' });
  });

  it('keeps the row while its model is typed anew', () => {
    const empty = withTierModel({ '*opus*': '@strong' }, '*opus*', '');
    assert.deepEqual(empty, { '*opus*': {} });
    assert.deepEqual(withTierModel(empty, '*opus*', '@c'), { '*opus*': '@c' });
  });
});
