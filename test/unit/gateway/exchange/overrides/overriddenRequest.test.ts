import assert from 'node:assert/strict';
import type { ModelOverride } from '../../../../../src/config/schema.ts';
import { editedBody } from '../../../../../src/gateway/exchange/overrides/bodyEdit.ts';
import {
  type Overridden,
  overriddenRequest,
} from '../../../../../src/gateway/exchange/overrides/overriddenRequest.ts';
import type { WireFormat } from '../../../../../src/gateway/wire/exchange.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';

interface Outcome {
  readonly body: JsonObject;
  readonly dropped: Overridden['dropped'];
}

function sent(override: ModelOverride, format: WireFormat, json: JsonObject): Outcome {
  const maxTokensField = (): 'max_completion_tokens' => 'max_completion_tokens';
  const { edits, dropped } = overriddenRequest(override, { format, json, maxTokensField }, { format, json });
  return { body: editedBody(json, edits), dropped };
}

const limited = { maxOutputTokens: 2000 };
const thoughtless = { reasoning: false };

describe('overriddenRequest: the output limit', () => {
  const cases: readonly (readonly [WireFormat, JsonObject, JsonObject])[] = [
    [
      'chat',
      { max_tokens: 9000, max_completion_tokens: 100 },
      { max_tokens: 2000, max_completion_tokens: 100 },
    ],
    ['messages', { max_tokens: 32000 }, { max_tokens: 2000 }],
    ['responses', { max_output_tokens: 9000 }, { max_output_tokens: 2000 }],
    [
      'gemini',
      { generationConfig: { maxOutputTokens: 9000 } },
      { generationConfig: { maxOutputTokens: 2000 } },
    ],
    [
      'gemini',
      { generation_config: { max_output_tokens: '9000' } },
      { generation_config: { max_output_tokens: 2000 } },
    ],
    ['ollama-chat', { options: { num_predict: -1 } }, { options: { num_predict: 2000 } }],
    [
      'ollama-generate',
      { options: { num_predict: 9000, top_k: 1 } },
      { options: { num_predict: 2000, top_k: 1 } },
    ],
    ['cohere-chat', { max_tokens: 9000 }, { max_tokens: 2000 }],
    ['completions', { max_tokens: 9000 }, { max_tokens: 2000 }],
    ['fim', { max_tokens: 9000 }, { max_tokens: 2000 }],
    ['llamacpp-infill', { n_predict: -1 }, { n_predict: 2000 }],
  ];
  for (const [format, json, expected] of cases) {
    it(`is lowered in ${format}: ${JSON.stringify(json)}`, () => {
      assert.deepEqual(sent(limited, format, json), { body: expected, dropped: [] });
    });
    it(`stays in ${format} where it is low enough: ${JSON.stringify(expected)}`, () => {
      assert.deepEqual(sent(limited, format, expected), { body: expected, dropped: [] });
    });
  }

  it('is set where there is none, in the field that the model knows', () => {
    assert.deepEqual(sent(limited, 'chat', { n: 1 }).body, { n: 1, max_completion_tokens: 2000 });
    assert.deepEqual(sent(limited, 'chat', { max_tokens: null }).body, {
      max_tokens: null,
      max_completion_tokens: 2000,
    });
    assert.deepEqual(sent(limited, 'responses', {}).body, { max_output_tokens: 2000 });
    assert.deepEqual(sent(limited, 'gemini', {}).body, { generationConfig: { maxOutputTokens: 2000 } });
    assert.deepEqual(sent(limited, 'gemini', { generation_config: { topK: 1 } }).body, {
      generation_config: { topK: 1, maxOutputTokens: 2000 },
    });
    assert.deepEqual(sent(limited, 'ollama-chat', {}).body, { options: { num_predict: 2000 } });
  });

  it('leaves embeddings and what is no number alone', () => {
    assert.deepEqual(sent(limited, 'embeddings', { input: 'x' }).body, { input: 'x' });
    assert.deepEqual(sent(limited, 'messages', { max_tokens: 'many' }).body, { max_tokens: 'many' });
  });

  it('lowers a budget for thoughts that no longer fits below it, with room for the answer', () => {
    const thinking = { type: 'enabled', budget_tokens: 16_000 };
    assert.deepEqual(sent({ maxOutputTokens: 5000 }, 'messages', { max_tokens: 32_000, thinking }).body, {
      max_tokens: 5000,
      thinking: { type: 'enabled', budget_tokens: 3976 },
    });
    assert.deepEqual(sent(limited, 'chat', { max_tokens: 9000, reasoning: { max_tokens: 8000 } }).body, {
      max_tokens: 2000,
      reasoning: { max_tokens: 1024 },
    });
  });

  it('takes thinking out, and says so, where the least budget does not fit', () => {
    const thinking = { type: 'enabled', budget_tokens: 16_000 };
    assert.deepEqual(sent({ maxOutputTokens: 1024 }, 'messages', { max_tokens: 32_000, thinking }), {
      body: { max_tokens: 1024 },
      dropped: ['thinking'],
    });
  });

  it("does not touch a client's own small limit with its budget", () => {
    const json = { max_tokens: 2000, thinking: { type: 'enabled', budget_tokens: 1999 } };
    assert.deepEqual(sent(limited, 'messages', json).body, json);
  });
});

