import { type GatewayError, UpstreamAnswerError } from '../errors.ts';
import type { ErrorReport, ErrorShape } from '../wire/codec.ts';
import { parseObject } from '../wire/json.ts';
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
    await client.write(errorInStream(client, shape, report));
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
  const upstreamError = parseObject(Buffer.from(upstream?.upstreamBody ?? []).toString());
  if (upstream !== undefined && upstreamError !== undefined && shape.fits(upstreamError)) {
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

/** An array that was begun ends with the error as its last element. */
function errorInStream(client: ClientAnswer, shape: ErrorShape, report: ErrorReport): string {
  if (client.framing !== 'json-array') return client.failStream?.(report) ?? shape.streamEvent(report);
  return `${client.hasBody ? ',\n' : '['}${JSON.stringify(shape.body(report))}]`;
}
