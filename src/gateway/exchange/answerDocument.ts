import { GatewayError } from '../errors.ts';
import { failureIn } from '../wire/chat/failure.ts';
import type { StreamFailure, WireFormat } from '../wire/exchange.ts';
import { isObject, type JsonObject } from '../wire/json.ts';
import { failureOf } from '../wire/messages/streamFailure.ts';
import type { AnswerKind } from './classifyAnswer.ts';
import { failureError } from './errorReport.ts';

const byteOrderMark = '\ufeff';

/**
 * A whole answer as JSON. Throws `provider_error` when it is none, and the error that it reports when it is an error in
 * the clothes of a 200.
 */
export function parseAnswerDocument(provider: string, format: WireFormat, bytes: Buffer): JsonObject {
  return parseAnswerText(provider, format, bytes.toString(), bytes);
}

/** The same of an answer that is at hand as text, too. */
export function parseAnswerText(
  provider: string,
  format: WireFormat,
  text: string,
  bytes: Buffer,
): JsonObject {
  let json: unknown;
  try {
    json = JSON.parse(text.startsWith(byteOrderMark) ? text.slice(1) : text);
  } catch (cause) {
    throw new GatewayError(
      'provider_error',
      `The provider ${provider} answered JSON that is malformed or cut off.`,
      {
        cause,
        details: { provider },
      },
    );
  }
  if (!isObject(json)) throw notAnAnswer(provider, 'other');
  const failure = reportedFailure(format, json);
  if (failure !== undefined) throw failureError(provider, failure, bytes);
  return json;
}

function reportedFailure(format: WireFormat, json: JsonObject): StreamFailure | undefined {
  if (format === 'messages' && json.type === 'error') return failureOf(json);
  return failureIn(json);
}

/** The error of an answer that is no answer at all: a page of a proxy, a text. */
export function notAnAnswer(provider: string, kind: AnswerKind): GatewayError {
  const what = kind === 'html' ? 'a web page (HTML)' : 'something';
  return new GatewayError(
    'provider_error',
    `The provider ${provider} answered ${what} that is no answer to this request. Check its endpoint.`,
    { details: { provider } },
  );
}
