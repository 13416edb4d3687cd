import { UpstreamAnswerError } from '../errors.ts';
import type { Provider } from '../providers/provider.ts';
import { forwardResponseHeaders } from '../upstream/forwardedHeaders.ts';
import { countRequestTokens, estimateTokens } from '../usage/countTokens.ts';
import type { ChatRequest } from '../wire/exchange.ts';
import type { ExchangeContext } from './exchangeContext.ts';
import { forwardedPath } from './forwardedPath.ts';
import { Linger } from './linger.ts';
import { passWholeThrough } from './passThroughWhole.ts';
import type { RequestBody } from './requestBody.ts';
import { sendToProvider } from './sendToProvider.ts';
import { spliceModel } from './spliceModel.ts';
import { writeJson } from './writeJson.ts';

export interface TokenCountExchange {
  readonly request: ChatRequest;
  readonly body: RequestBody;
  readonly provider: Provider;
  readonly model: string;
}

/** How a server says that it has no such endpoint. */
const missingEndpoint: ReadonlySet<number> = new Set([404, 405, 501]);

/** Answers `count_tokens`: by the provider where it counts, else with a count of our own, which does not fail. */
export async function answerTokenCount(
  context: ExchangeContext,
  exchange: TokenCountExchange,
): Promise<void> {
  const path = exchange.provider.entry.paths['count-tokens'];
  if (path !== undefined && (await answeredByProvider(context, exchange, path))) return;
  const { client, progress, services } = context;
  const tokens = await countRequestTokens(exchange.request).catch((error: unknown) => {
    services.log.warn(
      `tokens are estimated, the tokenizer failed: ${error instanceof Error ? error.name : 'unknown'}`,
    );
    return estimateTokens(exchange.request);
  });
  progress.finished = true;
  await writeJson(client, 200, {}, { input_tokens: tokens });
}

/** false: the provider turned out to have no such endpoint. */
async function answeredByProvider(
  context: ExchangeContext,
  { body, provider, model }: TokenCountExchange,
  path: string,
): Promise<boolean> {
  const call = new Linger(context.services.clock);
  try {
    const answer = await sendToProvider(context, {
      provider,
      path: forwardedPath(path, context.incoming.query),
      format: 'messages',
      body: spliceModel(body.bytes, model),
      signal: call.signal,
    });
    await passWholeThrough(context, answer.body, {
      provider: provider.id,
      codec: { format: 'messages' },
      headers: {
        ...forwardResponseHeaders(answer.headers),
        'content-type': answer.headers['content-type'] ?? 'application/json',
      },
    });
    return true;
  } catch (error) {
    if (error instanceof UpstreamAnswerError && missingEndpoint.has(error.status)) return false;
    throw error;
  } finally {
    call.end();
  }
}
