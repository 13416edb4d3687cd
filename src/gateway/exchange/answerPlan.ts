import { GatewayError } from '../errors.ts';
import type { Provider } from '../providers/provider.ts';
import type { AnswerCodec, ChatCodec, CompletionCodec, EncodedRequest, EncodeTarget } from '../wire/codec.ts';
import { convertRequest } from '../wire/conversions/convertRequest.ts';
import { completionsCodec } from '../wire/completions/codec.ts';
import type { ChatRequest, CompletionRequest, StreamEvent, WireFormat } from '../wire/exchange.ts';
import { completionToChat } from '../wire/fim/chatPrompt.ts';
import { completionInChat } from '../wire/fim/completionInChat.ts';
import { fimCodec } from '../wire/fim/codec.ts';
import { MiddleCleaner } from '../wire/fim/middleCleaner.ts';
import { familyOfModel, sharesTokens } from '../wire/fim/sentinelFamilies.ts';
import { formatSentinels, parseSentinels, type SentinelPrompt } from '../wire/fim/sentinels.ts';
import { llamacppInfillCodec } from '../wire/llamacpp/infillCodec.ts';
import { ollamaGenerateCodec } from '../wire/ollama/generateCodec.ts';
import { toolNamesOf } from '../wire/toolNames.ts';
import { namedTools } from '../wire/tools/flatNames.ts';
import { ToolRestorer } from '../wire/tools/toolRestorer.ts';
import { chatCodecs } from './chatCodecs.ts';
import { mayPassThrough, withoutPlainFormat } from './plainRequests.ts';
import type { RequestBody } from './requestBody.ts';

interface PlannedCall {
  /** Below the provider's versioned base. */
  readonly path: string;
  /** What goes to the provider is written in this. */
  readonly format: WireFormat;
}

/** How a request reaches its provider: as the client's own bytes, or written anew in a format that the provider speaks. */
export type AnswerPlan = PlannedCall &
  (
    | {
        readonly kind: 'pass-through';
        /** The model's name stands in the path and not in the body (gemini). */
        readonly modelInPath?: boolean;
      }
    | {
        readonly kind: 'convert';
        /** Reads the provider's answer. */
        readonly codec: AnswerCodec;
        readonly request: EncodedRequest;
        /** Applied to every event of the answer on its way; undefined where none has to change. */
        readonly transform?: (event: StreamEvent) => readonly StreamEvent[];
        /** Only the request had to be written anew: an answer in the client's format goes as its own bytes. */
        readonly passesAnswer?: boolean;
      }
  );

/**
 * The plan for a chat request: pass-through where the provider speaks the client's format, unless the history holds what
 * it would refuse. Sentinel tokens mean nothing to a model that only chats: it is asked for the missing middle.
 * @param body the request as sent
 * @param target asked for only when the request is written anew
 */
export function planChat(
  codec: ChatCodec,
  request: ChatRequest,
  body: Pick<RequestBody, 'json' | 'words'>,
  provider: Provider,
  target: () => EncodeTarget,
): AnswerPlan {
  const completion = completionInChat(request);
  if (completion !== undefined && carrierOf(completionsCodec, completion, provider, target()) === undefined) {
    return planMiddle(completion, provider, target());
  }
  const { format } = codec;
  const mayPass = mayPassThrough(provider.entry, target, request, body);
  const ownPath = mayPass ? provider.entry.paths[format] : undefined;
  if (ownPath !== undefined && !isForeign(codec, body, () => target().model)) {
    if (codec.upstreamPath === undefined) return { kind: 'pass-through', path: ownPath, format };
    const path = codec.upstreamPath(ownPath, { model: target().model, stream: request.stream });
    // What else the address says is for the client to say: its own query goes along.
    return { kind: 'pass-through', path: path.split('?', 1)[0] ?? path, format, modelInPath: true };
  }
  // What has to be written anew is written in the provider's own format, which says most.
  const isOwn = ownPath !== undefined && withoutPlainFormat(provider, format) === undefined;
  const upstream = isOwn ? codec : chatCodecOf(provider);
  if (upstream.format !== format) codec.checkConvertible?.(request);
  const { encoded, flattened } = convertRequest(upstream, request, target());
  const keepsTools = flattened.originals.size === 0 && keepsToolNames(request);
  const restorer = keepsTools ? undefined : new ToolRestorer(flattened);
  return {
    ...plannedChat(provider, upstream, target().model, request.stream),
    kind: 'convert',
    codec: upstream,
    request: encoded,
    ...(restorer === undefined ? {} : { transform: (event) => restorer.transform(event) }),
    // Responses that are written anew are stored by Muxgate and not by the provider, under an id of its own.
    passesAnswer: upstream === codec && keepsTools && format !== 'responses',
  };
}

/** A body without any of the marks need not be parsed for what they mark. */
function isForeign(
  codec: ChatCodec,
  { json, words }: Pick<RequestBody, 'json' | 'words'>,
  model: () => string,
): boolean {
  if (words !== undefined && codec.foreignMarks?.some((mark) => words.has(mark)) === false) return false;
  return codec.mustReencode?.(json, model) === true;
}

/** Every tool goes upstream under the client's own name. */
function keepsToolNames(request: ChatRequest): boolean {
  const names = toolNamesOf(request);
  return namedTools(request).every(({ name }) => names.toUpstream(name) === name);
}

