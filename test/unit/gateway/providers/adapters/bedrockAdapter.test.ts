import assert from 'node:assert/strict';
import type { EffectiveProvider } from '../../../../../src/config/effectiveConfig.ts';
import { GatewayError } from '../../../../../src/gateway/errors.ts';
import { createBedrockAdapter } from '../../../../../src/gateway/providers/adapters/bedrock/bedrockAdapter.ts';
import { endpointUrl } from '../../../../../src/gateway/providers/endpointUrl.ts';
import type { UpstreamAttempt } from '../../../../../src/gateway/upstream/attempt.ts';
import { provider } from '../../../../helpers/upstreamAttempt.ts';

const keys = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret' };

/** A call as it leaves the adapter. */
function adapted(
  config: Partial<EffectiveProvider>,
  format: 'chat' | 'messages',
  env: NodeJS.ProcessEnv = keys,
): Promise<UpstreamAttempt> {
  const bedrock = provider({ type: 'bedrock', endpoint: undefined, ...config });
  const adapter = createBedrockAdapter({ env, now: () => Date.UTC(2026, 10, 21) });
  return adapter.adapt({
    provider: bedrock,
    method: 'POST',
    url: endpointUrl(bedrock, bedrock.entry.paths[format] ?? ''),
    headers: { 'content-type': 'application/json' },
    body: '{"model":"anthropic.claude-x-v1:0","max_tokens":1,"messages":[]}',
    signal: new AbortController().signal,
  });
}

describe('createBedrockAdapter', () => {
  const regions: [string, string][] = [
    ['https://bedrock-runtime.eu-west-1.amazonaws.com', 'eu-west-1'],
    ['https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
    ['https://vpce-1-2.bedrock-runtime.ap-southeast-2.vpce.amazonaws.com', 'ap-southeast-2'],
    ['https://bedrock-mantle.us-east-2.api.aws', 'us-east-2'],
  ];
  for (const [endpoint, region] of regions) {
    it(`${endpoint} is signed for ${region}`, async () => {
      const { headers } = await adapted({ endpoint, region: 'other-region-1' }, 'chat');
      assert.match(headers['authorization'] ?? '', new RegExp(`Credential=AKID/20261121/${region}/bedrock`));
    });
  }

  it("elsewhere the provider's region holds, then the environment's; without any the error says what to set", async () => {
    const endpoint = 'https://llm.example.com/aws';
    const own = await adapted({ endpoint, region: 'eu-north-1' }, 'chat', {
      ...keys,
      AWS_REGION: 'us-west-2',
    });
    assert.match(own.headers['authorization'] ?? '', /\/eu-north-1\/bedrock\//);
    const outer = await adapted({ endpoint }, 'chat', { ...keys, AWS_REGION: 'us-west-2' });
    assert.match(outer.headers['authorization'] ?? '', /\/us-west-2\/bedrock\//);
    await assert.rejects(
      adapted({ endpoint }, 'chat'),
      (error) => error instanceof GatewayError && /Set "region"/.test(error.message),
    );
  });

  it('Mantle has Messages and chat at its own paths, under its own signing name', async () => {
    const endpoint = 'https://bedrock-mantle.us-east-1.api.aws';
    const messages = await adapted({ endpoint }, 'messages');
    assert.equal(messages.url, `${endpoint}/anthropic/v1/messages`);
    assert.ok(
      typeof messages.body === 'string' && messages.body.includes('"model":"anthropic.claude-x-v1:0"'),
    );
    assert.match(messages.headers['authorization'] ?? '', /\/us-east-1\/bedrock-mantle\/aws4_request/);
    assert.equal((await adapted({ endpoint }, 'chat')).url, `${endpoint}/v1/chat/completions`);
  });

  it('the path below a proxy stays', async () => {
    const { url } = await adapted(
      { endpoint: 'https://llm.example.com/aws', region: 'us-east-1' },
      'messages',
    );
    assert.equal(url, 'https://llm.example.com/aws/model/anthropic.claude-x-v1%3A0/invoke');
  });
});
