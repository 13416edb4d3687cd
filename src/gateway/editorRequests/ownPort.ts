import { type Dispatcher, request } from 'undici';

/** The gateway's own port, as a program of a window asks it. */
export interface OwnPort {
  readonly port: number;
  readonly accessKey: string | undefined;
  /** The window whose rules decide. */
  readonly windowId: string | undefined;
}

export interface OwnRequest {
  readonly path: `/${string}`;
  readonly userAgent: string;
  /** Sent as JSON. */
  readonly body: object;
  readonly signal: AbortSignal;
}

/** Sends a request through the gateway's own port, as every client does. Throws the signal's reason when it aborts. */
export function askOwnPort(
  { port, accessKey, windowId }: OwnPort,
  { path, userAgent, body, signal }: OwnRequest,
): Promise<Dispatcher.ResponseData> {
  const window = windowId === undefined ? '' : `/window/${encodeURIComponent(windowId)}`;
  return request(`http://127.0.0.1:${port}${window}${path}`, {
    method: 'POST',
    signal,
    headers: {
      'content-type': 'application/json',
      'user-agent': userAgent,
      ...(accessKey === undefined ? {} : { authorization: `Bearer ${accessKey}` }),
    },
    body: JSON.stringify(body),
  });
}
