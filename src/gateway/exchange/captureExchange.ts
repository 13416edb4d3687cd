import { maxCapturedBytes } from '../usage/record/captureWriter.ts';
import { AnswerRecorder } from './answerRecorder.ts';
import type { ExchangeContext } from './exchangeContext.ts';

/** For debugging, where the user has turned it on: remembers what came, and what goes out from now on. */
export function beginCapture({ services, client, progress }: ExchangeContext, body: Uint8Array): void {
  if (!services.config().record.capture.enabled) return;
  const answer = new AnswerRecorder(maxCapturedBytes);
  client.record(answer);
  progress.captured = { request: body, answer };
}

/** Keeps what was remembered, when the exchange is over. */
export function endCapture({ services, incoming, progress }: ExchangeContext): void {
  if (progress.captured === undefined) return;
  const { request, answer } = progress.captured;
  services.capture.keep({
    requestId: incoming.requestId,
    atMs: progress.startedAtMs,
    request: request.subarray(0, maxCapturedBytes),
    answer: answer.body,
    isCut: answer.isCut || request.length > maxCapturedBytes,
  });
}
