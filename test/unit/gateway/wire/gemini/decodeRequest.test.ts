import assert from 'node:assert/strict';
import { unsaidHints } from '../../../../../src/gateway/wire/conversions/unsaidHints.ts';
import type { NeutralMessage } from '../../../../../src/gateway/wire/exchange.ts';
import { geminiCodec } from '../../../../../src/gateway/wire/gemini/codec.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';

const hi = { role: 'user', parts: [{ text: 'hi' }] };
const decode = (body: JsonObject) => geminiCodec.decodeRequest({ contents: [hi], ...body });
const messagesOf = (...contents: JsonObject[]): readonly NeutralMessage[] =>
  geminiCodec.decodeRequest({ contents }).messages;

describe('gemini request decoder', () => {
  it('takes model and streaming from the address', () => {
    const request = geminiCodec.decodeRequest({ contents: [hi] }, { model: 'gemini-3-pro', stream: true });
    assert.equal(request.model, 'gemini-3-pro');
    assert.equal(request.stream, true);
  });

  it('reads every generation parameter', () => {
    const request = decode({
      generationConfig: {
        temperature: 0.5,
        topP: 0.9,
        topK: 40,
        maxOutputTokens: 100,
        stopSequences: ['END'],
        seed: 7,
        frequencyPenalty: 0.1,
        presencePenalty: 0.2,
        candidateCount: 1,
        responseLogprobs: true,
        logprobs: 3,
        mediaResolution: 'MEDIA_RESOLUTION_LOW',
      },
      serviceTier: 'standard',
    });
    const { temperature, topP, topK, maxOutputTokens, stop, seed, logprobs, topLogprobs } = request;
    assert.deepEqual(
      [temperature, topP, topK, maxOutputTokens, stop, seed, logprobs, topLogprobs],
      [0.5, 0.9, 40, 100, ['END'], 7, true, 3],
    );
    assert.deepEqual([request.frequencyPenalty, request.presencePenalty, request.answerCount], [0.1, 0.2, 1]);
    assert.equal(request.serviceTier, 'default');
    assert.deepEqual(request.extras, { 'generationConfig.mediaResolution': 'MEDIA_RESOLUTION_LOW' });
  });

  it('#83 reads snake_case as Google does', () => {
    const request = decode({
      system_instruction: { parts: { text: 'be brief' } },
      generation_config: { max_output_tokens: 5, thinking_config: { thinking_budget: 0 } },
      tools: [{ function_declarations: [{ name: 'f', parameters_json_schema: { type: 'object' } }] }],
      tool_config: { function_calling_config: { mode: 'any', allowed_function_names: ['f'] } },
    });
    assert.deepEqual(request.messages[0], { role: 'system', content: [{ type: 'text', text: 'be brief' }] });
    assert.equal(request.maxOutputTokens, 5);
    assert.deepEqual(request.reasoning, { mode: 'off' });
    assert.deepEqual(request.toolChoice, { type: 'tool', name: 'f' });
    const [tool] = request.tools;
    assert.ok(tool?.type === 'function');
    assert.deepEqual(tool.parameters, { type: 'object' });
  });

  it('reads numbers that are written as text, as Google does', () => {
    const request = decode({ generationConfig: { maxOutputTokens: '100', seed: ' 7', topP: '0.5' } });
    assert.deepEqual([request.maxOutputTokens, request.seed, request.topP], [100, 7, 0.5]);
  });

  it('keeps a mode of tomorrow, and the pieces of a call whose arguments were streamed', () => {
    const piece = {
      functionCall: { partialArgs: [{ jsonPath: '$.a', stringValue: 'x' }], willContinue: true },
    };
    const request = decode({
      contents: [hi, { role: 'model', parts: [piece] }],
      toolConfig: { functionCallingConfig: { mode: 'SOMETIMES' } },
    });
    assert.equal(request.toolChoice, undefined);
    assert.deepEqual(request.extras, { 'toolConfig.functionCallingConfig': { mode: 'SOMETIMES' } });
    assert.deepEqual(request.messages[1]?.content, [{ type: 'opaque', format: 'gemini', value: piece }]);
  });

  it('keeps what only Google knows as extras', () => {
    const safetySettings = [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'OFF' }];
    const request = decode({ safetySettings, cachedContent: 'cachedContents/1', labels: { a: 'b' } });
    assert.deepEqual(request.extras, {
      safetySettings,
      cachedContent: 'cachedContents/1',
      labels: { a: 'b' },
    });
  });

  describe('thinking', () => {
    const cases: readonly (readonly [string, JsonObject, unknown])[] = [
      ['a level', { thinkingLevel: 'HIGH' }, { mode: 'on', effort: 'high' }],
      ['a budget', { thinkingBudget: 2048 }, { mode: 'on', budgetTokens: 2048 }],
      ['a budget of 0', { thinkingBudget: 0, includeThoughts: true }, { mode: 'off' }],
      [
        'a budget of -1',
        { thinkingBudget: -1, includeThoughts: true },
        { mode: 'adaptive', display: 'summarized' },
      ],
      ['thoughts alone', { includeThoughts: true }, { mode: 'adaptive', display: 'summarized' }],
      ['nothing', { includeThoughts: false }, undefined],
    ];
    for (const [name, thinkingConfig, expected] of cases) {
      it(`reads ${name}`, () => {
        assert.deepEqual(decode({ generationConfig: { thinkingConfig } }).reasoning, expected);
      });
    }
  });

  describe('response formats', () => {
    const formatOf = (generationConfig: JsonObject) => decode({ generationConfig }).responseFormat;

    it('reads JSON, a JSON schema, and a schema of Google’s own kind', () => {
      const responseMimeType = 'application/json';
      assert.deepEqual(formatOf({ responseMimeType }), { type: 'json' });
      const schema = { type: 'object', properties: { score: { type: 'integer', minimum: 1 } } };
      assert.deepEqual(formatOf({ responseMimeType, responseJsonSchema: schema }), {
        type: 'jsonSchema',
        schema,
      });
      const responseSchema = { type: 'OBJECT', properties: { score: { type: 'INTEGER', minimum: 1 } } };
      assert.deepEqual(formatOf({ responseMimeType, responseSchema }), { type: 'jsonSchema', schema });
    });

    it('writes type names small in JSON schema, too: Gemini CLI’s classifier has Google’s in it', () => {
      const responseJsonSchema = {
        type: 'OBJECT',
        properties: { score: { type: 'INTEGER' }, more: { oneOf: [{ type: ['STRING', 'NULL'] }, true] } },
        additionalProperties: { $ref: '#/$defs/A' },
        $defs: { A: { type: 'ARRAY' } },
      };
      assert.deepEqual(formatOf({ responseMimeType: 'application/json', responseJsonSchema }), {
        type: 'jsonSchema',
        schema: {
          type: 'object',
          properties: { score: { type: 'integer' }, more: { oneOf: [{ type: ['string', 'null'] }, true] } },
          additionalProperties: { $ref: '#/$defs/A' },
          $defs: { A: { type: 'array' } },
        },
      });
    });

    it('leaves what no other format has among the extras', () => {
      const generationConfig = {
        responseMimeType: 'text/x.enum',
        responseSchema: { type: 'STRING', enum: ['a'] },
      };
      const request = decode({ generationConfig });
      assert.equal(request.responseFormat, undefined);
      assert.deepEqual(request.extras, {
        'generationConfig.responseMimeType': 'text/x.enum',
        'generationConfig.responseSchema': { type: 'STRING', enum: ['a'] },
      });
    });
  });

  describe('tools', () => {
    it('turns OpenAPI schemas into JSON schema, whatever properties are called', () => {
      const request = decode({
        tools: [
          {
            functionDeclarations: [
              {
                name: 'f',
                description: 'd',
                parameters: {
                  type: 'OBJECT',
                  properties: {
                    type: { type: 'STRING', enum: ['a'], nullable: true },
                    list_of: { type: 'ARRAY', items: { type: 'NUMBER' }, max_items: '3', example: [1] },
                    any: { anyOf: [{ type: 'BOOLEAN' }, { type: 'TYPE_UNSPECIFIED' }] },
                  },
                  required: ['type'],
                },
                behavior: 'NON_BLOCKING',
              },
            ],
            googleSearch: {},
          },
        ],
      });
      assert.deepEqual(request.tools, [
        {
          type: 'function',
          name: 'f',
          description: 'd',
          parameters: {
            type: 'object',
            properties: {
              type: { type: ['string', 'null'], enum: ['a', null] },
              list_of: { type: 'array', items: { type: 'number' }, maxItems: 3, examples: [[1]] },
              any: { anyOf: [{ type: 'boolean' }, {}] },
            },
            required: ['type'],
          },
          extras: { behavior: 'NON_BLOCKING' },
        },
        { type: 'opaque', format: 'gemini', value: { googleSearch: {} } },
      ]);
    });

    const choices: readonly (readonly [JsonObject, unknown])[] = [
      [{ mode: 'AUTO' }, { type: 'auto' }],
      [{ mode: 'NONE' }, { type: 'none' }],
      [{ mode: 'ANY' }, { type: 'required' }],
      [
        { mode: 'ANY', allowedFunctionNames: ['a'] },
        { type: 'tool', name: 'a' },
      ],
      [
        { mode: 'ANY', allowedFunctionNames: ['a', 'b'] },
        { type: 'required', allowed: ['a', 'b'] },
      ],
      [
        { mode: 'VALIDATED', allowedFunctionNames: ['a'] },
        { type: 'auto', allowed: ['a'] },
      ],
      [{ mode: 'MODE_UNSPECIFIED' }, undefined],
    ];
    for (const [functionCallingConfig, expected] of choices) {
      it(`reads ${JSON.stringify(functionCallingConfig)}`, () => {
        assert.deepEqual(decode({ toolConfig: { functionCallingConfig } }).toolChoice, expected);
      });
    }
  });

  describe('contents', () => {
    it('pairs results with calls by name and order where there are no ids', () => {
      const call = (city: string): JsonObject => ({ functionCall: { name: 'weather', args: { city } } });
      const result = (output: string): JsonObject => ({
        functionResponse: { name: 'weather', response: { output } },
      });
      const messages = messagesOf(
        hi,
        { role: 'model', parts: [{ text: 'let me see' }, call('Paris'), call('Rome')] },
        { role: 'user', parts: [result('sunny'), result('rainy'), { text: 'and now?' }] },
      );
      assert.deepEqual(
        messages.map(({ role }) => role),
        ['user', 'assistant', 'tool', 'user'],
      );
      const ids = messages[1]?.content.flatMap((part) => (part.type === 'toolCall' ? [part.id] : []));
      assert.deepEqual(ids, ['call_1_1', 'call_1_2']);
      assert.deepEqual(
        messages[2]?.content.map((part) => part.type === 'toolResult' && [part.toolCallId, part.content]),
        [
          ['call_1_1', [{ type: 'text', text: 'sunny' }]],
          ['call_1_2', [{ type: 'text', text: 'rainy' }]],
        ],
      );
    });

    it('pairs results with calls by id, whatever their order', () => {
      const messages = messagesOf(
        hi,
        {
          role: 'model',
          parts: [
            { functionCall: { id: 'x', name: 'f' } },
            { functionCall: { id: 'y', name: 'f', args: {} } },
          ],
        },
        {
          role: 'function',
          parts: [
            { functionResponse: { id: 'y', name: 'f', response: { error: 'no' } } },
            { functionResponse: { id: 'x', name: 'f', response: { rows: [1], more: false } } },
          ],
        },
      );
      const results =
        messages[2]?.content.flatMap((part) => (part.type === 'toolResult' ? [part] : [])) ?? [];
      assert.deepEqual(
        results.map(({ toolCallId, isError, content }) => [toolCallId, isError, content[0]]),
        [
          ['y', true, { type: 'text', text: 'no' }],
          ['x', false, { type: 'text', text: '{"rows":[1],"more":false}' }],
        ],
      );
    });

    it('reads media: pictures, documents, sound, addresses; films stay Google’s own', () => {
      const video = {
        fileData: { mimeType: 'video/mp4', fileUri: 'https://youtu.be/x' },
        videoMetadata: { fps: 1 },
      };
      const [message] = messagesOf({
        parts: [
          { inlineData: { mimeType: 'image/png', data: 'AAAA' } },
          { inline_data: { mime_type: 'application/pdf', data: 'BBBB', display_name: 'a.pdf' } },
          { inlineData: { mimeType: 'text/plain', data: Buffer.from('wörd').toString('base64') } },
          { inlineData: { mimeType: 'audio/mpeg', data: 'CCCC' } },
          { fileData: { mimeType: 'image/jpeg', fileUri: 'https://x/y.jpg' } },
          video,
        ],
      });
      assert.deepEqual(message?.content, [
        { type: 'image', source: { kind: 'base64', mediaType: 'image/png', data: 'AAAA' } },
        {
          type: 'document',
          source: { kind: 'base64', mediaType: 'application/pdf', data: 'BBBB' },
          title: 'a.pdf',
        },
        { type: 'document', source: { kind: 'text', text: 'wörd' }, title: undefined },
        { type: 'audio', data: 'CCCC', format: 'mp3' },
        {
          type: 'image',
          source: { kind: 'url', url: 'https://x/y.jpg', mediaType: 'image/jpeg' },
        },
        { type: 'opaque', format: 'gemini', value: video },
      ]);
    });

    it('keeps thoughts, signatures and code that the model ran', () => {
      const code = { executableCode: { language: 'PYTHON', code: '1' }, thoughtSignature: 'c2ln' };
      const signature = { format: 'gemini', data: 'c2ln' } as const;
      const [, message] = messagesOf(hi, {
        role: 'model',
        parts: [
          { text: 'hm', thought: true },
          { text: 'hello', thoughtSignature: 'c2ln' },
          { text: '' },
          { functionCall: { id: 'x', name: 'f', args: { a: [1, 'ü'] } }, thought_signature: 'c2ln' },
          code,
        ],
      });
      assert.deepEqual(message?.content, [
        { type: 'reasoning', text: 'hm' },
        { type: 'text', text: 'hello', signature },
        { type: 'toolCall', id: 'x', name: 'f', argumentsJson: '{"a":[1,"ü"]}', signature },
        { type: 'opaque', format: 'gemini', value: code },
      ]);
    });
  });

  it('of Gemini CLI holds nothing that other formats have no place for', () => {
    const request = decode({
      contents: [
        hi,
        {
          role: 'model',
          parts: [{ functionCall: { id: 'a', name: 'f', args: {} }, thoughtSignature: 'c2ln' }],
        },
        { role: 'user', parts: [{ functionResponse: { id: 'a', name: 'f', response: { rows: [1] } } }] },
        { role: 'user', parts: [{ fileData: { mimeType: 'image/png', fileUri: 'https://x/y' } }] },
      ],
      generationConfig: {
        temperature: 1,
        topK: 64,
        thinkingConfig: { includeThoughts: true, thinkingBudget: 8192 },
      },
    });
    assert.deepEqual(request.extras, {});
    for (const format of ['chat', 'messages', 'responses'] as const) {
      assert.deepEqual(unsaidHints(request, format), [], format);
    }
  });

  describe('refuses, naming the field,', () => {
    const cases: readonly (readonly [JsonObject, RegExp])[] = [
      [{ contents: [] }, /^contents must be a list of at least one content/],
      [{ contents: [{ role: 'assistant', parts: [] }] }, /^contents\[0\]\.role must be/],
      [{ contents: [{ parts: [3] }] }, /^contents\[0\]\.parts\[0\] must be an object/],
      [{ contents: [{ parts: [{ functionCall: { name: 3 } }] }] }, /functionCall\.name must be a string/],
      [{ generationConfig: { topK: 'x' } }, /^generationConfig\.topK must be a number/],
      [{ tools: [{ functionDeclarations: [{}] }] }, /^tools\[0\]\.functionDeclarations\[0\]\.name must be/],
    ];
    for (const [body, message] of cases) {
      it(JSON.stringify(body), () => {
        assert.throws(() => decode(body), { code: 'invalid_request', message });
      });
    }
  });
});
