import assert from 'node:assert/strict';
import { GatewayError } from '../../../../../src/gateway/errors.ts';
import { chatCodec } from '../../../../../src/gateway/wire/chat/codec.ts';
import type { NeutralAnswer } from '../../../../../src/gateway/wire/exchange.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { answerContext } from '../../../../helpers/answerContext.ts';
import { signatureOf } from '../../../../helpers/signatureOf.ts';

function answered(message: JsonObject, fields: JsonObject = {}): JsonObject {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1_760_000_000,
    model: 'gpt-x',
    choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: 'stop' }],
    ...fields,
  };
}

function partsOf(message: JsonObject): unknown {
  return chatCodec.decodeAnswer(answered(message)).content;
}

function written(answer: Partial<NeutralAnswer>): JsonObject {
  const whole: NeutralAnswer = { content: [], finishReason: 'stop', ...answer };
  return chatCodec.encodeAnswer(whole, answerContext());
}

function messageOf(answer: Partial<NeutralAnswer>): JsonObject {
  const [choice] = written(answer).choices as { message: JsonObject }[];
  return choice?.message ?? {};
}

describe('whole chat answers', () => {
  describe('reading', () => {
    it('takes head, text, finish and usage', () => {
      const usage = { prompt_tokens: 9, completion_tokens: 2, total_tokens: 11 };
      const answer = chatCodec.decodeAnswer(answered({ content: 'Hi' }, { usage }));
      assert.deepEqual(JSON.parse(JSON.stringify(answer)), {
        id: 'chatcmpl-1',
        model: 'gpt-x',
        createdAtS: 1_760_000_000,
        content: [{ type: 'text', text: 'Hi' }],
        finishReason: 'stop',
        usage: { inputTokens: 9, outputTokens: 2 },
      });
    });

    it('puts reasoning before text before refusal before calls', () => {
      assert.deepEqual(
        partsOf({
          content: 'Hi',
          refusal: 'No',
          reasoning_content: 'hm',
          tool_calls: [{ id: 'a', type: 'function', function: { name: 'read', arguments: '' } }],
        }),
        [
          { type: 'reasoning', text: 'hm' },
          { type: 'text', text: 'Hi' },
          { type: 'refusal', text: 'No' },
          { type: 'toolCall', id: 'a', name: 'read', argumentsJson: '{}' },
        ],
      );
    });

    it('pairs a signature that has no text with the plain reasoning', () => {
      const block = { type: 'thinking', signature: 's' };
      assert.deepEqual(partsOf({ content: '', reasoning_content: 'hm', thinking_blocks: [block] }), [
        { type: 'reasoning', text: 'hm', signature: signatureOf('s') },
      ]);
    });

    it('reads Mistral’s parts, object arguments, missing ids and legacy calls', () => {
      const thinking = [{ type: 'text', text: 'hm' }];
      const content = [{ type: 'thinking', thinking }, { type: 'text', text: 'Hi' }, { type: 'reference' }];
      assert.deepEqual(partsOf({ content }), [
        { type: 'reasoning', text: 'hm' },
        { type: 'text', text: 'Hi' },
      ]);
      const answer = chatCodec.decodeAnswer(
        answered({
          content: null,
          tool_calls: [{ function: { name: 'a', arguments: { x: 1 } } }],
          function_call: { name: 'b', arguments: '{}' },
        }),
      );
      assert.deepEqual(
        answer.content.map((part) => (part.type === 'toolCall' ? [part.name, part.argumentsJson] : part)),
        [
          ['a', '{"x":1}'],
          ['b', '{}'],
        ],
      );
      assert.equal(answer.finishReason, 'toolCalls');
    });

    const failures: [name: string, body: JsonObject, message: RegExp][] = [
      ['an error with status 200', { error: { message: 'quota' } }, /quota/],
      ['no choices', { id: 'x', choices: [] }, /not a chat completion/],
      ['another format', { type: 'message', content: [] }, /not a chat completion/],
    ];
    for (const [name, body, message] of failures) {
      it(`throws provider_error for ${name}`, () => {
        assert.throws(
          () => chatCodec.decodeAnswer(body),
          (error) =>
            error instanceof GatewayError && error.code === 'provider_error' && message.test(error.message),
        );
      });
    }
  });

  describe('writing', () => {
    it('has every field that clients read', () => {
      assert.deepEqual(written({ content: [{ type: 'text', text: 'Hi' }] }), {
        id: 'answer-1',
        object: 'chat.completion',
        created: 1_760_000_000,
        model: 'asked-model',
        choices: [
          {
            index: 0,
            message: { role: 'assistant', content: 'Hi', refusal: null },
            logprobs: null,
            finish_reason: 'stop',
          },
        ],
      });
    });

    it('has null content only beside calls or a refusal', () => {
      assert.equal(messageOf({}).content, '');
      assert.equal(messageOf({ content: [{ type: 'refusal', text: 'No' }] }).content, null);
      const call = { type: 'toolCall', id: 'a', name: 'read', argumentsJson: '{}' } as const;
      assert.equal(messageOf({ content: [call] }).content, null);
    });

    it('gives signed and redacted reasoning in a form to send back', () => {
      const message = messageOf({
        content: [
          { type: 'reasoning', text: 'hm', signature: signatureOf('s') },
          { type: 'reasoning', text: '', redacted: true, signature: signatureOf('xyz') },
          { type: 'text', text: 'Hi' },
        ],
      });
      assert.equal(message.reasoning_content, 'hm');
      assert.deepEqual(message.thinking_blocks, [
        { type: 'thinking', thinking: 'hm', signature: 's' },
        { type: 'redacted_thinking', data: 'xyz' },
      ]);
      assert.deepEqual(
        chatCodec.decodeAnswer(answered(message)).content.map(({ type }) => type),
        ['reasoning', 'reasoning', 'text'],
      );
    });

    it('is read back as it was', () => {
      const answer: NeutralAnswer = {
        id: 'x',
        model: 'm',
        createdAtS: 5,
        content: [
          { type: 'reasoning', text: 'hm' },
          { type: 'text', text: 'Hi' },
          { type: 'toolCall', id: 'a', name: 'read', argumentsJson: '{"p":1}' },
          { type: 'toolCall', id: 'c', name: 's', argumentsJson: 'x', custom: true },
        ],
        finishReason: 'toolCalls',
        usage: {
          inputTokens: 5,
          outputTokens: 2,
          cachedInputTokens: 1,
          cacheWriteTokens: 1,
          reasoningTokens: 1,
        },
        logprobs: { content: [] },
      };
      assert.deepEqual(chatCodec.decodeAnswer(chatCodec.encodeAnswer(answer, answerContext())), answer);
    });
  });

  describe('usage', () => {
    const cases: [name: string, usage: JsonObject, expected: JsonObject | undefined][] = [
      ['negative counts are unknown', { prompt_tokens: -1, completion_tokens: 3 }, { outputTokens: 3 }],
      [
        'cached tokens never exceed the input',
        { prompt_tokens: 5, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 9 } },
        { inputTokens: 5, outputTokens: 1, cachedInputTokens: 5 },
      ],
      [
        'Moonshot’s cached_tokens',
        { prompt_tokens: 5, completion_tokens: 1, cached_tokens: 2 },
        { inputTokens: 5, outputTokens: 1, cachedInputTokens: 2 },
      ],
      ['an empty object counts nothing', {}, undefined],
    ];
    for (const [name, usage, expected] of cases) {
      it(name, () => {
        const decoded = chatCodec.decodeAnswer(answered({ content: 'x' }, { usage })).usage;
        assert.deepEqual(decoded && JSON.parse(JSON.stringify(decoded)), expected);
      });
    }
  });
});
