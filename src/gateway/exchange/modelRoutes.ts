import type { RoutingRequest } from '../routing/routingRequest.ts';
import { chatCodec } from '../wire/chat/codec.ts';
import type { ChatCodec, CompletionCodec, ErrorShape } from '../wire/codec.ts';
import { completionsCodec } from '../wire/completions/codec.ts';
import type { EmbeddingsInbound } from '../wire/embeddings/codec.ts';
import { ollamaEmbed, ollamaEmbeddings } from '../wire/embeddings/ollama.ts';
import { openaiEmbeddings } from '../wire/embeddings/openai.ts';
import { anthropicErrorShape, ollamaErrorShape, openaiErrorShape } from '../wire/errorShapes.ts';
import type { WireFormat } from '../wire/exchange.ts';
import { fimCodec } from '../wire/fim/codec.ts';
import type { JsonObject } from '../wire/json.ts';
import { messagesCodec } from '../wire/messages/codec.ts';
import { messagesTokenCounting } from '../wire/messages/tokenCounting.ts';
import { chatShape, generateShape, type PieceShape } from '../wire/ollama/answerPiece.ts';
import { ollamaChatCodec } from '../wire/ollama/chatCodec.ts';
import { isCompletionBody } from '../wire/ollama/decodeGenerateRequest.ts';
import { ollamaGenerateChatCodec, ollamaGenerateCodec } from '../wire/ollama/generateCodec.ts';
import { responsesCodec } from '../wire/responses/codec.ts';
import { responsesErrorShape } from '../wire/responses/failureText.ts';
import { responsesTokenCounting } from '../wire/responses/tokenCounting.ts';
import type { TokenCounting } from '../wire/tokenCounting.ts';
import type { RouteName } from './routeName.ts';

interface RouteFacts {
  readonly name: RouteName;
  /** The inbound format. */
  readonly format: WireFormat;
  /** What routing calls it. */
  readonly routing: RoutingRequest['route'];
  readonly errorShape: ErrorShape;
}

export interface ChatRoute extends RouteFacts {
  readonly kind: 'chat';
  readonly codec: ChatCodec;
  /** Before the ids of answers whose provider gave none. */
  readonly idPrefix: string;
  /** Where a request without messages asks to load the model, as Ollama's clients do: how that is answered. */
  readonly loadShape?: PieceShape;
}

export interface CompletionRoute extends RouteFacts {
  readonly kind: 'completion';
  readonly codec: CompletionCodec;
  readonly idPrefix: string;
}

export interface EmbeddingsRoute extends RouteFacts {
  readonly kind: 'embeddings';
  readonly codec: EmbeddingsInbound;
}

export interface TokenCountRoute extends RouteFacts {
  readonly kind: 'count-tokens';
  readonly counting: TokenCounting;
}

/** An endpoint whose body tells what is asked for. */
interface UnsettledRoute extends RouteFacts {
  readonly kind: 'chat or completion';
  settle(body: JsonObject): ChatRoute | CompletionRoute;
}

/** A route whose kind is certain. */
export type SettledRoute = ChatRoute | CompletionRoute | TokenCountRoute | EmbeddingsRoute;

/** An endpoint that answers with a model: how its requests are read and its answers written. */
export type ModelRoute = SettledRoute | UnsettledRoute;

/** The route as it is for this body. */
export function settleRoute(route: ModelRoute, body: JsonObject): SettledRoute {
  return route.kind === 'chat or completion' ? route.settle(body) : route;
}

const ollamaGenerate = {
  name: 'ollama-generate',
  format: 'ollama-generate',
  routing: 'ollama-generate',
  errorShape: ollamaErrorShape,
  idPrefix: '',
} as const;

const ollamaGenerateChat: ChatRoute = {
  ...ollamaGenerate,
  kind: 'chat',
  codec: ollamaGenerateChatCodec,
  loadShape: generateShape,
};

const ollamaGenerateCompletion: CompletionRoute = {
  ...ollamaGenerate,
  kind: 'completion',
  codec: ollamaGenerateCodec,
};

/** The model routes by their path below `/v1`, Ollama's by theirs below the root; all are POST. */
export const modelRoutes: ReadonlyMap<string, ModelRoute> = new Map<string, ModelRoute>([
  [
    'chat/completions',
    {
      kind: 'chat',
      name: 'chat',
      format: 'chat',
      routing: 'chat',
      errorShape: openaiErrorShape,
      codec: chatCodec,
      idPrefix: 'chatcmpl-',
    },
  ],
  [
    'responses',
    {
      kind: 'chat',
      name: 'responses',
      format: 'responses',
      routing: 'responses',
      errorShape: responsesErrorShape,
      codec: responsesCodec,
      idPrefix: 'resp_',
    },
  ],
  [
    'responses/input_tokens',
    {
      kind: 'count-tokens',
      name: 'responses-count-tokens',
      format: 'responses',
      routing: 'responses',
      errorShape: responsesErrorShape,
      counting: responsesTokenCounting,
    },
  ],
  [
    'messages',
    {
      kind: 'chat',
      name: 'messages',
      format: 'messages',
      routing: 'messages',
      errorShape: anthropicErrorShape,
      codec: messagesCodec,
      idPrefix: 'msg_',
    },
  ],
  [
    'messages/count_tokens',
    {
      kind: 'count-tokens',
      name: 'count-tokens',
      format: 'messages',
      routing: 'messages',
      errorShape: anthropicErrorShape,
      counting: messagesTokenCounting,
    },
  ],
  [
    'completions',
    {
      kind: 'completion',
      name: 'completions',
      format: 'completions',
      routing: 'completions',
      errorShape: openaiErrorShape,
      codec: completionsCodec,
      idPrefix: 'cmpl-',
    },
  ],
  [
    'fim/completions',
    {
      kind: 'completion',
      name: 'fim',
      format: 'fim',
      routing: 'fim',
      errorShape: openaiErrorShape,
      codec: fimCodec,
      idPrefix: '',
    },
  ],
  [
    'embeddings',
    {
      kind: 'embeddings',
      name: 'embeddings',
      format: 'embeddings',
      routing: 'embeddings',
      errorShape: openaiErrorShape,
      codec: openaiEmbeddings,
    },
  ],
  [
    'api/chat',
    {
      kind: 'chat',
      name: 'ollama-chat',
      format: 'ollama-chat',
      routing: 'ollama-chat',
      errorShape: ollamaErrorShape,
      codec: ollamaChatCodec,
      idPrefix: '',
      loadShape: chatShape,
    },
  ],
  [
    'api/generate',
    {
      ...ollamaGenerate,
      kind: 'chat or completion',
      settle: (body) => (isCompletionBody(body) ? ollamaGenerateCompletion : ollamaGenerateChat),
    },
  ],
  [
    'api/embed',
    {
      kind: 'embeddings',
      name: 'ollama-embed',
      format: 'ollama-embed',
      routing: 'ollama-embed',
      errorShape: ollamaErrorShape,
      codec: ollamaEmbed,
    },
  ],
  [
    'api/embeddings',
    {
      kind: 'embeddings',
      name: 'ollama-embed',
      format: 'ollama-embed',
      routing: 'ollama-embed',
      errorShape: ollamaErrorShape,
      codec: ollamaEmbeddings,
    },
  ],
]);
