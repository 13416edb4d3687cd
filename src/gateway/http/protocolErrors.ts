import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { GatewayError } from '../errors.ts';
import { errorReport } from '../exchange/errorReport.ts';
import { openaiErrorShape } from '../wire/errorShapes.ts';

/**
 * Answers what is not even an HTTP request: malformed, too large or too slow a head. There is no path yet that would tell
 * the client's protocol, so the shape is OpenAI's. The connection ends.
 * @param isAnswering an answer is on its way on this connection: another one cannot stand in its middle
 */
export function answerProtocolError(
  error: Error,
  socket: Duplex,
  requestId: string,
  isAnswering: boolean,
): void {
  if (!socket.writable || isAnswering) {
    socket.destroy();
    return;
  }
  const gatewayError = protocolError('code' in error ? String(error.code) : '');
  const body = JSON.stringify(openaiErrorShape.body(errorReport(gatewayError, requestId)));
  const { status } = gatewayError;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-muxgate-request-id: ${requestId}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function protocolError(code: string): GatewayError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new GatewayError(
        'headers_too_large',
        'The request line and headers are over 64 KiB. Send fewer or shorter headers.',
      );
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new GatewayError(
        'request_timeout',
        'The request did not arrive in time. Send it without pauses.',
      );
    default:
      return new GatewayError('invalid_request', 'This is not a valid HTTP/1.1 request.');
  }
}
