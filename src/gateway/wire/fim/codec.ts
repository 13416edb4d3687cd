import { BodyBuilder } from '../bodyBuilder.ts';
import { chatUsageOf } from '../chat/chatUsage.ts';
import { decodeAnswer } from '../chat/decodeAnswer.ts';
import { decodeSampling } from '../chat/decodeSampling.ts';
import { ChatStreamDecoder } from '../chat/streamDecoder.ts';
import { ChatStreamTap } from '../chat/streamTap.ts';
import type { AnswerContext, CompletionCodec, EncodedRequest, EncodeTarget } from '../codec.ts';
import { answerText } from '../completions/answer.ts';
import { requireSinglePrompt } from '../completions/singlePrompt.ts';
import { completionFinishReason, TextStreamEncoder } from '../completions/textStreamEncoder.ts';
import type { TextStreamShape } from '../completions/textStreamEncoder.ts';
import type { CompletionRequest, NeutralAnswer } from '../exchange.ts';
import { FieldReader } from '../fieldReader.ts';
import type { JsonObject } from '../json.ts';
import { parseSentinels } from './sentinels.ts';

/**
 * Mistral's `POST /v1/fim/completions`: a completion request with `suffix` and `random_seed`, answered in the shape of a
 * chat completion, with usage in the chunk that finishes.
 */
export const fimCodec: CompletionCodec = {
  format: 'fim',
  framing: 'sse',
  decodeRequest,
  encodeRequest,
  decodeAnswer,
  encodeAnswer,
  createStreamDecoder: () => new ChatStreamDecoder(),
  createStreamEncoder: (context) => new TextStreamEncoder(streamShape, context),
  createStreamTap: () => new ChatStreamTap(),
};

const streamShape: TextStreamShape = {
  object: 'chat.completion.chunk',
  choice: (text) => ({ delta: { role: 'assistant', content: text } }),
  usage: 'withFinish',
};

function decodeRequest(body: JsonObject): CompletionRequest {
  const fields = new FieldReader(body);
  const randomSeed = fields.number('random_seed');
  const sampling = decodeSampling(fields);
  const request = {
    kind: 'completion',
    format: 'fim',
    model: fields.string('model'),
    stream: fields.boolean('stream') ?? false,
    includeUsage: true,
    prompt: fields.requiredString('prompt'),
    suffix: fields.string('suffix'),
    ...sampling,
    seed: randomSeed ?? sampling.seed,
  } as const satisfies Omit<CompletionRequest, 'extras'>;
  return { ...request, extras: fields.rest() ?? {} };
}

/** A prompt with sentinel tokens is taken apart, as the server writes the tokens itself; other files stay before it. */
function encodeRequest(request: CompletionRequest, target: EncodeTarget): EncodedRequest {
  requireSinglePrompt(request);
  const body = new BodyBuilder(target);
  const gap = request.suffix === undefined ? parseSentinels(request.prompt) : undefined;
  body.set('model', target.model);
  body.set('prompt', gap === undefined ? request.prompt : (gap.context ?? '') + gap.prefix);
  body.set('suffix', gap === undefined ? request.suffix : gap.suffix);
  setSampling(body, request);
  body.set('stream', request.stream);
  body.setExtras(request.extras, request.format === 'fim');
  return body.build();
}

/** What Mistral's clients may say, and what only others' may: it answers 422 for fields that it does not know. */
function setSampling(body: BodyBuilder, request: CompletionRequest): void {
  body.set('max_tokens', request.maxOutputTokens);
  body.set('temperature', request.temperature);
  body.set('top_p', request.topP);
  if (request.stop.length > 0) body.set('stop', [...request.stop]);
  body.set('random_seed', request.seed);
  body.setExtras(
    {
      top_k: request.topK,
      frequency_penalty: request.frequencyPenalty,
      presence_penalty: request.presencePenalty,
    },
    request.format === 'fim',
  );
}

function encodeAnswer(answer: NeutralAnswer, context: AnswerContext): JsonObject {
  return {
    id: answer.id ?? context.id,
    object: 'chat.completion',
    created: answer.createdAtS ?? context.createdAtS,
    model: answer.model ?? context.model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: answerText(answer), tool_calls: null },
        finish_reason: completionFinishReason(answer.finishReason),
      },
    ],
    // Mistral's clients read the counts without looking whether they are there.
    usage: chatUsageOf(answer.usage ?? {}),
  };
}
