import assert from 'node:assert/strict';
import { chatCodec } from '../../../../../src/gateway/wire/chat/codec.ts';
import type { EncodeTarget } from '../../../../../src/gateway/wire/codec.ts';
import type { ChatRequest, NeutralMessage } from '../../../../../src/gateway/wire/exchange.ts';
import type { ReasoningRequest } from '../../../../../src/gateway/wire/requestParameters.ts';
import { geminiCodec } from '../../../../../src/gateway/wire/gemini/codec.ts';
import { asArray, isObject } from '../../../../../src/gateway/wire/json.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { stringOf } from '../../../../helpers/stringOf.ts';
import { encodeTarget } from '../../../../helpers/encodeTarget.ts';
import {
  newest,
  older,
  user,
  encode,
  contentsOf,
  configOf,
  call,
  result,
  tool,
} from '../../../../helpers/codecs/encodeGemini.ts';

describe('gemini request encoder', () => {
  it('writes the conversation in alternating roles, system text apart', () => {
    const { body } = encode({
      messages: [
        { role: 'system', content: [{ type: 'text', text: 'one' }] },
        user,
        { role: 'developer', content: [{ type: 'text', text: 'two' }] },
        { role: 'user', content: [{ type: 'text', text: 'again' }] },
        { role: 'assistant', content: [{ type: 'text', text: 'yes' }] },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: '' },
            { type: 'refusal', text: 'no' },
          ],
        },
      ],
    });
    assert.deepEqual(body, {
      systemInstruction: { parts: [{ text: 'one' }, { text: 'two' }] },
      contents: [
        { role: 'user', parts: [{ text: 'hi' }, { text: 'again' }] },
        { role: 'model', parts: [{ text: 'yes' }, { text: 'no' }] },
      ],
    });
  });

  it('lets the user speak first: before an answer, and with system text alone', () => {
    assert.equal(
      contentsOf([{ role: 'assistant', content: [{ type: 'text', text: 'hello' }] }])[0]?.role,
      'user',
    );
    assert.deepEqual(contentsOf([{ role: 'system', content: [{ type: 'text', text: 'go' }] }]), [
      { role: 'user', parts: [{ text: 'go' }] },
    ]);
  });

  it('groups the results of parallel calls in one content, in the order of the calls, with their functions’ names', () => {
    const contents = contentsOf(
      [
        user,
        { role: 'assistant', content: [call('1', 'f'), call('2', 'g/h')] },
        { role: 'tool', content: [result('2', 'second', true)] },
        { role: 'tool', content: [result('1', 'stale')] },
        { role: 'tool', content: [result('1', 'first')] },
        { role: 'user', content: [{ type: 'text', text: 'next' }] },
      ],
      older,
    );
    const [, model, answers] = contents;
    const written = asArray(model?.parts).map((part) => isObject(part) && part.functionCall);
    const second = isObject(written[1]) ? stringOf(written[1].name) : '';
    assert.match(second, /^g_h_[0-9a-f]{8}$/);
    assert.deepEqual(written[0], { id: '1', name: 'f', args: { a: 1 } });
    assert.deepEqual(answers, {
      role: 'user',
      parts: [
        { functionResponse: { id: '1', name: 'f', response: { output: 'first' } } },
        { functionResponse: { id: '2', name: second, response: { error: 'second' } } },
        { text: 'next' },
      ],
    });
  });

  it('puts a result’s pictures inside it, and behind it for models that cannot see them there', () => {
    const image = {
      type: 'image',
      source: { kind: 'base64', mediaType: 'image/png', data: 'AAAA' },
    } as const;
    const messages: NeutralMessage[] = [
      user,
      { role: 'assistant', content: [call('1', 'f')] },
      {
        role: 'tool',
        content: [
          {
            type: 'toolResult',
            toolCallId: '1',
            isError: false,
            content: [{ type: 'text', text: 'see' }, image],
          },
        ],
      },
    ];
    const inlineData = { mimeType: 'image/png', data: 'AAAA' };
    const response = { id: '1', name: 'f', response: { output: 'see' } };
    assert.deepEqual(contentsOf(messages).at(-1)?.parts, [
      { functionResponse: { ...response, parts: [{ inlineData }] } },
    ]);
    assert.deepEqual(contentsOf(messages, older).at(-1)?.parts, [
      { functionResponse: response },
      { inlineData },
    ]);
  });

  it('#83 sends schemas whole as parametersJsonSchema, and none for a function without parameters', () => {
    const parameters = {
      $schema: 'x',
      type: 'object',
      properties: { a: { const: 1 }, b: { $ref: '#/$defs/B' } },
      additionalProperties: false,
      $defs: { B: { type: 'string', pattern: '^b' } },
    };
    const { body } = encode({
      tools: [
        { type: 'function', name: 'f', description: 'd', parameters },
        { type: 'function', name: 'g', parameters: {} },
        { type: 'function', name: 'h' },
      ],
    });
    assert.deepEqual(body.tools, [
      {
        functionDeclarations: [
          { name: 'f', description: 'd', parametersJsonSchema: parameters },
          { name: 'g' },
          { name: 'h' },
        ],
      },
    ]);
  });

  const choices: readonly (readonly [ChatRequest['toolChoice'], JsonObject | undefined])[] = [
    [undefined, undefined],
    [{ type: 'auto' }, { mode: 'AUTO' }],
    [{ type: 'none' }, { mode: 'NONE' }],
    [{ type: 'required' }, { mode: 'ANY' }],
    [
      { type: 'tool', name: 'f' },
      { mode: 'ANY', allowedFunctionNames: ['f'] },
    ],
    [
      { type: 'required', allowed: ['f'] },
      { mode: 'ANY', allowedFunctionNames: ['f'] },
    ],
    [
      { type: 'auto', allowed: ['f'] },
      { mode: 'VALIDATED', allowedFunctionNames: ['f'] },
    ],
  ];
  for (const [toolChoice, expected] of choices) {
    it(`writes the tool choice ${JSON.stringify(toolChoice)}`, () => {
      const { toolConfig } = encode({ toolChoice, tools: [tool] }).body;
      assert.deepEqual(toolConfig, expected && { functionCallingConfig: expected });
    });
  }

  it('writes names that begin as Google wants them', () => {
    const { body } = encode({
      tools: [
        { type: 'function', name: '2nd-try' },
        { type: 'function', name: 'a-b' },
      ],
    });
    const [declarations] = asArray(body.tools);
    assert.ok(isObject(declarations));
    const [odd, plain] = asArray(declarations.functionDeclarations);
    assert.ok(isObject(odd) && isObject(plain));
    assert.match(stringOf(odd.name), /^_2nd_try_[0-9a-f]{8}$/);
    assert.equal(plain.name, 'a-b');
  });

  it('asks for valid arguments where a tool is strict', () => {
    const { toolConfig } = encode({ tools: [{ ...tool, strict: true }] }).body;
    assert.deepEqual(toolConfig, { functionCallingConfig: { mode: 'VALIDATED' } });
  });

  it('writes every sampling parameter', () => {
    const config = configOf({
      temperature: 1.5,
      topP: 0.9,
      topK: 3,
      seed: 1,
      maxOutputTokens: 9,
      frequencyPenalty: 0.1,
      presencePenalty: 0.2,
      stop: ['a', ''],
      logprobs: true,
      topLogprobs: 2,
      serviceTier: 'default',
    });
    assert.deepEqual(config, {
      stopSequences: ['a'],
      maxOutputTokens: 9,
      temperature: 1.5,
      topP: 0.9,
      topK: 3,
      seed: 1,
      frequencyPenalty: 0.1,
      presencePenalty: 0.2,
      responseLogprobs: true,
      logprobs: 2,
    });
  });

  it('reports what Google has no word for', () => {
    const { body, dropped } = encode({
      messages: [{ ...user, name: 'bob' }],
      parallelToolCalls: false,
      tools: [tool, { type: 'opaque', format: 'messages', value: { type: 'bash_20250124' } }],
      stop: ['1', '2', '3', '4', '5', '6'],
      userId: 'u',
      serviceTier: 'scale',
      extras: { logit_bias: {} },
    });
    assert.deepEqual(dropped, [
      'name',
      'tools.bash_20250124',
      'parallel_tool_calls',
      'stop',
      'service_tier',
      'user',
      'logit_bias',
    ]);
    const config = body.generationConfig;
    assert.ok(isObject(config));
    assert.equal(asArray(config.stopSequences).length, 5);
  });

  it('refuses several answers, a foreign file and arguments that are no object', () => {
    const wrong = { code: 'invalid_request' };
    assert.throws(() => encode({ answerCount: 2 }), { ...wrong, message: /^n: / });
    const file = { type: 'document', source: { kind: 'file', fileId: 'file-1' } } as const;
    assert.throws(() => encode({ messages: [{ role: 'user', content: [file] }] }), {
      ...wrong,
      message: /^messages\[0\]\.content\[0\] names the uploaded file "file-1"/,
    });
    const broken = { ...call('1', 'f'), argumentsJson: '[1' };
    assert.throws(() => encode({ messages: [user, { role: 'assistant', content: [broken] }] }), wrong);
  });

  describe('thinking', () => {
    const cases: readonly (readonly [
      string,
      ReasoningRequest,
      Partial<EncodeTarget>,
      JsonObject | undefined,
      string[],
    ])[] = [
      [
        'an effort',
        { mode: 'on', effort: 'high' },
        newest,
        { thinkingLevel: 'HIGH', includeThoughts: true },
        [],
      ],
      [
        'an effort that the model lacks',
        { mode: 'on', effort: 'xhigh' },
        newest,
        { thinkingLevel: 'HIGH', includeThoughts: true },
        [],
      ],
      [
        'a budget, to a model with levels',
        { mode: 'on', budgetTokens: 5000 },
        newest,
        { thinkingLevel: 'LOW', includeThoughts: true },
        [],
      ],
      ['hidden thoughts', { mode: 'adaptive', display: 'omitted' }, newest, { includeThoughts: false }, []],
      [
        'no thinking, to a model that always thinks',
        { mode: 'off' },
        newest,
        { thinkingLevel: 'LOW' },
        ['reasoning_effort'],
      ],
      [
        'an effort, to a model with budgets',
        { mode: 'on', effort: 'medium' },
        older,
        { thinkingBudget: 10_240, includeThoughts: true },
        [],
      ],
      [
        'a budget above the model’s',
        { mode: 'on', budgetTokens: 99_999 },
        older,
        { thinkingBudget: 24_576, includeThoughts: true },
        [],
      ],
      ['no thinking', { mode: 'off' }, older, { thinkingBudget: 0 }, []],
      ['as much as it likes', { mode: 'adaptive' }, older, { thinkingBudget: -1, includeThoughts: true }, []],
      [
        'no thinking, to 2.5 Pro',
        { mode: 'off' },
        { model: 'gemini-2.5-pro' },
        { thinkingBudget: 128 },
        ['reasoning_effort'],
      ],
      [
        'an effort, to a model that cannot think',
        { mode: 'on', effort: 'low' },
        { model: 'gemini-2.0-flash' },
        undefined,
        ['reasoning_effort'],
      ],
    ];
    for (const [name, reasoning, target, expected, dropped] of cases) {
      it(`writes ${name}`, () => {
        assert.deepEqual(configOf({ reasoning }, target).thinkingConfig, expected);
        assert.deepEqual(encode({ reasoning }, target).dropped, dropped);
      });
    }
  });

  describe('structured output', () => {
    const schema = { type: 'object', properties: { a: { type: 'integer' } }, additionalProperties: false };
    const format = { type: 'jsonSchema', name: 'n', schema, strict: true } as const;

    it('sends the schema whole', () => {
      assert.deepEqual(configOf({ responseFormat: format }), {
        responseMimeType: 'application/json',
        responseJsonSchema: schema,
      });
      assert.deepEqual(configOf({ responseFormat: { type: 'json' } }), {
        responseMimeType: 'application/json',
      });
    });

    it('gives way to functions where the model takes only one of them', () => {
      const both = { responseFormat: format, tools: [tool] };
      assert.deepEqual(configOf(both, older), {});
      assert.deepEqual(encode(both, older).dropped, ['response_format']);
      assert.deepEqual(encode(both).dropped, []);
    });
  });

  it('replays a Gemini client’s own fields, when it has to be written anew', () => {
    const body = {
      contents: [
        {
          role: 'user',
          parts: [{ fileData: { mimeType: 'application/pdf', fileUri: 'https://g/files/1' } }],
        },
        { role: 'model', parts: [{ functionCall: { id: '1', name: 'f', args: {} } }] },
        {
          role: 'user',
          parts: [{ functionResponse: { id: '1', name: 'f', response: { rows: [1] } } }],
        },
      ],
      tools: [{ functionDeclarations: [{ name: 'f', behavior: 'BLOCKING' }] }, { googleSearch: {} }],
      toolConfig: { retrievalConfig: { languageCode: 'de' }, functionCallingConfig: { mode: 'AUTO' } },
      generationConfig: { mediaResolution: 'MEDIA_RESOLUTION_LOW', topK: 3 },
      safetySettings: [{ category: 'c', threshold: 'OFF' }],
    };
    const encoded = geminiCodec.encodeRequest(geminiCodec.decodeRequest(body), encodeTarget(older));
    assert.deepEqual(encoded, { body, dropped: [] });
  });

  it('is what a chat client’s request means', () => {
    const chat = chatCodec.decodeRequest({
      model: 'm',
      messages: [
        { role: 'system', content: 'sys' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'see' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
            { type: 'image_url', image_url: { url: 'https://x/y.webp' } },
            { type: 'input_audio', input_audio: { data: 'BBBB', format: 'wav' } },
          ],
        },
      ],
      max_tokens: 5,
    });
    assert.deepEqual(geminiCodec.encodeRequest(chat, encodeTarget(newest)).body, {
      systemInstruction: { parts: [{ text: 'sys' }] },
      contents: [
        {
          role: 'user',
          parts: [
            { text: 'see' },
            { inlineData: { mimeType: 'image/png', data: 'AAAA' } },
            { fileData: { mimeType: 'image/webp', fileUri: 'https://x/y.webp' } },
            { inlineData: { mimeType: 'audio/wav', data: 'BBBB' } },
          ],
        },
      ],
      generationConfig: { maxOutputTokens: 5 },
    });
  });
});
