import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { GatewayError } from '../errors.ts';
import { errorReport } from '../exchange/errorReport.ts';
import { openaiErrorShape } from '../wire/errorShapes.ts';
import { chooseErrorShape } from './chooseErrorShape.ts';
import { parseRequestPath } from './requestPath.ts';

/** A request whose head was understood, and what answers it. */
export interface OpenRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * Answers what is not HTTP: a malformed, too large or too slow head, or a body whose chunks are malformed. Without a head there
 * is no path that would tell the client's protocol, so the shape is OpenAI's. The connection ends.
 * @param open the request on this connection that has no whole answer yet: a second answer cannot stand in its middle
 */
export function answerProtocolError(
  error: Error,
  socket: Duplex,
  requestId: string,
  open: OpenRequest | undefined,
): void {
  if (!socket.writable || open?.response.headersSent === true || open?.request.complete === true) {
    socket.destroy();
    return;
  }
  const gatewayError = protocolError('code' in error ? String(error.code) : '', open !== undefined);
  const shape =
    open === undefined
      ? openaiErrorShape
      : chooseErrorShape(parseRequestPath(open.request.url ?? '/'), open.request.headers);
  const body = JSON.stringify(shape.body(errorReport(gatewayError, requestId)));
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

function protocolError(code: string, isBody: boolean): GatewayError {
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
      return new GatewayError(
        'invalid_request',
        isBody
          ? 'The chunks of the request body are malformed (RFC 9112, section 7.1).'
          : 'This is not a valid HTTP/1.1 request.',
      );
  }
}
