import type { UpstreamAnswerError } from '../errors.ts';

/** Why a request does not fit a model that another might answer. */
export type Misfit = 'context' | 'parameter';

type Said = Pick<UpstreamAnswerError, 'message' | 'upstreamStatus' | 'upstreamType' | 'upstreamCode'>;

/** Codes and types that mean a prompt is too long: OpenAI's, llama.cpp's, Groq's, LM Studio's, Cerebras's. */
const contextCodes: ReadonlySet<string> = new Set([
  'context_length_exceeded',
  'exceed_context_size_error',
  'string_above_max_length',
  'model_max_prompt_tokens_exceeded',
  'request_too_large',
  'max_prompt_tokens_exceeded',
]);

/** What providers say of a prompt that is too long, each with who says so. */
const contextWords: readonly RegExp[] = [
  // OpenAI, vLLM, DeepSeek, OpenRouter, Mistral, Together
  /maximum (?:context|prompt|model|sequence) length/i,
  // OpenAI Responses: "Your input exceeds the context window of this model."
  /exceeds? (?:the |this |its )?(?:model'?s? |available |maximum )*(?:allowed )?context/i,
  // Anthropic: "prompt is too long: 210000 tokens > 200000 maximum"; "input length and `max_tokens` exceed context limit"
  /prompt is too long|exceed(?:s|ed)? context (?:limit|length|window|size)/i,
  // Gemini: "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576)."
  /token count.{0,40}exceeds? the maximum/i,
  // Bedrock, Cohere: "Input is too long for requested model.", "too many tokens: …"
  /input is too long|too many (?:input |prompt )?tokens|too large for model with \d+ maximum context/i,
  // llama.cpp: "the request exceeds the available context size"; Ollama: "the input length exceeds the context length"
  /context (?:size|length|window).{0,40}(?:exceeded|too small|overflow)|exceeds the context length/i,
  // xAI: "This model's maximum prompt length is 131072"; GitHub models: "Request body too large for gpt-4o model. Max size: 8000 tokens."
  /max size: ?\d+ tokens|reduce the length of (?:the |your )?(?:messages|prompt|input)/i,
  // LM Studio: "Trying to keep the first 9000 tokens when context the overflows."
  /tokens to keep from the initial prompt is greater than the context|context the overflows|context overflow/i,
  // MiniMax, Moonshot, Qwen: "Range of input length should be [1, 98304]"; "exceeded model token limit: 131072"
  /range of input length should be|exceeded model token limit|context window exceeds limit/i,
];

const parameterCodes: ReadonlySet<string> = new Set([
  'unsupported_parameter',
  'unsupported_value',
  'unknown_parameter',
]);

/** What providers say of a field or a feature that the model has not. */
const parameterWords: readonly RegExp[] = [
  // OpenAI: "Unsupported parameter: 'temperature' is not supported with this model."
  /unsupported (?:parameter|value|argument|field)|unrecognized (?:request argument|parameter)|unknown parameter/i,
  // Pydantic (Mistral, vLLM, Anthropic): "Extra inputs are not permitted"
  /extra inputs are not permitted|extra fields not permitted/i,
  // Gemini: 'Invalid JSON payload received. Unknown name "x"'
  /unknown name "/i,
  // Ollama, OpenRouter, Groq: "does not support tools", "No endpoints found that support tool use"
  /does not support (?:tools|tool|thinking|images?|image input|vision|function|chat|generate|insert|streaming|json|response_format|reasoning)/i,
  /no endpoints found that support|(?:tool (?:use|calling)|function calling|image input|images?|reasoning) (?:is|are) not supported/i,
  // "`temperature` is deprecated for this model", "is not supported by this model", "… with this model"
  /(?:not supported|not available|deprecated|does not support \S+) (?:with|by|for|on|in) (?:this|the) model/i,
];

/**
 * Why a provider's refusal (400, 404, 413, 422) may not be another's: the prompt is longer than its model reads, or the request says
 * something that its model does not know. Undefined: the request itself is wrong.
 */
export function misfitOf(error: Said): Misfit | undefined {
  const { message, upstreamStatus, upstreamType = '', upstreamCode = '' } = error;
  const names = [upstreamType, upstreamCode];
  if (upstreamStatus === 413 || names.some((name) => contextCodes.has(name))) return 'context';
  if (contextWords.some((words) => words.test(message))) return 'context';
  if (names.some((name) => parameterCodes.has(name))) return 'parameter';
  return parameterWords.some((words) => words.test(message)) ? 'parameter' : undefined;
}
