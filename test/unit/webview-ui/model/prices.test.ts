import assert from 'node:assert/strict';
import { priceRows, pricesProblem } from '../../../../webview-ui/src/model/prices.ts';

describe('the user’s own prices', () => {
  it('need one for input and one for output, since what is not known is never 0', () => {
    assert.equal(pricesProblem({ 'openai/gpt-5.1': { input: 1.25, output: 0 } }), undefined);
    assert.match(pricesProblem({ 'openai/*': { input: 1 } }) ?? '', /^openai\/\*: needs a price/);
    assert.match(pricesProblem({ 'a/b': { input: 1, output: 'dear' } }) ?? '', /Output/);
  });

  it('may be a file, or written by thousand tokens, which the page leaves alone', () => {
    assert.equal(pricesProblem('~/prices.json'), undefined);
    const prices = { 'openai:gpt-4o': { input_per_1k_usd: 0.0025, output_per_1k_usd: 0.01 } };
    assert.equal(pricesProblem(prices), undefined);
    assert.deepEqual(
      priceRows(prices).map(({ pattern, isPerThousand }) => [pattern, isPerThousand]),
      [['openai:gpt-4o', true]],
    );
  });
});