/** The plan for a completion by a model that only chats: it is asked for just the missing middle. */
export function planMiddle(request: CompletionRequest, provider: Provider, target: EncodeTarget): AnswerPlan {
  const upstream = chatCodecOf(provider);
  const cleaner = new MiddleCleaner(request);
  return {
    ...plannedChat(provider, upstream, target.model, request.stream),
    kind: 'convert',
    codec: upstream,
    request: encodeMiddle(upstream, completionToChat(request), target),
    transform: (event) => cleaner.transform(event),
  };
}

/** Not to reason is our own wish: where it cannot be said, the client has lost nothing. */
function encodeMiddle(upstream: ChatCodec, request: ChatRequest, target: EncodeTarget): EncodedRequest {
  const encoded = upstream.encodeRequest(request, target);
  if (encoded.dropped.length === 0) return encoded;
  return {
    ...encoded,
    dropped: upstream.encodeRequest({ ...request, reasoning: undefined }, target).dropped,
  };
}

/** The plan for a completion: in a format made for it where the provider has one that can carry the request, else by chat. */
export function planCompletion(
  codec: CompletionCodec,
  request: CompletionRequest,
  provider: Provider,
  target: EncodeTarget,
): AnswerPlan {
  const carried = carrierOf(codec, request, provider, target);
  if (carried === undefined) return planMiddle(request, provider, target);
  const { upstream, fitted } = carried;
  const call = plannedCall(provider, upstream);
  const isFitting = fitted === request && !(fitted.suffix !== undefined && refusesSuffix(target));
  if (upstream.format === codec.format && isFitting) return { ...call, kind: 'pass-through' };
  return {
    ...call,
    kind: 'convert',
    codec: upstream,
    request: upstream.encodeRequest(fitted, target),
  };
}

interface Carrier {
  readonly upstream: CompletionCodec;
  /** The request as the model can read it. */
  readonly fitted: CompletionRequest;
}

/** The completion format that can carry a request, if any. */
function carrierOf(
  codec: CompletionCodec,
  request: CompletionRequest,
  { entry: { paths, type, writesGapTokens } }: Provider,
  target: EncodeTarget,
): Carrier | undefined {
  const gap = request.suffix === undefined ? parseSentinels(request.prompt) : undefined;
  const hasGap = (request.suffix ?? '') !== '' || gap !== undefined;
  if (hasGap && target.fim === false && request.promptList === undefined) return undefined;
  if (paths['ollama-generate'] !== undefined && (request.suffix !== undefined || gap !== undefined)) {
    return { upstream: ollamaGenerateCodec, fitted: request };
  }
  if (paths['llamacpp-infill'] !== undefined && hasGap && request.promptList === undefined) {
    return { upstream: llamacppInfillCodec, fitted: request };
  }
  if (type === 'openai' && target.fim !== true && !openaiCompletionModel.test(target.model)) return undefined;
  const upstream = [codec, completionsCodec, fimCodec].find(({ format }) => paths[format] !== undefined);
  if (upstream?.format !== 'completions')
    return upstream === undefined ? undefined : { upstream, fitted: request };
  const fitted =
    gap === undefined ? request : withOwnTokens(request, gap, target.model, writesGapTokens === true);
  return canCarrySuffix(fitted, target) ? { upstream, fitted } : undefined;
}

/** OpenAI's models that complete; all its others only chat. */
const openaiCompletionModel = /instruct|davinci|babbage/;

/** Sentinel tokens of another model's family are taken out again; the gap is then written for this model. */
function withOwnTokens(
  request: CompletionRequest,
  gap: SentinelPrompt,
  model: string,
  serverWritesTokens: boolean,
): CompletionRequest {
  const family = familyOfModel(model);
  const fits = family === undefined || sharesTokens(family, gap.family);
  if (fits && !serverWritesTokens) return request;
  return { ...request, prompt: (gap.context ?? '') + gap.prefix, suffix: gap.suffix ?? '' };
}

/** A server that knows no `suffix` gets the gap in its model's own sentinel tokens, where those are known. */
function canCarrySuffix({ prompt, suffix }: CompletionRequest, target: EncodeTarget): boolean {
  if (suffix === undefined || !refusesSuffix(target)) return true;
  return formatSentinels(target.model, prompt, suffix) !== undefined;
}

function refusesSuffix(target: EncodeTarget): boolean {
  return target.refusedParameters.includes('suffix');
}

/** The provider's preferred chat-like format, else the first that it speaks. */
function chatCodecOf({ id, entry: { paths, nativeChatFormat } }: Provider): ChatCodec {
  const spoken = chatCodecs.filter(({ format }) => paths[format] !== undefined);
  const codec = spoken.find(({ format }) => format === nativeChatFormat) ?? spoken[0];
  if (codec !== undefined) return codec;
  throw new GatewayError('provider_unavailable', `The provider ${id} has no endpoint for chats.`, {
    details: { provider: id },
  });
}

/** The call of a chat-like format, which may say the model and whether to stream in its path. */
function plannedChat(provider: Provider, codec: ChatCodec, model: string, stream: boolean): PlannedCall {
  const call = plannedCall(provider, codec);
  return { ...call, path: codec.upstreamPath?.(call.path, { model, stream }) ?? call.path };
}

function plannedCall(provider: Provider, { format }: AnswerCodec): PlannedCall {
  const path = provider.entry.paths[format];
  if (path !== undefined) return { path, format };
  throw new GatewayError(
    'provider_unavailable',
    `The provider ${provider.id} has no endpoint for ${format}.`,
    {
      details: { provider: provider.id },
    },
  );
}
