import assert from 'node:assert/strict';
import type { TargetParameters } from '../../../../../src/config/routeSchema.ts';
import { editedBody } from '../../../../../src/gateway/exchange/overrides/bodyEdit.ts';
import { parameterEdits } from '../../../../../src/gateway/exchange/overrides/targetParameters.ts';
import { chatCodec } from '../../../../../src/gateway/wire/chat/codec.ts';
import type { ChatCodec } from '../../../../../src/gateway/wire/codec.ts';
import { geminiCodec } from '../../../../../src/gateway/wire/gemini/codec.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { messagesCodec } from '../../../../../src/gateway/wire/messages/codec.ts';
import { ollamaChatCodec } from '../../../../../src/gateway/wire/ollama/chatCodec.ts';
import { responsesCodec } from '../../../../../src/gateway/wire/responses/codec.ts';
import { encodeTarget } from '../../../../helpers/encodeTarget.ts';

const all: TargetParameters = { temperature: 0.2, maxOutputTokens: 500, reasoningEffort: 'low' };

const cases: readonly {
  readonly codec: ChatCodec;
  readonly parameters?: TargetParameters;
  readonly body: JsonObject;
  readonly edited: JsonObject;
}[] = [
  {
    codec: chatCodec,
    body: { max_tokens: 9, temperature: 1, seed: 4, reasoning_effort: 'high' },
    edited: { temperature: 0.2, seed: 4, max_completion_tokens: 500, reasoning_effort: 'low' },
  },
  {
    codec: responsesCodec,
    body: { reasoning: { effort: 'high', summary: 'auto' }, store: false },
    edited: {
      reasoning: { effort: 'low', summary: 'auto' },
      store: false,
      temperature: 0.2,
      max_output_tokens: 500,
    },
  },
  {
    codec: geminiCodec,
    parameters: { temperature: 0.2, maxOutputTokens: 500 },
    body: { generationConfig: { topK: 3, maxOutputTokens: 9 } },
    edited: { generationConfig: { topK: 3, temperature: 0.2, maxOutputTokens: 500 } },
  },
  {
    codec: ollamaChatCodec,
    parameters: { temperature: 0.2, maxOutputTokens: 500 },
    body: { options: { num_ctx: 8192, temperature: 1 } },
    edited: { options: { num_ctx: 8192, temperature: 0.2, num_predict: 500 } },
  },
  {
    codec: messagesCodec,
    parameters: { temperature: 0.2, maxOutputTokens: 500 },
    body: { max_tokens: 9, system: 'x' },
    edited: { system: 'x', temperature: 0.2, max_tokens: 500 },
  },
  {
    codec: chatCodec,
    parameters: { temperature: 0 },
    body: { max_tokens: 9, metadata: { a: 'b' } },
    edited: { max_tokens: 9, metadata: { a: 'b' }, temperature: 0 },
  },
];

describe("a target's parameters in a client's own bytes", () => {
  for (const { codec, parameters = all, body, edited } of cases) {
    it(`are set where ${codec.format} has them, and nothing else changes: ${Object.keys(parameters).join(', ')}`, () => {
      const { edits, dropped } = parameterEdits(codec.format, body, parameters, (probe) =>
        codec.encodeRequest(probe, encodeTarget({ maxTokensField: 'max_completion_tokens' })),
      );
      assert.deepEqual(editedBody(body, edits), edited);
      assert.deepEqual(dropped, []);
    });
  }

  it('name what the model cannot be told, and what of the client they stood in for', () => {
    const { edits, dropped } = parameterEdits(
      'chat',
      { reasoning: { effort: 'high' }, temperature: 1 },
      { temperature: 0.2, reasoningEffort: 'low' },
      (probe) => chatCodec.encodeRequest(probe, encodeTarget({ reasoningEfforts: [] })),
    );
    assert.deepEqual(edits, [
      { path: ['reasoning'], value: undefined },
      { path: ['temperature'], value: 0.2 },
    ]);
    assert.deepEqual(dropped, ['reasoning_effort', 'reasoning']);
  });
});
