import { GatewayError } from '../errors.ts';
import type { Provider } from '../providers/provider.ts';
import { chatCodec } from '../wire/chat/codec.ts';
import type { AnswerCodec, ChatCodec, CompletionCodec, EncodedRequest, EncodeTarget } from '../wire/codec.ts';
import { completionsCodec } from '../wire/completions/codec.ts';
import type { ChatRequest, CompletionRequest, StreamEvent } from '../wire/exchange.ts';
import { completionToChat } from '../wire/fim/chatPrompt.ts';
import { fimCodec } from '../wire/fim/codec.ts';
import { MiddleCleaner } from '../wire/fim/middleCleaner.ts';
import { formatSentinels, parseSentinels } from '../wire/fim/sentinels.ts';
import type { JsonObject } from '../wire/json.ts';
import { messagesCodec } from '../wire/messages/codec.ts';
import { ollamaGenerateCodec } from '../wire/ollama/generateCodec.ts';
import { toolNamesOf } from '../wire/toolNames.ts';

/** How a request reaches its provider: as the client's own bytes, or written anew in a format that the provider speaks. */
export type AnswerPlan =
  | { readonly kind: 'pass-through'; readonly path: string }
  | {
      readonly kind: 'convert';
      readonly path: string;
      /** Reads the provider's answer. */
      readonly codec: AnswerCodec;
      readonly request: EncodedRequest;
      readonly restoreToolName: (name: string) => string;
      /** Applied to every event of the answer on its way. */
      readonly transform: (event: StreamEvent) => readonly StreamEvent[];
    };

const sameName = (name: string): string => name;
const sameEvent = (event: StreamEvent): readonly StreamEvent[] => [event];

/**
 * The plan for a chat request: pass-through where the provider speaks the client's format, unless the history holds what
 * it would refuse. `body` is the request as sent.
 */
export function planChat(
  codec: ChatCodec,
  request: ChatRequest,
  body: JsonObject,
  provider: Provider,
  target: EncodeTarget,
): AnswerPlan {
  const { paths } = provider.entry;
  const ownPath = pathOf(paths, codec);
  if (ownPath !== undefined && codec.mustReencode?.(body) !== true)
    return { kind: 'pass-through', path: ownPath };
  const upstream = ownPath === undefined ? chatCodecOf(provider) : codec;
  const toolNames = toolNamesOf(request);
  return {
    kind: 'convert',
    path: requirePath(paths, upstream, provider),
    codec: upstream,
    request: upstream.encodeRequest(request, target),
    restoreToolName: (name) => toolNames.fromUpstream(name),
    transform: sameEvent,
  };
}

/**
 * The plan for a completion: a format made for it where the provider has one that can carry the request, else a chat that
 * asks for just the missing middle.
 */
export function planCompletion(
  codec: CompletionCodec,
  request: CompletionRequest,
  provider: Provider,
  target: EncodeTarget,
): AnswerPlan {
  const { paths } = provider.entry;
  const upstream = completionCodecFor(codec, request, provider, target);
  if (upstream === undefined) return planMiddle(request, provider, target);
  const path = requirePath(paths, upstream, provider);
  const needsSentinels = request.suffix !== undefined && target.refusedParameters.includes('suffix');
  if (upstream.format === codec.format && !needsSentinels) return { kind: 'pass-through', path };
  return {
    kind: 'convert',
    path,
    codec: upstream,
    request: upstream.encodeRequest(request, target),
    restoreToolName: sameName,
    transform: sameEvent,
  };
}

/** The plan for a completion by a model that only chats. */
export function planMiddle(request: CompletionRequest, provider: Provider, target: EncodeTarget): AnswerPlan {
  const upstream = chatCodecOf(provider);
  const cleaner = new MiddleCleaner(request);
  return {
    kind: 'convert',
    path: requirePath(provider.entry.paths, upstream, provider),
    codec: upstream,
    request: upstream.encodeRequest(completionToChat(request), target),
    restoreToolName: sameName,
    transform: (event) => cleaner.transform(event),
  };
}

/** The completion format to use; undefined: none that can carry this request. */
function completionCodecFor(
  codec: CompletionCodec,
  request: CompletionRequest,
  provider: Provider,
  target: EncodeTarget,
): CompletionCodec | undefined {
  const { paths } = provider.entry;
  if (isGap(request) && paths['ollama-generate'] !== undefined) return ollamaGenerateCodec;
  if (provider.entry.type === 'openai' && !completionModel.test(target.model)) return undefined;
  const upstream = [codec, completionsCodec, fimCodec].find(
    (candidate) => pathOf(paths, candidate) !== undefined,
  );
  if (upstream === undefined) return undefined;
  return upstream.format === 'completions' && !canCarrySuffix(request, target) ? undefined : upstream;
}

/** OpenAI's models that complete; all its others only chat. */
const completionModel = /instruct|davinci|babbage/;

function isGap(request: CompletionRequest): boolean {
  return request.suffix !== undefined || parseSentinels(request.prompt) !== undefined;
}

/** A server that knows no `suffix` gets the gap in its model's own sentinel tokens, where those are known. */
function canCarrySuffix({ prompt, suffix }: CompletionRequest, target: EncodeTarget): boolean {
  if (suffix === undefined || !target.refusedParameters.includes('suffix')) return true;
  return formatSentinels(target.model, prompt, suffix) !== undefined;
}

function chatCodecOf(provider: Provider): ChatCodec {
  const { paths, nativeChatFormat } = provider.entry;
  const native = nativeChatFormat === 'messages' ? messagesCodec : chatCodec;
  if (pathOf(paths, native) !== undefined) return native;
  return native === messagesCodec ? chatCodec : messagesCodec;
}

function pathOf(paths: Provider['entry']['paths'], codec: AnswerCodec): string | undefined {
  return paths[codec.format];
}

function requirePath(paths: Provider['entry']['paths'], codec: AnswerCodec, provider: Provider): string {
  const path = pathOf(paths, codec);
  if (path !== undefined) return path;
  throw new GatewayError(
    'provider_unavailable',
    `The provider ${provider.id} has no endpoint for ${codec.format}.`,
    {
      details: { provider: provider.id },
    },
  );
}
