import type { Intent } from '../intent/intent.ts';
import type { NeutralRequest } from '../wire/exchange.ts';
import type { WindowResolution } from './resolveWindow.ts';
import type { GivenId } from './passedRequest.ts';

/** Everything that routing sees of one client request. */
export interface RoutingRequest {
  readonly request: NeutralRequest;
  /** The endpoint that was called; `messages/count_tokens` counts as `messages`. */
  readonly route:
    | 'chat'
    | 'messages'
    | 'responses'
    | 'gemini'
    | 'ollama-chat'
    | 'ollama-generate'
    | 'ollama-embed'
    | 'completions'
    | 'fim'
    | 'embeddings'
    | 'vscode-chat';
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The request came below `/v1/mux`: the rules decide, whatever model it names. */
  readonly ignoreModel: boolean;
  /** NAME of `/w/NAME/…`. */
  readonly pinnedWorkspace?: string;
  /** The id of `/window/ID/…`. */
  readonly pinnedWindow?: string;
  /** The window that it was found to belong to, where that had to be known before. */
  readonly place?: WindowResolution;
  /** What a provider keeps and the request goes on with: only that provider can answer it. */
  readonly given?: GivenId;
  /** A file or the like that it names and only one provider has; looked for where the client names no provider. */
  readonly kept?: () => GivenId | undefined;
  /** Who sent it, where that is known already: then its headers and words are not asked. */
  readonly client?: string;
  /** Only its tokens are counted: it has no turn in a route, the request that follows has. */
  readonly isCount?: boolean;
  /** What a model said of the newest user turn's intent, where the classifier was not sure. */
  readonly opinion?: Intent;
}
