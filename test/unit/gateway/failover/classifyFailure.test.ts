import assert from 'node:assert/strict';
import { GatewayError, UpstreamAnswerError } from '../../../../src/gateway/errors.ts';
import { classifyFailure } from '../../../../src/gateway/failover/classifyFailure.ts';
import { parseErrorBody } from '../../../../src/gateway/upstream/errorBody.ts';

/** A provider's error answer, read as it comes. */
function answered(status: number, body: unknown = {}, insideAnswer = false): UpstreamAnswerError {
  const { message = 'no message', type, code } = parseErrorBody(JSON.stringify(body));
  return new UpstreamAnswerError({
    provider: 'p',
    status,
    message,
    type,
    code,
    body: new Uint8Array(),
    headers: {},
    insideAnswer,
  });
}

const openai = (message: string, code: string | null = null): unknown => ({
  error: { message, type: 'invalid_request_error', param: null, code },
});
const anthropic = (message: string): unknown => ({
  type: 'error',
  error: { type: 'invalid_request_error', message },
});
const google = (message: string): unknown => ({ error: { code: 400, message, status: 'INVALID_ARGUMENT' } });

const byStatus: readonly (readonly [number, string])[] = [
  [400, 'none: request'],
  [401, 'any: account'],
  [402, 'any: account'],
  [403, 'any: account'],
  [404, 'none: request'],
  [408, 'any: error'],
  [409, 'any: error'],
  [413, 'fitting: context'],
  [422, 'none: request'],
  [429, 'any: rate limit'],
  [500, 'any: error'],
  [502, 'any: error'],
  [503, 'any: error'],
  [504, 'any: error'],
  [529, 'any: error'],
];

const tooLong: readonly (readonly [string, number, unknown])[] = [
  [
    'OpenAI',
    400,
    openai(
      "This model's maximum context length is 128000 tokens. However, your messages resulted in 204308 tokens. Please reduce the length of the messages.",
      'context_length_exceeded',
    ),
  ],
  [
    'OpenAI Responses',
    400,
    openai('Your input exceeds the context window of this model. Please adjust your input and try again.'),
  ],
  ['Anthropic', 400, anthropic('prompt is too long: 215000 tokens > 200000 maximum')],
  [
    'Anthropic with its output limit',
    400,
    anthropic('input length and `max_tokens` exceed context limit: 195000 + 20000 > 200000'),
  ],
  [
    'Gemini',
    400,
    google('The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).'),
  ],
  [
    'OpenRouter',
    400,
    {
      error: {
        message: 'Provider returned error',
        code: 400,
        metadata: {
          raw: '{"error":{"message":"This model\'s maximum context length is 262144 tokens. However, your messages resulted in 262897 tokens.","type":"Bad Request","code":400}}',
          provider_name: 'Nvidia',
        },
      },
    },
  ],
  ['Ollama', 400, { error: 'the input length exceeds the context length' }],
  [
    'llama.cpp',
    400,
    {
      error: {
        code: 400,
        message: 'the request exceeds the available context size, try increasing it',
        type: 'exceed_context_size_error',
        n_prompt_tokens: 9000,
        n_ctx: 4096,
      },
    },
  ],
  [
    'LM Studio',
    400,
    {
      error:
        'The number of tokens to keep from the initial prompt is greater than the context length. Try to load the model with a larger context length',
    },
  ],
  ['Bedrock', 400, { message: 'Input is too long for requested model.' }],
  [
    'Mistral',
    400,
    {
      object: 'error',
      message:
        'Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length',
      type: 'invalid_request_prompt',
      code: '3051',
    },
  ],
  [
    'GitHub Models',
    413,
    {
      error: {
        code: 'tokens_limit_reached',
        message: 'Request body too large for gpt-4o model. Max size: 8000 tokens.',
      },
    },
  ],
  [
    'Qwen',
    400,
    openai('<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 98304]'),
  ],
  [
    'Moonshot',
    400,
    openai('Invalid request: Your request exceeded model token limit: 131072 (requested: 140000)'),
  ],
];

const unsupported: readonly (readonly [string, number, unknown])[] = [
  [
    'OpenAI',
    400,
    openai("Unsupported parameter: 'temperature' is not supported with this model.", 'unsupported_parameter'),
  ],
  [
    'OpenAI, a value',
    400,
    openai(
      "Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.",
      'unsupported_value',
    ),
  ],
  ['OpenAI, an unknown one', 400, openai('Unrecognized request argument supplied: reasoning_split')],
  ['Codex', 400, { detail: 'Unsupported parameter: safety_identifier' }],
  ['Mistral', 422, { detail: [{ loc: ['body', 'top_k'], msg: 'Extra inputs are not permitted' }] }],
  ['Anthropic', 400, anthropic('`temperature` is deprecated for this model.')],
  ['Gemini', 400, google('Invalid JSON payload received. Unknown name "logprobz": Cannot find field.')],
  ['Ollama', 400, { error: 'registry.ollama.ai/library/gemma3:4b does not support tools' }],
  ['OpenRouter', 404, { error: { message: 'No endpoints found that support tool use.', code: 404 } }],
];

const otherwiseWrong: readonly (readonly [string, number, unknown])[] = [
  [
    'a tool without a result',
    400,
    openai("An assistant message with 'tool_calls' must be followed by tool messages"),
  ],
  ['a model that is not there', 404, openai('The model `gpt-9` does not exist', 'model_not_found')],
  ['a text about the context', 400, anthropic('messages.3.content: the context must be a string')],
  ['a wrong type', 422, { detail: [{ loc: ['body', 'messages'], msg: 'Input should be a valid list' }] }],
];

function verdictOf(error: GatewayError): string {
  const { next, because } = classifyFailure(error);
  return `${next}: ${because}`;
}

describe('classifyFailure', () => {
  for (const [status, verdict] of byStatus) {
    it(`${status} is ${verdict}`, () => {
      assert.equal(verdictOf(answered(status)), verdict);
    });
  }

  for (const [who, status, body] of tooLong) {
    it(`a prompt that is too long for a model of ${who} may go to a larger one`, () => {
      assert.equal(verdictOf(answered(status, body)), 'fitting: context');
    });
  }

  for (const [who, status, body] of unsupported) {
    it(`a parameter that ${who} does not know may go to another provider`, () => {
      assert.equal(verdictOf(answered(status, body)), 'fitting: parameter');
    });
  }

  for (const [what, status, body] of otherwiseWrong) {
    it(`${what} is wrong everywhere`, () => {
      assert.equal(verdictOf(answered(status, body)), 'none: request');
    });
  }

  it('an error inside a 200 goes on, whatever it says of the request', () => {
    assert.equal(verdictOf(answered(400, openai('bad'), true)), 'any: error');
    assert.equal(verdictOf(answered(429, openai('slow'), true)), 'any: rate limit');
  });

  const ours = {
    provider_unavailable: 'any: unreachable',
    provider_timeout: 'any: unreachable',
    provider_error: 'any: error',
    rate_limit_exceeded: 'any: rate limit',
    insufficient_budget: 'any: budget',
    invalid_api_key: 'any: account',
    invalid_request: 'fitting: parameter',
    policy_violation: 'none: request',
    internal_error: 'none: fault',
  } as const;
  for (const [code, verdict] of Object.entries(ours)) {
    it(`our own ${code} is ${verdict}`, () => {
      assert.equal(verdictOf(new GatewayError(code as keyof typeof ours, 'x')), verdict);
    });
  }
});
