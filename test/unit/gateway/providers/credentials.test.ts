import assert from 'node:assert/strict';
import type { EffectiveProvider } from '../../../../src/config/effectiveConfig.ts';
import { GatewayError } from '../../../../src/gateway/errors.ts';
import { type CredentialCaller, credentialHeaders } from '../../../../src/gateway/providers/credentials.ts';
import { KeyRing } from '../../../../src/gateway/providers/keyRing.ts';
import { provider } from '../../../helpers/upstreamAttempt.ts';

const accessKey = 'muxgate-access';

function headersFor(
  config: Partial<EffectiveProvider>,
  caller: Partial<CredentialCaller> = {},
): Record<string, string> {
  return credentialHeaders(provider(config), new KeyRing(), {
    headers: {},
    named: false,
    isAccessKey: (key) => key === accessKey,
    ...caller,
  });
}

const clientKeys = {
  authorization: 'Bearer client',
  'x-api-key': 'client',
  'x-goog-api-key': 'client',
  cookie: 'a=1',
};

describe('credentialHeaders', () => {
  const apiKey = 'ours';

  it("sends the key its type's way", () => {
    assert.deepEqual(headersFor({ type: 'openai', apiKey }), { authorization: 'Bearer ours' });
    assert.deepEqual(headersFor({ type: 'anthropic', apiKey }), { 'x-api-key': 'ours' });
    assert.deepEqual(headersFor({ type: 'gemini', apiKey }), { 'x-goog-api-key': 'ours' });
    assert.deepEqual(headersFor({ type: 'ollama', apiKey }), { authorization: 'Bearer ours' });
  });

  it('sends the key in the named header', () => {
    const auth = { type: 'api-key', header: 'Api-Key' } as const;
    assert.deepEqual(headersFor({ type: 'openai-compatible', apiKey, auth }), { 'api-key': 'ours' });
  });

  it("never sends the client's own credentials with or instead of ours", () => {
    const caller = { headers: clientKeys, named: true };
    assert.deepEqual(headersFor({ type: 'openai', apiKey }, caller), { authorization: 'Bearer ours' });
    assert.deepEqual(headersFor({ type: 'ollama' }, caller), {});
    assert.deepEqual(headersFor({ type: 'anthropic', auth: 'none' }, caller), {});
  });

  it('throws when the key is missing, saying what to do', () => {
    assert.throws(
      () => headersFor({ id: 'work', type: 'openai' }, { headers: clientKeys }),
      (error) =>
        error instanceof GatewayError &&
        error.code === 'provider_unavailable' &&
        error.message === '"work" has no API key. Enter one.',
    );
  });

  describe('with passthrough', () => {
    const anthropic = { id: 'sub', type: 'anthropic', auth: 'passthrough' } as const;
    const openai = { id: 'own', type: 'openai', auth: 'passthrough' } as const;
    const google = { id: 'own', type: 'gemini', auth: 'passthrough' } as const;

    const passed: [string, Partial<EffectiveProvider>, Record<string, string>, Record<string, string>][] = [
      ['a key of Anthropic', anthropic, { 'x-api-key': 'k' }, { 'x-api-key': 'k' }],
      [
        'a subscription token of Anthropic',
        anthropic,
        { authorization: 'Bearer t' },
        { authorization: 'Bearer t' },
      ],
      ['a key of OpenAI', openai, { authorization: 'bearer  k' }, { authorization: 'Bearer k' }],
      ['a key of Google', google, { 'x-goog-api-key': 'k' }, { 'x-goog-api-key': 'k' }],
      ['x-api-key to a Bearer provider', openai, { 'x-api-key': 'k' }, { authorization: 'Bearer k' }],
      [
        'x-goog-api-key to an Anthropic-like provider',
        anthropic,
        { 'x-goog-api-key': 'k' },
        { 'x-api-key': 'k' },
      ],
      [
        'the organisation that belongs to the key',
        openai,
        { authorization: 'Bearer k', 'openai-organization': 'org', 'openai-project': 'p' },
        { authorization: 'Bearer k', 'openai-organization': 'org', 'openai-project': 'p' },
      ],
      [
        'the key beside an access key of ours',
        anthropic,
        { 'x-api-key': accessKey, authorization: 'Bearer t' },
        { authorization: 'Bearer t' },
      ],
    ];
    for (const [name, config, headers, expected] of passed) {
      it(`passes on ${name}`, () => assert.deepEqual(headersFor(config, { headers, named: true }), expected));
    }

    function refusal(caller: Partial<CredentialCaller>): GatewayError {
      try {
        headersFor(anthropic, caller);
      } catch (error) {
        assert.ok(error instanceof GatewayError);
        return error;
      }
      throw new Error('nothing was refused');
    }

    it('refuses a request that did not name the provider', () => {
      const error = refusal({ headers: clientKeys });
      assert.equal(error.code, 'invalid_api_key');
      assert.match(error.message, /only when the client itself names "sub\/…"/);
      assert.doesNotMatch(error.message, /client"/);
    });

    it('allows a listed client without naming, and no other', () => {
      const listed = { ...anthropic, passthroughClients: ['claude-code'] };
      const headers = { 'x-api-key': 'k' };
      assert.deepEqual(headersFor(listed, { headers, client: 'claude-code' }), { 'x-api-key': 'k' });
      assert.throws(() => headersFor(listed, { headers, client: 'cline' }), /this one is "cline"/);
      assert.throws(() => headersFor(listed, { headers }), GatewayError);
    });

    it('never passes one of our access keys on', () => {
      const requests: Record<string, string>[] = [
        { authorization: `Bearer ${accessKey}` },
        { 'x-api-key': accessKey },
        { authorization: `Bearer ${accessKey}`, 'x-api-key': accessKey, 'x-goog-api-key': accessKey },
      ];
      for (const headers of requests) {
        assert.match(refusal({ headers, named: true }).message, /the request has none/);
      }
    });

    it('refuses a request without any key', () => {
      const requests: Record<string, string>[] = [
        {},
        { authorization: 'Bearer ' },
        { authorization: 'Basic abc' },
        { 'x-api-key': '' },
      ];
      for (const headers of requests) {
        assert.match(refusal({ headers, named: true }).message, /the request has none/);
      }
    });
  });
});
