import assert from 'node:assert/strict';
import * as library from '@pydantic/genai-prices';
import fc from 'fast-check';
import type { ProviderType } from '../../../../../src/config/schema.ts';
import { PriceData } from '../../../../../src/gateway/usage/money/priceData.ts';
import { costAtRates } from '../../../../../src/gateway/usage/money/rates.ts';

describe('the data set of prices', () => {
  const data = new PriceData(library);
  const now = Date.UTC(2026, 9, 1, 12);
  const priced = (type: ProviderType, model: string, endpoint = ''): number | undefined => {
    const found = data.find({ type, model, endpoint }, now);
    return found === undefined
      ? undefined
      : costAtRates(found.rates, { inputTokens: 1_000_000, outputTokens: 0 });
  };

  it('knows the models of each type that it has, under the names that the type uses', () => {
    const examples: [ProviderType, string][] = [
      ['anthropic', 'claude-sonnet-4-5-20250929'],
      ['openai', 'gpt-5.5'],
      ['codex', 'gpt-5-codex'],
      ['gemini', 'models/gemini-2.5-pro'],
      ['vertex', 'claude-sonnet-4-5@20250929'],
      ['bedrock', 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'],
      ['azure-openai', 'gpt-4o'],
      ['openrouter', 'anthropic/claude-sonnet-4.5:nitro'],
      ['deepseek', 'deepseek-chat'],
      ['mistral', 'mistral-large-latest'],
      ['codestral', 'codestral-latest'],
      ['cohere', 'command-r-plus'],
      ['xai', 'grok-4-0709'],
      ['moonshot', 'kimi-k2-0905-preview'],
      ['minimax', 'MiniMax-M2'],
      ['groq', 'llama-3.3-70b-versatile'],
      ['cerebras', 'gpt-oss-120b'],
      ['together', 'Gryphe/MythoMax-L2-13b'],
      ['fireworks', 'accounts/fireworks/models/deepseek-r1-0528'],
      ['perplexity', 'sonar-pro'],
      ['huggingface', 'openai/gpt-oss-120b:groq'],
    ];
    const unknown = examples.filter(([type, model]) => priced(type, model) === undefined);
    assert.deepEqual(unknown, []);
  });

  it('finds a compatible provider by its endpoint', () => {
    const endpoint = 'https://api.groq.com/openai';
    assert.notEqual(priced('openai-compatible', 'llama-3.3-70b-versatile', endpoint), undefined);
    assert.equal(
      priced('openai-compatible', 'llama-3.3-70b-versatile', 'https://llm.example.com'),
      undefined,
    );
  });

  it('knows no price of a model that it does not have, and none of one that is not paid by tokens', () => {
    assert.equal(priced('openai', 'no-such-model'), undefined);
    assert.equal(priced('groq', 'whisper-large-v3'), undefined);
  });

  it('says which prices change with the time, and takes the one of that time', () => {
    const at = (hour: number): unknown =>
      data.find({ type: 'deepseek', model: 'deepseek-v4-pro', endpoint: '' }, Date.UTC(2026, 9, 1, hour));
    const night = at(2);
    const noon = at(12);
    assert.notDeepEqual(night, noon);
    assert.equal((noon as { isDated: boolean }).isDated, true);
  });

  it('costs what the library itself calculates', () => {
    const models: [ProviderType, string, string][] = [
      ['anthropic', 'anthropic', 'claude-sonnet-4-5'],
      ['openai', 'openai', 'gpt-5.5'],
      ['gemini', 'google', 'gemini-2.5-pro'],
      ['openrouter', 'openrouter', 'qwen/qwen3-max'],
    ];
    const tokens = fc.integer({ min: 0, max: 300_000 });
    fc.assert(
      fc.property(fc.constantFrom(...models), tokens, tokens, tokens, tokens, tokens, (...drawn) => {
        const [[type, providerId, model], plain, read, written, kept, output] = drawn;
        const input = plain + read + written + kept;
        const found = data.find({ type, model, endpoint: '' }, now);
        assert.ok(found !== undefined);
        const cost = costAtRates(found.rates, {
          inputTokens: input,
          cachedInputTokens: read,
          cacheWriteTokens: written + kept,
          hourCacheWriteTokens: kept,
          outputTokens: output,
        });
        const usage = {
          input_tokens: input,
          cache_read_tokens: read,
          cache_write_tokens: written + kept,
          cache_write_1h_tokens: kept,
          output_tokens: output,
        };
        const theirs = library.calcPrice(usage, model, { providerId, timestamp: new Date(now) });
        assert.ok(theirs !== null && Math.abs(theirs.total_price - cost) < 1e-9);
      }),
    );
  });

  it('refuses what is no price data and keeps what it had', async () => {
    await assert.rejects(data.replace('{"providers": []}'), /no list of providers/);
    await assert.rejects(data.replace('<html>'));
    assert.notEqual(priced('openai', 'gpt-5.5'), undefined);
  });
});
