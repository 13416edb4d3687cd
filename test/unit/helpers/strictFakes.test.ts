import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/gateway/wire/json.ts';
import { prepareSchemas, schemaRefusal } from '../../helpers/strict/bodySchemas.ts';
import { strictChat } from '../../helpers/strict/chatFormat.ts';
import { strictCohere } from '../../helpers/strict/cohereFormat.ts';
import { strictGemini } from '../../helpers/strict/geminiFormat.ts';
import { messagesSignature, strictMessages } from '../../helpers/strict/messagesFormat.ts';
import { strictOllama } from '../../helpers/strict/ollamaFormat.ts';
import { strictResponses } from '../../helpers/strict/responsesFormat.ts';
import type { StrictFormat } from '../../helpers/strict/strictFormat.ts';

interface Row {
  readonly what: string;
  readonly body: JsonObject;
  /** Absent: it is taken. */
  readonly refusal?: RegExp;
}

const user = { role: 'user', content: 'hi' };
const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
const chatTool = { type: 'function', function: { name: 'f', parameters: schema } };
const chatCall = { id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } };
const chatAnswer = { role: 'assistant', content: null, tool_calls: [chatCall] };
const messagesTool = { name: 'f', input_schema: schema };
const toolUse = { role: 'assistant', content: [{ type: 'tool_use', id: 'c', name: 'f', input: {} }] };
const toolResult = { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c', content: 'x' }] };
const thinking = { type: 'enabled', budget_tokens: 2000 };
const geminiUser = { role: 'user', parts: [{ text: 'hi' }] };
const geminiCall = { role: 'model', parts: [{ functionCall: { name: 'f', args: {} } }] };
const responsesCall = { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' };

function chat(messages: JsonObject[], fields: JsonObject = {}): JsonObject {
  return { model: 'gpt-5', messages, ...fields };
}

function messages(list: JsonObject[], fields: JsonObject = {}): JsonObject {
  return { model: 'claude-haiku-4-5', max_tokens: 4000, messages: list, ...fields };
}

const tables: readonly (readonly [StrictFormat, readonly Row[]])[] = [
  [
    strictChat,
    [
      {
        what: 'a tool turn',
        body: chat([user, chatAnswer, { role: 'tool', tool_call_id: 'c', content: 'x' }]),
      },
      { what: 'an unknown field', body: chat([user], { top_k: 3 }), refusal: /top_k/ },
      {
        what: 'an unknown field of a message',
        body: chat([{ ...user, cache_control: {} }]),
        refusal: /cache_control/,
      },
      { what: 'a call without its result', body: chat([user, chatAnswer, user]), refusal: /no result/ },
      {
        what: 'a result without its call',
        body: chat([user, { role: 'tool', tool_call_id: 'x', content: '' }]),
        refusal: /no open call/,
      },
      {
        what: 'max_tokens for a reasoning model',
        body: chat([user], { max_tokens: 5 }),
        refusal: /max_tokens/,
      },
      { what: 'an empty list of tools', body: chat([user], { tools: [] }), refusal: /too short/ },
      {
        what: 'a tool name with a dot',
        body: chat([user], { tools: [{ ...chatTool, function: { name: 'a.b' } }] }),
        refusal: /a\.b/,
      },
      {
        what: 'stream options without a stream',
        body: chat([user], { stream_options: { include_usage: true } }),
        refusal: /stream_options/,
      },
      {
        what: 'a strict schema that is open',
        body: chat([user], {
          tools: [{ type: 'function', function: { name: 'f', parameters: schema, strict: true } }],
        }),
        refusal: /additionalProperties/,
      },
    ],
  ],
  [
    strictMessages,
    [
      { what: 'a tool turn', body: messages([user, toolUse, toolResult], { tools: [messagesTool] }) },
      {
        what: 'thoughts that it signed',
        body: messages(
          [
            user,
            {
              role: 'assistant',
              content: [
                { type: 'thinking', thinking: 'a', signature: messagesSignature('a') },
                ...toolUse.content,
              ],
            },
            toolResult,
          ],
          { tools: [messagesTool], thinking },
        ),
      },
      {
        what: 'thoughts that another signed',
        body: messages([
          user,
          { role: 'assistant', content: [{ type: 'thinking', thinking: 'a', signature: 'b' }] },
          user,
        ]),
        refusal: /signature/,
      },
      {
        what: 'a tool loop without its thoughts',
        body: messages([user, toolUse, toolResult], { tools: [messagesTool], thinking }),
        refusal: /Expected `thinking`/,
      },
      {
        what: 'a budget of all tokens',
        body: messages([user], { thinking: { type: 'enabled', budget_tokens: 4000 } }),
        refusal: /greater than/,
      },
      {
        what: 'text before a result',
        body: messages([
          user,
          toolUse,
          { role: 'user', content: [{ type: 'text', text: 'x' }, ...toolResult.content] },
        ]),
        refusal: /come first/,
      },
      {
        what: 'an empty text',
        body: messages([{ role: 'user', content: [{ type: 'text', text: ' ' }] }]),
        refusal: /non-empty/,
      },
      {
        what: 'an answer first',
        body: messages([{ role: 'assistant', content: 'x' }, user]),
        refusal: /first message/,
      },
      {
        what: 'an id with a dot',
        body: messages([
          user,
          { role: 'assistant', content: [{ type: 'tool_use', id: 'a.b', name: 'f', input: {} }] },
          toolResult,
        ]),
        refusal: /should match/,
      },
      { what: 'an OpenAI field', body: messages([user], { seed: 1 }), refusal: /seed/ },
    ],
  ],
  [
    strictResponses,
    [
      {
        what: 'a tool turn',
        body: {
          model: 'gpt-5',
          input: [user, responsesCall, { type: 'function_call_output', call_id: 'c', output: 'x' }],
        },
      },
      {
        what: 'a call without its output',
        body: { model: 'gpt-5', input: [user, responsesCall] },
        refusal: /No tool output/,
      },
      {
        what: 'an output without its call',
        body: { model: 'gpt-5', input: [{ type: 'function_call_output', call_id: 'c', output: 'x' }] },
        refusal: /No tool call/,
      },
      {
        what: 'an id of another kind',
        body: {
          model: 'gpt-5',
          input: [
            user,
            { ...responsesCall, id: 'call_1' },
            { type: 'function_call_output', call_id: 'c', output: 'x' },
          ],
        },
        refusal: /begins with 'fc'/,
      },
      {
        what: 'reasoning that another encrypted',
        body: {
          model: 'gpt-5',
          input: [
            user,
            { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'x' },
            { role: 'assistant', content: 'x' },
          ],
        },
        refusal: /could not be verified/,
      },
      {
        what: 'a sampling parameter for a reasoning model',
        body: { model: 'gpt-5', input: 'hi', temperature: 1 },
        refusal: /temperature/,
      },
      { what: 'a Chat field', body: { model: 'gpt-5', input: 'hi', messages: [] }, refusal: /messages/ },
    ],
  ],
  [
    strictGemini,
    [
      { what: 'a question', body: { contents: [geminiUser] } },
      {
        what: 'a call without its signature',
        body: {
          contents: [
            geminiUser,
            geminiCall,
            { role: 'user', parts: [{ functionResponse: { name: 'f', response: {} } }] },
          ],
        },
        refusal: /thought_signature/,
      },
      {
        what: 'a call without its response',
        body: { contents: [geminiUser, geminiCall, geminiUser] },
        refusal: /function response parts/,
      },
      { what: 'an empty part', body: { contents: [{ role: 'user', parts: [{}] }] }, refusal: /oneof field/ },
      {
        what: 'a schema keyword that it does not know',
        body: {
          contents: [geminiUser],
          tools: [
            {
              functionDeclarations: [
                {
                  name: 'f',
                  parameters: { ...schema, type: 'OBJECT', properties: { a: { type: 'STRING', const: 1 } } },
                },
              ],
            },
          ],
        },
        refusal: /const/,
      },
    ],
  ],
  [
    strictOllama,
    [
      { what: 'a question', body: { model: 'm', messages: [user] } },
      {
        what: 'content in parts',
        body: { model: 'm', messages: [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }] },
        refusal: /content/,
      },
      {
        what: 'an image as a data URL',
        body: { model: 'm', messages: [{ ...user, images: ['data:image/png;base64,AAAA'] }] },
        refusal: /base64/,
      },
      {
        what: 'arguments as text',
        body: {
          model: 'm',
          messages: [
            user,
            { role: 'assistant', content: '', tool_calls: [{ function: { name: 'f', arguments: '{}' } }] },
          ],
        },
        refusal: /arguments/,
      },
    ],
  ],
  [
    strictCohere,
    [
      { what: 'a question', body: { model: 'm', stream: false, messages: [user] } },
      {
        what: 'OpenAI’s name of a parameter',
        body: { model: 'm', stream: false, messages: [user], top_p: 0.5 },
        refusal: /top_p/,
      },
      {
        what: 'a value out of its range',
        body: { model: 'm', stream: false, messages: [user], p: 1 },
        refusal: /between/,
      },
      {
        what: 'a call without its result',
        body: {
          model: 'm',
          stream: false,
          messages: [user, { role: 'assistant', tool_calls: [chatCall] }, user],
        },
        refusal: /no result/,
      },
    ],
  ],
];

/** A fake that takes everything proves nothing. */
describe('The strict fakes', () => {
  before(function () {
    this.timeout(60_000);
    prepareSchemas(tables.map(([format]) => format));
  });

  for (const [format, rows] of tables) {
    for (const { what, body, refusal } of rows) {
      it(`${format.name}: ${refusal === undefined ? 'takes' : 'refuses'} ${what}`, () => {
        const call = {
          path: '/v1beta/models/gemini-3-pro:generateContent',
          query: new URLSearchParams(),
          headers: { 'anthropic-version': '2023-06-01', 'x-api-key': 'k', 'x-goog-api-key': 'k' },
          body,
        };
        const said = schemaRefusal(format, body) ?? format.refusalOf(call);
        if (refusal === undefined) assert.equal(said, undefined);
        else assert.match(said ?? 'taken', refusal);
      });
    }
  }
});
