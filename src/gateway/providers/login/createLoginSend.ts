import { omitMembers } from '../../wire/omitMembers.ts';
import type { SendAttempt, UpstreamAttempt } from '../../upstream/attempt.ts';
import type { Provider } from '../provider.ts';
import type { BearerTokens } from './bearerTokens.ts';

/** What Anthropic wants to be told with a token of a login (as Claude Code does). */
const anthropicLoginBeta = 'oauth-2025-04-20';
const anthropicLoginToken = /^Bearer sk-ant-oat/;

/**
 * A sender that signs calls of accounts that sign in with their bearer token. A token that the provider refuses (401) is read
 * again or renewed, and the call made once more, where its body can be sent twice.
 */
export function createLoginSend(
  send: SendAttempt,
  tokens: Pick<BearerTokens, 'tokenFor' | 'otherThan'>,
): SendAttempt {
  const sendSigned: SendAttempt = async (attempt) => {
    const { provider } = attempt;
    const token = await tokens.tokenFor(provider);
    const answer = await send(signed(attempt, token));
    if (answer.status !== 401 || attempt.bodyPieces !== undefined) return noting(answer, token);
    const other = await tokens.otherThan(provider, token).catch(() => undefined);
    if (other === undefined) return noting(answer, token);
    await closed(answer.body);
    return noting(await send(signed(attempt, other)), other);
  };
  return (attempt) => {
    if (needsToken(attempt.provider)) return sendSigned(attempt);
    const { authorization } = attempt.headers;
    if (authorization === undefined || !anthropicLoginToken.test(authorization)) return send(attempt);
    return send({ ...attempt, headers: withVendorHeaders(attempt) });
  };
}

/** Codex's login is the business of its own adapter (subscriptionAdapter.ts). */
function needsToken({ login }: Provider): boolean {
  return login !== undefined && login.type !== 'codex';
}

function signed(attempt: UpstreamAttempt, token: string): UpstreamAttempt {
  const headers = omitMembers(attempt.headers, 'x-api-key');
  const bearer = { ...attempt, headers: { ...headers, authorization: `Bearer ${token}` } };
  return { ...bearer, headers: withVendorHeaders(bearer) };
}

function withVendorHeaders({ provider, headers }: UpstreamAttempt): Readonly<Record<string, string>> {
  if (provider.entry.nativeChatFormat !== 'messages') return headers;
  const betas = (headers['anthropic-beta'] ?? '').split(',').map((beta) => beta.trim());
  const all = [...new Set([...betas, anthropicLoginBeta])].filter((beta) => beta !== '');
  return { ...headers, 'anthropic-beta': all.join(',') };
}

/** The token must not come back in an error's text. */
function noting<T extends { readonly addedHeaders?: Readonly<Record<string, string>> }>(
  answer: T,
  token: string,
): T {
  return { ...answer, addedHeaders: { ...answer.addedHeaders, authorization: `Bearer ${token}` } };
}

async function closed(body: AsyncIterable<Uint8Array>): Promise<void> {
  await body[Symbol.asyncIterator]().return?.();
}