describe('overriddenRequest: no reasoning', () => {
  const cases: readonly (readonly [WireFormat, JsonObject, readonly string[]])[] = [
    ['chat', { reasoning_effort: 'high' }, ['reasoning_effort']],
    ['chat', { reasoning: { effort: 'low' }, include_reasoning: true }, ['reasoning', 'include_reasoning']],
    ['chat', { thinking: { type: 'enabled' } }, ['thinking']],
    ['chat', { chat_template_kwargs: { enable_thinking: true } }, ['chat_template_kwargs.enable_thinking']],
    [
      'messages',
      { thinking: { type: 'adaptive' }, output_config: { effort: 'max' } },
      ['thinking', 'output_config.effort'],
    ],
    ['responses', { reasoning: { effort: 'high' } }, ['reasoning']],
    [
      'gemini',
      { generationConfig: { thinkingConfig: { thinkingBudget: 5 } } },
      ['generationConfig.thinkingConfig'],
    ],
    ['ollama-chat', { think: true }, ['think']],
    ['ollama-generate', { think: 'high' }, ['think']],
    ['cohere-chat', { thinking: { type: 'enabled' } }, ['thinking']],
  ];
  for (const [format, settings, dropped] of cases) {
    it(`takes ${dropped.join(' and ')} out of ${format}, and names it`, () => {
      const rest = { model: 'm', stream: true };
      assert.deepEqual(sent(thoughtless, format, { ...rest, ...settings }), { body: rest, dropped });
    });
  }

  it('keeps what else stands in the same object', () => {
    const json = { output_config: { effort: 'max', format: { type: 'json_schema' } } };
    assert.deepEqual(sent(thoughtless, 'messages', json).body, {
      output_config: { format: { type: 'json_schema' } },
    });
  });

  it('takes out with it what is refused without thinking: clear_thinking edits, encrypted reasoning', () => {
    const clearThinking = { type: 'clear_thinking_20251015', keep: 'all' };
    const clearTools = { type: 'clear_tool_uses_20250919' };
    const both = { context_management: { edits: [clearThinking, clearTools] } };
    assert.deepEqual(sent(thoughtless, 'messages', both).body, {
      context_management: { edits: [clearTools] },
    });
    assert.deepEqual(
      sent(thoughtless, 'messages', { context_management: { edits: [clearThinking] } }).body,
      {},
    );
    const include = ['reasoning.encrypted_content', 'file_search_call.results'];
    assert.deepEqual(sent(thoughtless, 'responses', { include }).body, {
      include: ['file_search_call.results'],
    });
  });

  it('changes nothing where there is nothing of it, or where the user says nothing or yes', () => {
    for (const override of [thoughtless, {}, { reasoning: true }]) {
      const json = { model: 'm', messages: [] };
      assert.deepEqual(sent(override, 'chat', json), { body: json, dropped: [] });
    }
    assert.deepEqual(sent({ reasoning: true }, 'chat', { reasoning_effort: 'low' }).dropped, []);
  });

  it("names the client's own fields when the request is converted", () => {
    const { edits, dropped } = overriddenRequest(
      thoughtless,
      { format: 'chat', json: { reasoning_effort: 'high' }, maxTokensField: () => 'max_tokens' },
      { format: 'messages', json: { thinking: { type: 'enabled', budget_tokens: 5000 } } },
    );
    assert.deepEqual(edits, [{ path: ['reasoning_effort'], value: undefined }]);
    assert.deepEqual(dropped, ['thinking']);
  });

  it('a budget that goes with thinking is not lowered back in', () => {
    const json = { max_tokens: 9000, thinking: { type: 'enabled', budget_tokens: 8000 } };
    assert.deepEqual(sent({ ...thoughtless, ...limited }, 'messages', json).body, { max_tokens: 2000 });
  });
});
