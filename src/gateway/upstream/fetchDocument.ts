import { GatewayError } from '../errors.ts';
import { createProvider } from '../providers/createProvider.ts';
import type { SendAttempt } from './attempt.ts';
import { readBounded } from './readBounded.ts';

const maxBytes = 32 * 1024 * 1024;

/**
 * A public document that is no provider's, by the same ways out of this machine and without any credentials.
 * @throws GatewayError `provider_error` for an error status and a document over 32 MiB, and what `SendAttempt` throws
 */
export async function fetchDocument(send: SendAttempt, url: string, signal: AbortSignal): Promise<string> {
  const { host, origin } = new URL(url);
  const answer = await send({
    provider: createProvider({ id: host, type: 'openai-compatible', endpoint: origin }, {}),
    method: 'GET',
    url,
    headers: { accept: 'application/json' },
    signal,
  });
  const { bytes, truncated, error } = await readBounded(answer.body, maxBytes);
  if (error !== undefined) throw error;
  if (answer.status === 200 && !truncated) return Buffer.from(bytes).toString('utf8');
  const why = truncated ? 'sent more than 32 MiB' : `answered ${answer.status}`;
  throw new GatewayError('provider_error', `${url} ${why}`, {
    details: { provider: host, status: answer.status },
  });
}
