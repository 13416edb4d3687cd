import { readFileSync } from 'node:fs';
import type { JsonObject, JsonValue } from '../../src/gateway/wire/json.ts';

/** A request as a coding agent was seen to send it, its second turn with all that it sends back of the first. */
export interface AgentRequest {
  readonly agent: string;
  readonly protocol: 'chat' | 'messages' | 'responses' | 'gemini';
  readonly headers: Readonly<Record<string, string>>;
  /** Below the gateway's root; `MODEL` is the model's name. */
  readonly path: string;
  readonly body: JsonObject;
  /** Providers (of the matrix) that get the body as it is, though their published schema does not have all of it, and why. */
  readonly asItIs?: { readonly providers: readonly string[]; readonly reason: string };
}

const png = 'iVBORw0KGgo=';
const command: JsonObject = {
  type: 'object',
  properties: { command: { type: 'string', description: 'What to run' } },
  required: ['command'],
  additionalProperties: false,
  $schema: 'http://json-schema.org/draft-07/schema#',
};
const claudeCode = JSON.parse(
  readFileSync(new URL('../fixtures/wire/claudeCodeRequest.json', import.meta.url), 'utf8'),
) as JsonObject;

const anthropicHeaders = {
  'x-api-key': 'k',
  'anthropic-version': '2023-06-01',
  'anthropic-beta': 'claude-code-20250219,interleaved-thinking-2025-05-14,context-management-2025-06-27',
  'x-app': 'cli',
  'user-agent': 'claude-cli/2.1.329 (external, sdk-cli)',
};
const codexHeaders = {
  authorization: 'Bearer k',
  originator: 'codex_exec',
  'session-id': 's',
  'x-codex-turn-metadata': '{"turn_id":"t"}',
};
const bearer = { authorization: 'Bearer k' };

/** What Codex says in every request, whatever the model. */
function codexBody(input: JsonValue[], tools?: JsonValue[]): JsonObject {
  return {
    model: 'MODEL',
    stream: true,
    store: false,
    include: ['reasoning.encrypted_content'],
    prompt_cache_key: 'p',
    client_metadata: { installation: 'i' },
    parallel_tool_calls: false,
    tool_choice: 'auto',
    reasoning: { effort: 'medium', summary: 'auto' },
    ...(tools === undefined ? {} : { tools }),
    input: [
      { type: 'message', role: 'developer', content: [{ type: 'input_text', text: 'You are Codex.' }] },
      {
        type: 'message',
        role: 'user',
        content: [{ type: 'input_text', text: 'Run it.' }],
        internal_chat_message_metadata_passthrough: { a: 1 },
      },
      ...input,
    ],
  };
}

const codexOwn = { providers: ['openai', 'responses'], reason: 'fields between Codex and OpenAI' } as const;

const execCommand = {
  type: 'function',
  name: 'exec_command',
  description: 'Runs a command',
  strict: false,
  parameters: command,
};
const agentsNamespace = {
  type: 'namespace',
  name: 'multi_agent_v1',
  description: 'Agents',
  tools: [
    { type: 'function', name: 'spawn_agent', description: 'Starts one', strict: false, parameters: command },
  ],
};
const applyPatch = {
  type: 'custom',
  name: 'apply_patch',
  description: 'Edits files',
  format: { type: 'grammar', syntax: 'lark', definition: 'start: "*** Begin Patch"' },
};

const chatTool = (name: string): JsonObject => ({
  type: 'function',
  function: { name, description: 'A tool', parameters: command },
});

function chatTurns(resultContent: JsonValue, assistantExtras: JsonObject = {}): JsonObject[] {
  return [
    { role: 'system', content: 'You are an agent.' },
    { role: 'user', content: [{ type: 'text', text: 'Run it.' }] },
    {
      role: 'assistant',
      content: null,
      tool_calls: [
        { id: 'call_a', type: 'function', function: { name: 'bash', arguments: '{"command":"ls"}' } },
        { id: 'call_b', type: 'function', function: { name: 'bash', arguments: '{}' } },
      ],
      ...assistantExtras,
    },
    { role: 'tool', tool_call_id: 'call_a', content: resultContent },
    { role: 'tool', tool_call_id: 'call_b', content: '' },
  ];
}

