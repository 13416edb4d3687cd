import { readFile } from 'node:fs/promises';
import { asNumber, asString, isObject, parseObject } from '../../wire/json.ts';
import { homePath } from '../adapters/homePath.ts';
import { unavailable } from '../adapters/unavailable.ts';
import type { Provider } from '../provider.ts';
import type { LoginTokens } from './loginTokens.ts';

/**
 * The token of Anthropic's own login, from the file that the user points to: Claude Code's `.credentials.json`, or a file with
 * nothing but a token of `claude setup-token`. Read where it is, never written. Throws GatewayError `provider_unavailable`.
 */
export async function readClaudeLogin(provider: Provider, file: string): Promise<LoginTokens> {
  const text = await readFile(homePath(file), 'utf8').catch((error: unknown) => {
    throw unavailable(
      provider,
      `The token file of "${provider.id}", ${file}, cannot be read. Run \`claude setup-token\`.`,
      error,
    );
  });
  const login = parseObject(text)?.['claudeAiOauth'];
  const accessToken = isObject(login) ? asString(login['accessToken']) : bareToken(text);
  if (accessToken === undefined || accessToken === '') {
    throw unavailable(provider, `${file} holds no token of Claude. Run \`claude setup-token\`.`);
  }
  return { accessToken, expiresAtMs: isObject(login) ? asNumber(login['expiresAt']) : undefined };
}

function bareToken(text: string): string | undefined {
  return /^\s*(sk-ant-[\w-]+)\s*$/.exec(text)?.[1];
}
