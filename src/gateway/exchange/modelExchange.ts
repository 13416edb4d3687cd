import type { Provider } from '../providers/provider.ts';
import type { ChatRequest, CompletionRequest } from '../wire/exchange.ts';
import type { ChatRoute, CompletionRoute } from './modelRoutes.ts';
import type { RequestBody } from './requestBody.ts';

/** A chat or completion request as it came. */
export type TextRequest = { readonly body: RequestBody } & (
  | { readonly kind: 'chat'; readonly route: ChatRoute; readonly request: ChatRequest }
  | { readonly kind: 'completion'; readonly route: CompletionRoute; readonly request: CompletionRequest }
);

/** A chat or completion request, and who is asked to answer it. */
export type ModelExchange = TextRequest & {
  /** With the formats that it speaks for the model. */
  readonly provider: Provider;
  /** The model's name as the provider knows it. */
  readonly model: string;
};
