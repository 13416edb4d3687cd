import { STATUS_CODES } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { UpstreamAnswerError } from '../errors.ts';
import type { UpstreamAnswer } from './attempt.ts';
import { parseErrorBody } from './errorBody.ts';
import { forwardResponseHeaders } from './forwardedHeaders.ts';
import { readBounded } from './readBounded.ts';
import { redactSecrets } from './redactSecrets.ts';

/** More is no error message; the rest is not read. */
const maxErrorBodyBytes = 256 * 1024;

/**
 * An answer with an error status as the error that it is: the provider's status, text, type, code and bytes, and those of its
 * headers that a client may see (`retry-after`, rate limits, `content-type`). The message holds no key.
 * Never throws: a body that breaks off or is garbled gives what there was.
 * @param provider the provider's id
 * @param credentials the credential headers that were sent, so that a provider that repeats them cannot leak them
 */
export async function readErrorAnswer(
  provider: string,
  answer: UpstreamAnswer,
  credentials: Readonly<Record<string, string>> = {},
): Promise<UpstreamAnswerError> {
  const { bytes } = await readBounded(answer.body, maxErrorBodyBytes);
  const body = unzipped(bytes);
  const { message, type, code, retryAfterS } = parseErrorBody(new TextDecoder().decode(body));
  const status = `${answer.status} ${STATUS_CODES[answer.status] ?? ''}`.trim();
  return new UpstreamAnswerError({
    provider,
    status: answer.status,
    message:
      message === undefined
        ? `Provider "${provider}" answered ${status} without saying why.`
        : redactSecrets(message, Object.values(credentials)),
    type,
    code,
    body,
    headers: { ...retryHeader(retryAfterS), ...withContentType(answer.headers) },
  });
}

/** Whole seconds, as every client reads them; the provider's own header stands before it. */
function retryHeader(retryAfterS: number | undefined): Record<string, string> {
  return retryAfterS === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterS)) };
}

/** Some servers gzip errors without saying so. */
function unzipped(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: maxErrorBodyBytes });
  } catch {
    return bytes;
  }
}

function withContentType(headers: Readonly<Record<string, string>>): Record<string, string> {
  const forwarded = forwardResponseHeaders(headers);
  const contentType = headers['content-type'];
  return contentType === undefined ? forwarded : { ...forwarded, 'content-type': contentType };
}
