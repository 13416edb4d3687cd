import type { ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';

/** What an answer is written to: an HTTP response, or another channel that behaves as one (editorChat/). */
export type AnswerStream = Writable &
  Pick<ServerResponse, 'headersSent' | 'statusCode' | 'flushHeaders'> & {
    /** The status and headers, once, before the first byte. */
    writeHead(status: number, headers: Readonly<Record<string, string>>): unknown;
  };