/** Facts of the agents' requests: measured with the versions of November 2026. */
export const agentRequests: readonly AgentRequest[] = [
  {
    agent: 'Claude Code with deferred tools, system messages and an image that was read',
    protocol: 'messages',
    headers: anthropicHeaders,
    path: '/v1/messages?beta=true',
    body: { ...claudeCode, model: 'MODEL' },
    asItIs: { providers: ['messages'], reason: 'fields of betas that its headers name' },
  },
  {
    agent: 'Claude Code asking for a title',
    protocol: 'messages',
    headers: anthropicHeaders,
    path: '/v1/messages?beta=true',
    body: {
      model: 'MODEL',
      max_tokens: 32_000,
      stream: true,
      messages: [{ role: 'user', content: 'Write a title.' }],
      output_config: {
        format: {
          type: 'json_schema',
          schema: {
            type: 'object',
            properties: { title: { type: 'string' } },
            required: ['title'],
            additionalProperties: false,
          },
        },
      },
    },
  },
  {
    agent: 'Claude Code searching the web',
    protocol: 'messages',
    headers: anthropicHeaders,
    path: '/v1/messages?beta=true',
    body: {
      model: 'MODEL',
      max_tokens: 32_000,
      stream: true,
      messages: [{ role: 'user', content: 'Search.' }],
      tools: [{ type: 'web_search_20250305', name: 'web_search', max_uses: 8 }],
    },
  },
  {
    agent: 'Codex with a model that it does not know',
    protocol: 'responses',
    headers: codexHeaders,
    path: '/v1/responses',
    asItIs: codexOwn,
    body: codexBody(
      [
        {
          type: 'function_call',
          id: 'fc_1',
          call_id: 'call_1',
          name: 'exec_command',
          arguments: '{"command":"ls"}',
        },
        { type: 'function_call_output', call_id: 'call_1', output: 'a.txt' },
      ],
      [execCommand, agentsNamespace, { type: 'web_search' }],
    ),
  },
  {
    agent: 'Codex with gpt-5.5',
    protocol: 'responses',
    headers: codexHeaders,
    path: '/v1/responses',
    asItIs: codexOwn,
    body: codexBody(
      [
        {
          type: 'custom_tool_call',
          id: 'ctc_1',
          call_id: 'call_1',
          name: 'apply_patch',
          input: '*** Begin Patch\n*** End Patch',
        },
        { type: 'custom_tool_call_output', call_id: 'call_1', output: 'done' },
      ],
      [execCommand, applyPatch, agentsNamespace, { type: 'tool_search' }],
    ),
  },
  {
    agent: 'Codex with gpt-6',
    protocol: 'responses',
    headers: { ...codexHeaders, 'x-openai-internal-codex-responses-lite': 'true' },
    path: '/v1/responses',
    asItIs: codexOwn,
    body: {
      ...codexBody([
        {
          type: 'custom_tool_call',
          id: 'ctc_1',
          call_id: 'call_1',
          namespace: 'functions',
          name: 'exec',
          input: 'text(1)',
        },
        { type: 'custom_tool_call_output', call_id: 'call_1', output: [{ type: 'input_text', text: '1' }] },
        {
          type: 'additional_tools',
          role: 'developer',
          tools: [
            {
              type: 'namespace',
              name: 'functions',
              description: 'Code',
              tools: [{ type: 'custom', name: 'exec', description: 'Runs JavaScript' }],
            },
          ],
        },
      ]),
      reasoning: { effort: 'medium', context: 'auto' },
    },
  },
  {
    agent: 'Gemini CLI',
    protocol: 'gemini',
    headers: { 'x-goog-api-key': 'k', 'user-agent': 'GeminiCLI/0.61.0' },
    path: '/v1beta/models/MODEL:streamGenerateContent?alt=sse',
    body: {
      systemInstruction: { role: 'user', parts: [{ text: 'You are an agent.' }] },
      generationConfig: { temperature: 1, topP: 0.95, topK: 64, thinkingConfig: { includeThoughts: true } },
      tools: [
        {
          functionDeclarations: [
            { name: 'run_shell_command', description: 'Runs', parametersJsonSchema: command },
          ],
        },
      ],
      contents: [
        { role: 'user', parts: [{ text: 'Run it.' }] },
        {
          role: 'model',
          parts: [{ functionCall: { id: 'run-1', name: 'run_shell_command', args: { command: 'ls' } } }],
        },
        {
          role: 'user',
          parts: [
            { functionResponse: { id: 'run-1', name: 'run_shell_command', response: { output: 'a.txt' } } },
          ],
        },
      ],
    },
  },
  {
    agent: 'Gemini CLI classifying a question',
    protocol: 'gemini',
    headers: { 'x-goog-api-key': 'k' },
    path: '/v1beta/models/MODEL:generateContent',
    body: {
      systemInstruction: { role: 'user', parts: [{ text: 'Classify.' }] },
      generationConfig: {
        temperature: 0,
        topP: 1,
        maxOutputTokens: 1024,
        responseMimeType: 'application/json',
        responseJsonSchema: {
          type: 'object',
          properties: { complexity_score: { type: 'integer', minimum: 1, maximum: 100 } },
          required: ['complexity_score'],
        },
      },
      contents: [{ role: 'user', parts: [{ text: 'Run it.' }] }],
    },
  },
  {
    agent: 'opencode and Kilo',
    protocol: 'chat',
    headers: {
      ...bearer,
      'x-session-id': 's',
      'x-session-affinity': 's',
      'http-referer': 'https://kilo.ai',
      'x-title': 'Kilo',
    },
    path: '/v1/chat/completions',
    body: {
      model: 'MODEL',
      max_tokens: 32_000,
      stream: true,
      stream_options: { include_usage: true },
      tool_choice: 'auto',
      tools: [chatTool('bash')],
      messages: chatTurns('a.txt', { reasoning_content: 'hm' }),
    },
  },
  {
    agent: 'pi',
    protocol: 'chat',
    headers: bearer,
    path: '/v1/chat/completions',
    body: {
      model: 'MODEL',
      max_completion_tokens: 32_000,
      store: false,
      stream: true,
      stream_options: { include_usage: true },
      tools: [chatTool('bash')],
      messages: chatTurns('a.txt'),
    },
  },
  {
    agent: 'Qwen Code, its tool results in parts',
    protocol: 'chat',
    headers: bearer,
    path: '/v1/chat/completions',
    body: {
      model: 'MODEL',
      stream: true,
      stream_options: { include_usage: true },
      tools: [chatTool('bash')],
      messages: chatTurns([{ type: 'text', text: 'a.txt' }]),
    },
  },
  {
    agent: 'Qwen Code in Anthropic’s protocol, all of its tokens for thinking',
    protocol: 'messages',
    headers: { ...bearer, 'anthropic-version': '2023-06-01', 'user-agent': 'claude-cli/0.24.4' },
    asItIs: { providers: ['messages'], reason: 'what Anthropic answers to it is the agent’s to know' },
    path: '/v1/messages',
    body: {
      model: 'MODEL',
      max_tokens: 32_000,
      stream: true,
      thinking: { type: 'enabled', budget_tokens: 32_000 },
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Run it.' }] }],
      tools: [{ name: 'bash', description: 'Runs', input_schema: command }],
    },
  },
  {
    agent: 'Cline in OpenAI’s own protocol',
    protocol: 'responses',
    headers: bearer,
    path: '/v1/responses',
    body: {
      model: 'MODEL',
      stream: true,
      store: false,
      truncation: 'auto',
      instructions: 'You are an agent.',
      tools: [
        { type: 'function', name: 'run_commands', description: 'Runs', parameters: command, strict: true },
        { type: 'web_search' },
        { type: 'image_generation' },
      ],
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'Look.' },
            { type: 'input_image', image_url: `data:image/png;base64,${png}`, detail: 'auto' },
          ],
        },
      ],
    },
  },
];
