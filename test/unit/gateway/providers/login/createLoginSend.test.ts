import assert from 'node:assert/strict';
import { createLoginSend } from '../../../../../src/gateway/providers/login/createLoginSend.ts';
import type { UpstreamAttempt } from '../../../../../src/gateway/upstream/attempt.ts';
import { credentialHeaders } from '../../../../../src/gateway/providers/credentials.ts';
import { KeyRing } from '../../../../../src/gateway/providers/keyRing.ts';
import { createProvider } from '../../../../../src/gateway/providers/createProvider.ts';
import type { AccountConfig } from '../../../../../src/config/accountSchema.ts';
import type { Provider } from '../../../../../src/gateway/providers/provider.ts';
import { attempt } from '../../../../helpers/upstreamAttempt.ts';

const origin = 'https://api.anthropic.com';
const token = 'sk-ant-oat01-abcdefghijklmnop';

function anthropic(account?: AccountConfig): Provider {
  const accounts = account === undefined ? undefined : { default: account };
  return createProvider({ id: 'claude', type: 'anthropic', accounts }, {});
}

/** Sends one attempt; answers 401 to each token that is not good. */
async function send(
  provider: Provider,
  headers: Readonly<Record<string, string>>,
  tokens: readonly string[],
  good: string,
): Promise<{ status: number; sent: UpstreamAttempt[] }> {
  const sent: UpstreamAttempt[] = [];
  const sendWithLogin = createLoginSend(
    (signed) => {
      sent.push(signed);
      const status = signed.headers['authorization'] === `Bearer ${good}` ? 200 : 401;
      return Promise.resolve({ status, headers: {}, body: noBytes() });
    },
    {
      tokenFor: () => Promise.resolve(tokens[0] ?? ''),
      otherThan: () => Promise.resolve(tokens[1]),
    },
  );
  const { status } = await sendWithLogin(attempt(`${origin}/v1/messages`, { provider, headers }));
  return { status, sent };
}

async function* noBytes(): AsyncGenerator<Uint8Array> {
  // An answer without a body.
}

describe('createLoginSend', () => {
  it("sends an Anthropic login as Bearer with its beta beside the client's, and no API key", async () => {
    const provider = anthropic({ login: { type: 'claude-setup-token' } });
    const { sent } = await send(provider, { 'x-api-key': 'k', 'anthropic-beta': 'a-1, b-2' }, [token], token);
    assert.deepEqual(sent[0]?.headers, {
      'anthropic-beta': 'a-1,b-2,oauth-2025-04-20',
      authorization: `Bearer ${token}`,
    });
  });

  it('does the same for a setup token that was pasted as a key', async () => {
    const provider = anthropic();
    const keyRing = new KeyRing();
    keyRing.replace([{ provider: 'claude', account: 'default', origin, key: token }]);
    const headers = credentialHeaders(provider, keyRing, {
      headers: {},
      named: false,
      isAccessKey: () => false,
    });
    const { sent } = await send(provider, headers, [], token);
    assert.deepEqual(sent[0]?.headers, {
      'anthropic-beta': 'oauth-2025-04-20',
      authorization: `Bearer ${token}`,
    });
  });

  it('leaves other calls as they are', async () => {
    const { sent } = await send(anthropic(), { 'x-api-key': 'sk-ant-api03-x' }, [], token);
    assert.deepEqual(sent[0]?.headers, { 'x-api-key': 'sk-ant-api03-x' });
  });

  it('asks once more with another token when one is refused', async () => {
    const provider = anthropic({ login: { type: 'claude-setup-token' } });
    const { status, sent } = await send(provider, {}, ['old', token], token);
    assert.equal(status, 200);
    assert.equal(sent.length, 2);
  });

  it('gives the refusal on where there is no other token', async () => {
    const provider = anthropic({ login: { type: 'claude-setup-token' } });
    const { status, sent } = await send(provider, {}, ['old'], token);
    assert.equal(status, 401);
    assert.equal(sent.length, 1);
  });
});
