import type { ErrorReport, ErrorShape } from '../codec.ts';
import { isObject, type JsonObject } from '../json.ts';

/** `{error: {code, type, message, status}}`, whole or as the last line of a stream; the editor makes VS Code's errors of it. */
export const vscodeErrorShape: ErrorShape = {
  body: (report) => ({ error: errorOf(report) }),
  streamEvent: (report) => `${JSON.stringify({ type: 'error', error: errorOf(report) })}\n`,
  fits: ({ error }) =>
    isObject(error) && typeof error.message === 'string' && typeof error.status === 'number',
};

function errorOf({ code, type, message, status }: ErrorReport): JsonObject {
  return { code, type, message, status };
}
