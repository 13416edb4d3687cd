import type { RequestParams } from '../../protocol/gatewayRequests.ts';
import { countRequestTokens, estimateTokens } from '../usage/countTokens.ts';
import { vscodeCodec } from '../wire/vscode/codec.ts';
import type { JsonObject } from '../wire/json.ts';

/**
 * About how many tokens a text or one message of VS Code's chat has, by the counter for providers without a count of their own:
 * VS Code asks hundreds of times a prompt, which no provider would take. Throws `invalid_request` for a message that is none.
 */
export async function countChatTokens({
  text = '',
  message,
}: RequestParams<'countChatTokens'>): Promise<number> {
  const messages = [message ?? { role: 'user', content: [{ type: 'text', value: text }] }];
  const body: unknown = { messages };
  const request = vscodeCodec.decodeRequest(body as JsonObject);
  return await countRequestTokens(request).catch(() => estimateTokens(request));
}
