import { type GatewayError, UpstreamAnswerError } from '../errors.ts';
import type { ErrorShape } from '../wire/codec.ts';
import { isObject, type JsonObject, parseObject } from '../wire/json.ts';
import { anthropicErrorShape } from '../wire/errorShapes.ts';
import type { ClientAnswer } from './clientAnswer.ts';
import { errorReport } from './errorReport.ts';
import { writeJson } from './writeJson.ts';

/**
 * Tells the client of an error, in the shape of its protocol: as the answer while nothing was sent, as the stream's last
 * event after that, and where neither is possible by cutting the connection. A provider's own error body in the same shape goes on as it is.
 */
export async function answerError(
  client: ClientAnswer,
  error: GatewayError,
  shape: ErrorShape,
  requestId: string,
): Promise<void> {
  const report = errorReport(error, requestId);
  if (client.isStream) {
    await client.write(shape.streamEvent(report));
    await client.end();
    return;
  }
  if (client.headSent) {
    client.breakOff();
    return;
  }
  const upstream = error instanceof UpstreamAnswerError ? error : undefined;
  const { 'content-type': contentType, ...upstreamHeaders } = upstream?.upstreamHeaders ?? {};
  const headers = { ...error.headers, ...upstreamHeaders };
  if (upstream !== undefined && hasShape(parseObject(Buffer.from(upstream.upstreamBody).toString()), shape)) {
    client.sendHead(upstream.status, {
      ...headers,
      'content-type': contentType ?? 'application/json',
      'content-length': String(upstream.upstreamBody.length),
    });
    await client.end(upstream.upstreamBody);
    return;
  }
  await writeJson(client, error.status, headers, shape.body(report));
}

/** Whether a client of this shape finds everything where it looks for it. OpenAI's codes are texts or null. */
function hasShape(body: JsonObject | undefined, shape: ErrorShape): boolean {
  if (body === undefined || !isObject(body.error)) return false;
  const { message, type, code } = body.error;
  if (typeof message !== 'string' || typeof type !== 'string') return false;
  return shape === anthropicErrorShape
    ? body.type === 'error'
    : body.type !== 'error' && typeof code !== 'number';
}
