import { once } from '../routing/once.ts';
import { textOf } from '../routing/turns/ownWords.ts';
import type { ChatCodec, RequestAddress } from '../wire/codec.ts';
import type { ChatRequest } from '../wire/exchange.ts';
import { endsAsContinueCompletion } from '../wire/fim/continuePrompt.ts';
import { mayHoldSentinels } from '../wire/fim/sentinels.ts';
import type { RequestBody } from './requestBody.ts';

/**
 * A body as a chat request; of a large one messages, tools and what else is long are decoded when somebody reads them. Throws
 * `invalid_request` that names the field, then or now.
 */
export function decodeChat(
  codec: Pick<ChatCodec, 'decodeRequest'>,
  body: RequestBody,
  address: RequestAddress | undefined,
): ChatRequest {
  const glimpse = glimpseOf(codec, body, address);
  if (glimpse === undefined) return codec.decodeRequest(body.json, address);
  return unreadChat(
    glimpse,
    once(() => codec.decodeRequest(body.json, address)),
  );
}

/** undefined: the request is small, cannot be judged by its ends, or its ends are no request. */
function glimpseOf(
  codec: Pick<ChatCodec, 'decodeRequest'>,
  { glimpse }: RequestBody,
  address: RequestAddress | undefined,
): ChatRequest | undefined {
  const json = glimpse?.();
  if (json === undefined) return undefined;
  try {
    const request = codec.decodeRequest(json, address);
    return mayBeCompletion(request) ? undefined : request;
  } catch {
    return undefined;
  }
}

function mayBeCompletion({ tools, messages, extras, stop }: ChatRequest): boolean {
  if (typeof extras['suffix'] === 'string' || stop.includes('[SUFFIX]')) return true;
  const turns = messages.filter(({ role }) => role !== 'system' && role !== 'developer');
  if (tools.length > 0 || turns.length !== 1) return false;
  const texts = messages.map(textOf);
  const [question] = turns;
  return (
    (question !== undefined && mayHoldSentinels(textOf(question))) ||
    endsAsContinueCompletion(texts.findLast((text) => text.trimEnd() !== '') ?? '')
  );
}

/** A request as far as it must be read to know its shape: whether it has messages, and tools. */
export function glimpsed(request: ChatRequest): ChatRequest {
  return request.glimpse ?? request;
}

/** What stands in short members, and is known without a look at the whole. */
type Known = 'kind' | 'format' | 'model' | 'stream' | 'includeUsage' | 'maxOutputTokens' | 'glimpse';

const unread: Readonly<Record<Exclude<keyof ChatRequest, Known>, true>> = {
  messages: true,
  tools: true,
  toolChoice: true,
  parallelToolCalls: true,
  legacyFunctions: true,
  reasoning: true,
  responseFormat: true,
  logprobs: true,
  topLogprobs: true,
  answerCount: true,
  userId: true,
  serviceTier: true,
  temperature: true,
  topP: true,
  topK: true,
  seed: true,
  frequencyPenalty: true,
  presencePenalty: true,
  stop: true,
  extras: true,
};

const unreadNames = Object.keys(unread) as (keyof typeof unread)[];

function unreadChat(glimpse: ChatRequest, whole: () => ChatRequest): ChatRequest {
  const { kind, format, model, stream, includeUsage, maxOutputTokens } = glimpse;
  const known: Pick<ChatRequest, Known> = {
    kind,
    format,
    model,
    stream,
    includeUsage,
    maxOutputTokens,
    glimpse,
  };
  for (const name of unreadNames) {
    Object.defineProperty(known, name, { get: () => whole()[name], enumerable: true });
  }
  return known as ChatRequest;
}
