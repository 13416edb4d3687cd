import type { RoutingRequest } from '../routing/routingRequest.ts';
import { chatCodec } from '../wire/chat/codec.ts';
import type { ChatCodec, CompletionCodec, ErrorShape } from '../wire/codec.ts';
import { completionsCodec } from '../wire/completions/codec.ts';
import { anthropicErrorShape, openaiErrorShape } from '../wire/errorShapes.ts';
import type { WireFormat } from '../wire/exchange.ts';
import { fimCodec } from '../wire/fim/codec.ts';
import { messagesCodec } from '../wire/messages/codec.ts';
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
}

export interface CompletionRoute extends RouteFacts {
  readonly kind: 'completion';
  readonly codec: CompletionCodec;
  readonly idPrefix: string;
}

/** An endpoint that answers with a model: how its requests are read and its answers written. */
export type ModelRoute =
  | ChatRoute
  | CompletionRoute
  | (RouteFacts & { readonly kind: 'count-tokens' })
  | (RouteFacts & { readonly kind: 'embeddings' });

/** The model routes by their path below `/v1`; all are POST. */
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
    },
  ],
]);
