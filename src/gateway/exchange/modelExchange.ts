import type { Provider } from '../providers/provider.ts';
import type { ChatRequest, CompletionRequest } from '../wire/exchange.ts';
import type { ChatRoute, CompletionRoute } from './modelRoutes.ts';
import type { RequestBody } from './requestBody.ts';

interface DecidedRequest {
  readonly body: RequestBody;
  /** With the formats that it speaks for the model. */
  readonly provider: Provider;
  /** The model's name as the provider knows it. */
  readonly model: string;
}

/** A chat or completion request whose provider is decided. */
export type ModelExchange = DecidedRequest &
  (
    | { readonly kind: 'chat'; readonly route: ChatRoute; readonly request: ChatRequest }
    | { readonly kind: 'completion'; readonly route: CompletionRoute; readonly request: CompletionRequest }
  );
