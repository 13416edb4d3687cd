import { GatewayError } from '../../errors.ts';
import { throwIfFailed } from '../chat/failure.ts';
import type { AnswerContext } from '../codec.ts';
import type { NeutralAnswer, NeutralPart } from '../exchange.ts';
import { asString, type JsonObject } from '../json.ts';
import {
  countFields,
  createdAtOf,
  decodeLogprobs,
  doneReason,
  finishReasonOf,
  formatTime,
  logprobFields,
  nanoseconds,
  usageOf,
} from './answerFacts.ts';
import { type PieceShape, readPiece } from './answerPiece.ts';
import { brokenCallMessage, decodeToolCall, encodeToolCall } from './answerToolCalls.ts';

/** A whole answer of `/api/chat` or `/api/generate`. Throws `provider_error` when the body is an error or no answer. */
export function decodeAnswer(body: JsonObject): NeutralAnswer {
  throwIfFailed(body);
  const piece = readPiece(body);
  if (piece === undefined) {
    throw new GatewayError(
      'provider_error',
      'Ollama answered something that is not an answer (it has neither message nor response).',
    );
  }
  const { text, thinking = '', toolCalls = [] } = piece;
  const calls = toolCalls.flatMap((call) => decodeToolCall(call) ?? []);
  const logprobs = decodeLogprobs(body.logprobs);
  return {
    model: asString(body.model),
    createdAtS: createdAtOf(body),
    content: [
      ...(thinking === '' ? [] : [{ type: 'reasoning', text: thinking } as const]),
      ...(text === '' ? [] : [{ type: 'text', text } as const]),
      ...calls,
    ],
    finishReason: finishReasonOf(body, calls.length > 0),
    usage: usageOf(body),
    ...(logprobs === undefined ? {} : { logprobs }),
  };
}

/** A whole answer in an endpoint's shape. Throws `provider_error` for a call whose arguments are no JSON object. */
export function encodeAnswer(answer: NeutralAnswer, context: AnswerContext, shape: PieceShape): JsonObject {
  const duration = nanoseconds(context.elapsedMs());
  const thinking = joined(answer.content, 'reasoning');
  return {
    model: answer.model ?? context.model,
    created_at: formatTime(answer.createdAtS ?? context.createdAtS),
    ...shape({
      text: joined(answer.content, 'text') + joined(answer.content, 'refusal'),
      thinking: thinking === '' ? undefined : thinking,
      toolCalls: encodeCalls(answer),
    }),
    done: true,
    done_reason: doneReason(answer.finishReason),
    total_duration: duration,
    load_duration: 0,
    ...countFields(answer.usage),
    // An answer that came whole does not tell when its first token was there.
    prompt_eval_duration: 0,
    eval_duration: duration,
    ...logprobFields(answer.logprobs),
  };
}

/** The answer to a request without a question, which makes Ollama load a model or let it go. */
export function encodeLoadAnswer(
  reason: 'load' | 'unload',
  context: AnswerContext,
  shape: PieceShape,
): JsonObject {
  return {
    model: context.model,
    created_at: formatTime(context.createdAtS),
    ...shape({ text: '' }),
    done: true,
    done_reason: reason,
  };
}

function joined(content: readonly NeutralPart[], type: 'text' | 'reasoning' | 'refusal'): string {
  return content.flatMap((part) => (part.type === type ? [part.text] : [])).join('');
}

/** A call that the output limit cut off is left out, as Ollama does. */
function encodeCalls({ content, finishReason }: NeutralAnswer): JsonObject[] {
  const calls: JsonObject[] = [];
  for (const part of content) {
    if (part.type !== 'toolCall') continue;
    const call = encodeToolCall(part, calls.length);
    if (call !== undefined) calls.push(call);
    else if (finishReason !== 'length')
      throw new GatewayError('provider_error', brokenCallMessage(part.name));
  }
  return calls;
}
