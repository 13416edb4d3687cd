import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { GatewayError } from '../../../../../src/gateway/errors.ts';
import { convertRequest } from '../../../../../src/gateway/wire/conversions/convertRequest.ts';
import { placeForClient } from '../../../../../src/gateway/wire/conversions/placeForClient.ts';
import type { ChatCodec } from '../../../../../src/gateway/wire/codec.ts';
import { chatCodec } from '../../../../../src/gateway/wire/chat/codec.ts';
import { cohereCodec } from '../../../../../src/gateway/wire/cohere/codec.ts';
import { geminiCodec } from '../../../../../src/gateway/wire/gemini/codec.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { messagesCodec } from '../../../../../src/gateway/wire/messages/codec.ts';
import { ollamaChatCodec } from '../../../../../src/gateway/wire/ollama/chatCodec.ts';
import { responsesCodec } from '../../../../../src/gateway/wire/responses/codec.ts';
import { encodeTarget } from '../../../../helpers/encodeTarget.ts';

interface Case {
  readonly title: string;
  readonly client: ChatCodec;
  readonly upstream: ChatCodec;
  readonly body: JsonObject;
  readonly place: string;
}

const audio = { type: 'input_audio', input_audio: { data: 'QUJD', format: 'wav' } };
const call = { type: 'function_call', call_id: 'call_1', name: 'run', arguments: '{"a":' };

const cases: readonly Case[] = [
  {
    title: 'a Responses client’s audio',
    client: responsesCodec,
    upstream: messagesCodec,
    body: {
      instructions: 'be kind',
      input: [
        { role: 'user', content: 'hello' },
        { role: 'assistant', content: 'hi' },
        { role: 'user', content: [{ type: 'input_text', text: 'listen' }, audio] },
      ],
    },
    place: 'input[2].content[1]',
  },
  {
    title: 'a Responses client’s broken call',
    client: responsesCodec,
    upstream: messagesCodec,
    body: {
      input: [
        { role: 'user', content: 'hello' },
        { type: 'function_call', call_id: 'call_0', name: 'run', arguments: '{}' },
        { type: 'function_call_output', call_id: 'call_0', output: 'done' },
        call,
      ],
    },
    place: 'input[3].arguments',
  },
  ...[cohereCodec, ollamaChatCodec].map((upstream) => ({
    title: `a Responses client’s broken call for ${upstream.format}`,
    client: responsesCodec,
    upstream,
    body: { input: [{ role: 'user', content: 'hello' }, { role: 'assistant', content: 'I run' }, call] },
    place: 'input[2]',
  })),
  {
    title: 'a Responses client’s file id',
    client: responsesCodec,
    upstream: cohereCodec,
    body: {
      input: [
        { role: 'user', content: 'hello' },
        { role: 'user', content: [{ type: 'input_image', file_id: 'file-1' }] },
      ],
    },
    place: 'input[1].content[0]',
  },
  {
    title: 'a Gemini client’s document',
    client: geminiCodec,
    upstream: cohereCodec,
    body: {
      systemInstruction: { parts: [{ text: 'be kind' }] },
      contents: [
        { role: 'user', parts: [{ text: 'hello' }] },
        { role: 'model', parts: [{ text: 'hi' }] },
        {
          role: 'user',
          parts: [{ text: 'read' }, { inlineData: { mimeType: 'application/pdf', data: 'QUJD' } }],
        },
      ],
    },
    place: 'contents[2].parts[1]',
  },
  {
    title: 'a Gemini client’s number of answers',
    client: geminiCodec,
    upstream: messagesCodec,
    body: { contents: [{ parts: [{ text: 'hello' }] }], generationConfig: { candidateCount: 2 } },
    place: 'generationConfig.candidateCount',
  },
  {
    title: 'a Messages client’s document in a tool result',
    client: messagesCodec,
    upstream: cohereCodec,
    body: {
      system: 'be kind',
      max_tokens: 10,
      messages: [
        { role: 'user', content: 'hello' },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'read', input: {} }] },
        {
          role: 'user',
          content: [
            {
              type: 'tool_result',
              tool_use_id: 'toolu_1',
              content: [
                { type: 'text', text: 'here' },
                {
                  type: 'document',
                  source: { type: 'base64', media_type: 'application/pdf', data: 'QUJD' },
                },
              ],
            },
          ],
        },
      ],
    },
    place: 'messages[2].content[0].content[1]',
  },
  {
    title: 'a chat client’s broken call',
    client: chatCodec,
    upstream: ollamaChatCodec,
    body: {
      messages: [
        { role: 'user', content: 'hello' },
        {
          role: 'assistant',
          content: 'I run',
          tool_calls: [
            { id: 'call_1', type: 'function', function: { name: 'run', arguments: '{}' } },
            { id: 'call_2', type: 'function', function: { name: 'run', arguments: '{"a":' } },
          ],
        },
      ],
    },
    place: 'messages[1].tool_calls[1]',
  },
];

describe('what cannot be converted', () => {
  for (const { title, client, upstream, body, place } of cases) {
    it(`is named by its place in the client’s own body: ${title}`, () => {
      const request = client.decodeRequest(body);
      const thrown = thrownBy(() => convertRequest(upstream, request, encodeTarget()));
      const error = placeForClient(thrown, request, body);
      assert.ok(error instanceof GatewayError, String(thrown));
      assert.equal(error.details.field, place);
      assert.ok(error.message.startsWith(place), error.message);
      assert.doesNotMatch(error.message.slice(place.length), /messages\[/);
    });
  }

  it('is the second one of two that are alike, where only that is refused', () => {
    const image = { type: 'input_image', image_url: 'data:image/png;base64,QUJD' };
    const body = {
      input: [
        { role: 'user', content: [image] },
        { role: 'assistant', content: 'seen' },
        { role: 'user', content: [image] },
      ],
    };
    const request = responsesCodec.decodeRequest(body);
    const error = placeForClient(
      new GatewayError('invalid_request', 'messages[2].content[0] is bad', {
        details: { field: 'messages[2].content[0]' },
      }),
      request,
      body,
    );
    assert.ok(error instanceof GatewayError);
    assert.equal(error.message, 'input[2].content[0] is bad');
  });

  it('leaves other errors as they are', () => {
    const request = responsesCodec.decodeRequest({ input: 'hello' });
    for (const error of [
      new Error('x'),
      new GatewayError('invalid_request', 'x', { details: { field: 'tools' } }),
    ])
      assert.equal(placeForClient(error, request, { input: 'hello' }), error);
  });
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
