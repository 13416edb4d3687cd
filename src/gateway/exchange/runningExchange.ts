import type { RunningExchange } from '../../protocol/exchanges.ts';
import { formatModelReference } from '../modelReference.ts';
import { detectClient } from '../routing/clients/detectClient.ts';
import type { ExchangeContext } from './exchangeContext.ts';
import type { RouteName } from './routeName.ts';

const usualBytesPerToken = 4;

/** How far an exchange is; asked for while somebody watches. */
export function runningExchange(
  { incoming, progress, client }: Pick<ExchangeContext, 'incoming' | 'progress' | 'client'>,
  route: RouteName,
): RunningExchange {
  const attempt = progress.answering ?? progress.attempts.at(-1);
  const target = attempt?.target ?? progress.decision?.target;
  const textBytes = attempt?.answerBytes;
  return {
    id: incoming.requestId,
    atMs: progress.startedAtMs,
    endpoint: route,
    client: clientOf(progress),
    model: target === undefined ? undefined : formatModelReference(target),
    stream: progress.stream,
    bytes: client.bytes,
    outputTokens:
      textBytes === undefined || textBytes === 0 ? undefined : Math.ceil(textBytes / usualBytesPerToken),
    attempt: progress.attempts.length,
  };
}

/** What was decided about has been looked at for its client already. */
function clientOf({ decision, routing }: ExchangeContext['progress']): string | undefined {
  if (decision !== undefined) return decision.client;
  return routing === undefined ? undefined : detectClient(routing);
}
