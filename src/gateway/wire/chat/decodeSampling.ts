import type { ReasoningRequest, SamplingParameters } from '../requestParameters.ts';
import { wrongType } from '../fieldReader.ts';
import type { FieldReader } from '../fieldReader.ts';

/**
 * The sampling parameters that the OpenAI formats share, with the token limit under both its names (the newer one wins;
 * a negative one is LM Studio's word for none). `stop` is a string or a list. Throws `invalid_request`.
 */
export function decodeSampling(body: FieldReader): SamplingParameters {
  const limits = [body.number('max_completion_tokens'), body.number('max_tokens')];
  return {
    maxOutputTokens: limits.find((limit) => limit !== undefined && limit >= 0),
    temperature: body.number('temperature'),
    topP: body.number('top_p'),
    topK: body.number('top_k'),
    seed: body.number('seed'),
    frequencyPenalty: body.number('frequency_penalty'),
    presencePenalty: body.number('presence_penalty'),
    stop: decodeStop(body),
  };
}

/** Whether `stream_options` asks for the usage chunk. */
export function decodeIncludeUsage(body: FieldReader): boolean {
  return body.reader('stream_options')?.boolean('include_usage') ?? false;
}

/**
 * `reasoning_effort`, OpenRouter's `reasoning` object, or the `thinking` object of DeepSeek, GLM and Kimi. Undefined when
 * the client says nothing of reasoning.
 */
export function decodeReasoning(body: FieldReader): ReasoningRequest | undefined {
  const thinking = body.reader('thinking');
  const reasoning = body.reader('reasoning');
  const effort = body.string('reasoning_effort') ?? reasoning?.string('effort');
  const budgetTokens = reasoning?.number('max_tokens') ?? thinking?.number('budget_tokens');
  const switchedOff = thinking?.string('type') === 'disabled' || reasoning?.boolean('enabled') === false;
  if (effort === 'none' || switchedOff) return { mode: 'off' };
  if (effort === undefined && thinking === undefined && reasoning === undefined) return undefined;
  const display = reasoning?.boolean('exclude') === true ? 'omitted' : undefined;
  const isAdaptive = thinking?.string('type') === 'adaptive';
  return { mode: isAdaptive ? 'adaptive' : 'on', effort, budgetTokens, display };
}

function decodeStop(body: FieldReader): readonly string[] {
  const value = body.peek('stop');
  if (typeof value === 'string') {
    body.value('stop');
    return value === '' ? [] : [value];
  }
  if (value !== undefined && !Array.isArray(value)) {
    throw wrongType('stop', 'a string or a list of strings', value);
  }
  return (body.strings('stop') ?? []).filter((sequence) => sequence !== '');
}
