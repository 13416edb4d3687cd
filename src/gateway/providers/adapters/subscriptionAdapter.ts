import { readFile } from 'node:fs/promises';
import { asNumber, asString, isObject, type JsonObject, parseObject } from '../../wire/json.ts';
import type { Provider } from '../provider.ts';
import { homePath } from './homePath.ts';
import type { AdapterContext, ProviderAdapter } from './providerAdapter.ts';
import { unavailable } from './unavailable.ts';

/** The claim in which OpenAI's tokens name the account (github.com/openai/codex codex-rs/core/src/token_data.rs). */
const authClaim = 'https://api.openai.com/auth';

/**
 * A ChatGPT subscription: the token and the account's id from the file that `codex login` keeps. The file is read anew for
 * every call and never written: its refresh token is good for one use, so renewing is left to the Codex CLI.
 */
export function createSubscriptionAdapter({ now }: Pick<AdapterContext, 'now'>): ProviderAdapter {
  return {
    async adapt(attempt) {
      const { token, account } = await readLogin(attempt.provider, now());
      return {
        ...attempt,
        headers: {
          originator: 'muxgate',
          ...attempt.headers,
          accept: 'text/event-stream',
          authorization: `Bearer ${token}`,
          ...(account === undefined ? {} : { 'chatgpt-account-id': account }),
        },
      };
    },
  };
}

interface Login {
  readonly token: string;
  readonly account?: string;
}

async function readLogin(provider: Provider, nowMs: number): Promise<Login> {
  const { tokenFile } = provider.fields;
  if (tokenFile === undefined) {
    throw unavailable(
      provider,
      `"${provider.id}" needs "tokenFile": the file where \`codex login\` keeps its token, mostly ~/.codex/auth.json.`,
    );
  }
  const tokens = await readTokens(provider, homePath(tokenFile));
  const token = asString(tokens['access_token']);
  if (token === undefined || token === '') {
    throw unavailable(
      provider,
      `${tokenFile} holds no ChatGPT login. Run \`codex login\` and choose to sign in with ChatGPT.`,
    );
  }
  const claims = claimsOf(token);
  const expiresAtS = asNumber(claims['exp']);
  if (expiresAtS !== undefined && expiresAtS * 1000 <= nowMs) {
    throw unavailable(
      provider,
      `The ChatGPT login in ${tokenFile} has expired. Run \`codex\` once, which renews it, or \`codex login\`.`,
    );
  }
  const account =
    asString(tokens['account_id']) ?? accountOf(claims) ?? accountOf(claimsOf(tokens['id_token']));
  return { token, account };
}

async function readTokens(provider: Provider, path: string): Promise<JsonObject> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw unavailable(
      provider,
      `The token file of "${provider.id}" cannot be read from ${path}. Run \`codex login\`.`,
      error,
    );
  }
  const tokens = parseObject(text)?.['tokens'];
  return isObject(tokens) ? tokens : {};
}

function accountOf(claims: JsonObject): string | undefined {
  const auth = claims[authClaim];
  return isObject(auth) ? asString(auth['chatgpt_account_id']) : undefined;
}

/** A JWT's claims, unchecked: the backend checks them. Empty for anything else. */
function claimsOf(token: unknown): JsonObject {
  const payload = asString(token)?.split('.')[1] ?? '';
  return parseObject(Buffer.from(payload, 'base64url').toString('utf8')) ?? {};
}
