import { readFileSync } from 'node:fs';
import type { JsonObject } from '../../src/gateway/wire/json.ts';

const png = 'iVBORw0KGgo=';
const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };

function fixture(name: string): JsonObject {
  const file = new URL(`../fixtures/wire/${name}`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as JsonObject;
}

/** Requests of every format with all in them that its decoder reads; mutation takes it from there. */
export const requestSamples: Readonly<Record<string, readonly JsonObject[]>> = {
  chat: [
    {
      model: 'm',
      stream: true,
      stream_options: { include_usage: true },
      max_completion_tokens: 100,
      temperature: 0.5,
      stop: ['a', 'b'],
      n: 1,
      reasoning_effort: 'high',
      parallel_tool_calls: false,
      tool_choice: { type: 'function', function: { name: 'get_weather' } },
      response_format: { type: 'json_schema', json_schema: { name: 'a', schema, strict: true } },
      tools: [
        {
          type: 'function',
          function: { name: 'get_weather', description: 'd', parameters: schema, strict: true },
        },
        {
          type: 'custom',
          custom: {
            name: 'apply_patch',
            format: { type: 'grammar', grammar: { syntax: 'lark', definition: 'x' } },
          },
        },
      ],
      messages: [
        { role: 'system', content: 'be brief' },
        { role: 'developer', content: [{ type: 'text', text: 'really' }] },
        {
          role: 'user',
          name: 'me',
          content: [
            { type: 'text', text: 'look' },
            { type: 'image_url', image_url: { url: `data:image/png;base64,${png}`, detail: 'low' } },
            { type: 'input_audio', input_audio: { data: png, format: 'wav' } },
            { type: 'file', file: { filename: 'a.pdf', file_data: `data:application/pdf;base64,${png}` } },
          ],
        },
        {
          role: 'assistant',
          content: null,
          reasoning_content: 'hm',
          thinking_blocks: [{ type: 'thinking', thinking: 'hm', signature: 's' }],
          tool_calls: [
            {
              id: 'call_1',
              type: 'function',
              function: { name: 'get_weather', arguments: '{"city":"Paris"}' },
            },
            { id: 'call_2', type: 'custom', custom: { name: 'apply_patch', input: '*** Begin' } },
          ],
        },
        { role: 'tool', tool_call_id: 'call_1', content: [{ type: 'text', text: 'sunny' }] },
        { role: 'tool', tool_call_id: 'call_2', content: 'ok' },
        { role: 'assistant', content: [{ type: 'refusal', refusal: 'no' }], refusal: 'no' },
        { role: 'user', content: 'go on' },
      ],
    },
  ],
  messages: [
    fixture('claudeCodeRequest.json'),
    {
      model: 'm',
      max_tokens: 100,
      stream: true,
      system: [{ type: 'text', text: 'be brief', cache_control: { type: 'ephemeral' } }],
      thinking: { type: 'enabled', budget_tokens: 50, display: 'omitted' },
      output_config: { effort: 'high', format: { type: 'json_schema', schema } },
      tool_choice: { type: 'any', disable_parallel_tool_use: true },
      stop_sequences: ['x'],
      metadata: { user_id: 'u' },
      top_k: 5,
      tools: [
        {
          name: 'get_weather',
          input_schema: schema,
          defer_loading: true,
          cache_control: { type: 'ephemeral' },
        },
        { type: 'web_search_20250305', name: 'web_search', max_uses: 8 },
      ],
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'look' },
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: png } },
            { type: 'image', source: { type: 'url', url: 'http://x/y.png' } },
            { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'abc' }, title: 't' },
          ],
        },
        { role: 'system', content: 'a reminder' },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'hm', signature: 's' },
            { type: 'redacted_thinking', data: 'x' },
            {
              type: 'text',
              text: 'well',
              citations: [
                {
                  type: 'char_location',
                  cited_text: 'a',
                  document_index: 0,
                  document_title: 't',
                  start_char_index: 0,
                  end_char_index: 1,
                },
              ],
            },
            { type: 'tool_use', id: 'toolu_1', name: 'get_weather', input: { city: 'Paris' } },
            { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: {} },
          ],
        },
        {
          role: 'user',
          content: [
            {
              type: 'tool_result',
              tool_use_id: 'toolu_1',
              is_error: true,
              content: [
                { type: 'text', text: 'sunny' },
                { type: 'image', source: { type: 'base64', media_type: 'image/png', data: png } },
                { type: 'tool_reference', tool_name: 'x' },
              ],
            },
            { type: 'text', text: 'go on' },
          ],
        },
      ],
    },
  ],
  responses: [
    {
      model: 'm',
      stream: true,
      store: false,
      instructions: 'be brief',
      include: ['reasoning.encrypted_content'],
      max_output_tokens: 100,
      parallel_tool_calls: true,
      prompt_cache_key: 'k',
      client_metadata: { a: 'b' },
      reasoning: { effort: 'high', summary: 'auto' },
      text: { format: { type: 'json_schema', name: 'a', schema, strict: true }, verbosity: 'low' },
      tool_choice: {
        type: 'allowed_tools',
        mode: 'auto',
        tools: [{ type: 'function', name: 'get_weather' }],
      },
      tools: [
        { type: 'function', name: 'get_weather', parameters: schema, strict: false },
        { type: 'custom', name: 'apply_patch', format: { type: 'grammar', syntax: 'lark', definition: 'x' } },
        {
          type: 'namespace',
          name: 'agents',
          tools: [{ type: 'function', name: 'spawn', parameters: schema }],
        },
        { type: 'web_search' },
        { type: 'tool_search' },
      ],
      input: [
        { type: 'additional_tools', role: 'developer', tools: [{ type: 'custom', name: 'exec' }] },
        { role: 'developer', content: 'really' },
        {
          type: 'message',
          role: 'user',
          content: [
            { type: 'input_text', text: 'look' },
            { type: 'input_image', image_url: `data:image/png;base64,${png}` },
            { type: 'input_file', filename: 'a.pdf', file_data: `data:application/pdf;base64,${png}` },
          ],
        },
        {
          type: 'reasoning',
          id: 'rs_1',
          summary: [{ type: 'summary_text', text: 'hm' }],
          encrypted_content: 'x',
        },
        {
          role: 'assistant',
          content: [
            {
              type: 'output_text',
              text: 'well',
              annotations: [
                { type: 'url_citation', url: 'http://x', title: 't', start_index: 0, end_index: 1 },
              ],
            },
          ],
        },
        {
          type: 'function_call',
          id: 'fc_1',
          call_id: 'call_1',
          name: 'get_weather',
          arguments: '{"city":"Paris"}',
        },
        { type: 'custom_tool_call', id: 'ctc_1', call_id: 'call_2', name: 'apply_patch', input: '*** Begin' },
        { type: 'function_call', call_id: 'call_3', namespace: 'agents', name: 'spawn', arguments: '{}' },
        {
          type: 'function_call_output',
          call_id: 'call_1',
          output: [
            { type: 'input_text', text: 'sunny' },
            { type: 'input_image', image_url: 'http://x/y.png' },
          ],
        },
        { type: 'custom_tool_call_output', call_id: 'call_2', output: 'ok' },
        { type: 'function_call_output', call_id: 'call_3', output: 'ok' },
        { type: 'item_reference', id: 'msg_1' },
        { role: 'user', content: 'go on' },
      ],
    },
    { model: 'm', input: 'hi', previous_response_id: 'resp_1' },
  ],
  gemini: [
    {
      systemInstruction: { parts: [{ text: 'be brief' }] },
      generationConfig: {
        maxOutputTokens: 100,
        temperature: 0.5,
        topK: 5,
        stopSequences: ['x'],
        responseMimeType: 'application/json',
        responseSchema: { type: 'OBJECT', properties: { city: { type: 'STRING', nullable: true } } },
        thinkingConfig: { includeThoughts: true, thinkingBudget: 50 },
      },
      safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }],
      toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['get_weather'] } },
      tools: [
        {
          functionDeclarations: [
            {
              name: 'get_weather',
              description: 'd',
              parameters: { type: 'OBJECT', properties: { city: { type: 'STRING' } } },
            },
          ],
        },
        { googleSearch: {} },
      ],
      contents: [
        {
          role: 'user',
          parts: [
            { text: 'look' },
            { inlineData: { mimeType: 'image/png', data: png } },
            { fileData: { mimeType: 'image/png', fileUri: 'http://x/y.png' } },
          ],
        },
        {
          role: 'model',
          parts: [
            { text: 'hm', thought: true },
            {
              functionCall: { id: '1', name: 'get_weather', args: { city: 'Paris' } },
              thoughtSignature: 's',
            },
          ],
        },
        {
          role: 'user',
          parts: [{ functionResponse: { id: '1', name: 'get_weather', response: { output: 'sunny' } } }],
        },
      ],
    },
    {
      contents: 'hi',
      system_instruction: { parts: { text: 'x' } },
      generation_config: { max_output_tokens: 5 },
    },
  ],
  'ollama-chat': [
    {
      model: 'm',
      stream: true,
      format: schema,
      think: 'high',
      keep_alive: '5m',
      options: { temperature: 0.5, num_predict: 100, top_k: 5, stop: ['x'], seed: 1 },
      tools: [{ type: 'function', function: { name: 'get_weather', description: 'd', parameters: schema } }],
      messages: [
        { role: 'system', content: 'be brief' },
        { role: 'user', content: 'look', images: [png] },
        {
          role: 'assistant',
          content: '',
          thinking: 'hm',
          tool_calls: [{ function: { name: 'get_weather', arguments: { city: 'Paris' } } }],
        },
        { role: 'tool', content: 'sunny', tool_name: 'get_weather' },
      ],
    },
  ],
  'cohere-chat': [
    {
      model: 'm',
      stream: true,
      max_tokens: 100,
      p: 0.5,
      k: 5,
      stop_sequences: ['x'],
      thinking: { type: 'enabled', token_budget: 50 },
      tool_choice: 'REQUIRED',
      response_format: { type: 'json_object', json_schema: schema },
      tools: [{ type: 'function', function: { name: 'get_weather', description: 'd', parameters: schema } }],
      messages: [
        { role: 'system', content: 'be brief' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'look' },
            { type: 'image_url', image_url: { url: `data:image/png;base64,${png}` } },
          ],
        },
        {
          role: 'assistant',
          tool_plan: 'hm',
          tool_calls: [
            { id: 'a_1', type: 'function', function: { name: 'get_weather', arguments: '{"city":"Paris"}' } },
          ],
        },
        {
          role: 'tool',
          tool_call_id: 'a_1',
          content: [{ type: 'document', document: { data: { a: 'b' }, id: '1' } }],
        },
      ],
    },
  ],
  'vscode-lm': [
    {
      model: 'm',
      stream: true,
      toolMode: 'required',
      modelOptions: {
        max_tokens: 5,
        temperature: 0.5,
        topP: 0.9,
        stop: ['x'],
        reasoning_effort: 'high',
        other: 1,
      },
      tools: [{ name: 'get_weather', description: 'd', inputSchema: schema }],
      messages: [
        { role: 'system', content: [{ type: 'text', value: 's' }] },
        {
          role: 'user',
          name: 'n',
          content: [
            { type: 'text', value: 'hi' },
            { type: 'data', mimeType: 'image/png', data: png },
            { type: 'data', mimeType: 'cache_control', data: 'ZXBoZW1lcmFs' },
          ],
        },
        {
          role: 'assistant',
          content: [
            { type: 'thinking', value: 'hm', id: 't', metadata: { signature: 's' } },
            { type: 'toolCall', callId: 'a_1', name: 'get_weather', input: { city: 'Paris' } },
          ],
        },
        {
          role: 'user',
          content: [{ type: 'toolResult', callId: 'a_1', content: [{ type: 'text', value: 'rain' }] }],
        },
      ],
    },
  ],
  completions: [
    {
      model: 'm',
      prompt: 'function f() {',
      suffix: '}',
      max_tokens: 10,
      stop: ['\n'],
      stream: true,
      logprobs: 3,
      echo: false,
    },
    { model: 'm', prompt: ['a', 'b'], n: 1, best_of: 1 },
    { model: 'm', prompt: '<|fim_prefix|>a<|fim_suffix|>b<|fim_middle|>' },
  ],
  fim: [
    {
      model: 'm',
      prompt: 'function f() {',
      suffix: '}',
      max_tokens: 10,
      min_tokens: 1,
      random_seed: 3,
      stop: 'x',
    },
  ],
  'ollama-generate': [
    {
      model: 'm',
      prompt: 'a',
      suffix: 'b',
      system: 's',
      raw: false,
      stream: true,
      images: [png],
      options: { num_predict: 5 },
      context: [1],
    },
  ],
  embeddings: [
    { model: 'm', input: ['a', 'b'], dimensions: 3, encoding_format: 'base64', user: 'u' },
    { model: 'm', input: [[1, 2], [3]] },
  ],
};
