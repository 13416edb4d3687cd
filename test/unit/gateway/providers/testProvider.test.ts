import assert from 'node:assert/strict';
import { KeyRing } from '../../../../src/gateway/providers/keyRing.ts';
import type { Provider } from '../../../../src/gateway/providers/provider.ts';
import { testProvider } from '../../../../src/gateway/providers/testProvider.ts';
import type { ProviderTestResult } from '../../../../src/protocol/gatewayRequests.ts';
import {
  type CannedAnswer,
  type CannedSend,
  cannedSend,
  connectionFailure,
} from '../../../helpers/cannedSend.ts';
import { provider } from '../../../helpers/upstreamAttempt.ts';

const signal = new AbortController().signal;
const list = (...ids: string[]): CannedAnswer => ({
  body: { data: ids.map((id) => ({ id })), models: ids.map((name) => ({ name })) },
});

function test(
  tested: Provider,
  { send }: CannedSend,
  hosts: string[] = [],
  keyRing = new KeyRing(),
): Promise<ProviderTestResult> {
  return testProvider(tested, { send, keyRing, signal, hostAddresses: () => hosts });
}

describe('testProvider', () => {
  const corp = provider({ id: 'corp', endpoint: 'https://llm.example/v1', excludeModels: ['*embed*'] });

  it('answers with the models that would be shown', async () => {
    const result = await test(
      corp,
      cannedSend(() => list('a', 'text-embed', 'b')),
    );
    assert.equal(result.ok, true);
    assert.deepEqual(result.models, ['a', 'b']);
    assert.equal(result.message, '"corp" answers and lists 2 models.');
    assert.ok(result.durationMs >= 0);
  });

  it('says that a server has no model yet', async () => {
    const result = await test(
      provider({ id: 'o', type: 'ollama' }),
      cannedSend(() => list()),
    );
    assert.equal(result.ok, true);
    assert.match(result.message, /lists no model\. Install or load one/);
  });

  it('the demo provider always answers', async () => {
    const result = await test(
      provider({ id: 'demo', type: 'demo' }),
      cannedSend(() => new Error('not asked')),
    );
    assert.deepEqual(result.models, ['echo', 'tools']);
  });

  it('says of a type without a list that nothing was sent, and still misses its key', async () => {
    const unasked = cannedSend(() => new Error('not asked'));
    const withKey = await test(provider({ id: 'p', type: 'perplexity', apiKey: 'k' }), unasked);
    assert.equal(withKey.ok, true);
    assert.match(withKey.message, /nothing was sent\. Send a test request/);
    assert.ok(withKey.models.includes('sonar-pro'));
    const withoutKey = await test(provider({ id: 'p', type: 'perplexity' }), unasked);
    assert.equal(withoutKey.failureKind, 'key missing');
    assert.equal(unasked.attempts.length, 0);
  });

  const failures: [string, CannedAnswer][] = [
    ['refused', connectionFailure('ECONNREFUSED')],
    ['dns', connectionFailure('EAI_AGAIN')],
    ['tls', connectionFailure('CERT_HAS_EXPIRED')],
    ['timeout', connectionFailure('UND_ERR_CONNECT_TIMEOUT')],
    ['unauthorized', { status: 403, body: { error: { message: 'no' } } }],
    ['no model list', { status: 404, body: '' }],
    ['failed', { status: 500, body: '' }],
  ];
  for (const [kind, answer] of failures) {
    it(`says "${kind}"`, async () => {
      const result = await test(
        corp,
        cannedSend(() => answer),
      );
      assert.equal(result.ok, false);
      assert.equal(result.failureKind, kind);
      assert.deepEqual(result.models, []);
      assert.equal(result.alternativeEndpoint, undefined);
      assert.notEqual(result.message, '');
    });
  }

  it('says that the key is missing, or belongs to another address, and sends nothing', async () => {
    const openai = provider({ id: 'work', type: 'openai', endpoint: 'https://new.example/v1' });
    const canned = cannedSend(() => list('a'));
    assert.equal((await test(openai, canned)).failureKind, 'key missing');
    const keyRing = new KeyRing();
    keyRing.replace([{ provider: 'work', account: 'default', origin: 'https://api.openai.com', key: 'k' }]);
    const moved = await test(openai, canned, [], keyRing);
    assert.equal(moved.failureKind, 'key bound elsewhere');
    assert.match(moved.message, /Enter the key again/);
    assert.equal(canned.attempts.length, 0);
  });

  it('is content without a list when models are typed by hand', async () => {
    const typed = provider({ id: 'corp', endpoint: 'https://llm.example', models: ['m-large'] });
    const result = await test(
      typed,
      cannedSend(() => ({ status: 404, body: '' })),
    );
    assert.equal(result.ok, true);
    assert.deepEqual(result.models, ['m-large']);
  });

  it('says why passthrough cannot list models', async () => {
    const own = provider({ id: 'sub', type: 'anthropic', auth: 'passthrough' });
    const result = await test(
      own,
      cannedSend(() => ({ status: 401, body: '' })),
    );
    assert.match(result.message, /With passthrough Muxgate has no key of its own/);
  });

  it('rejects when it is cancelled', async () => {
    const reason = new Error('cancelled');
    const { send } = cannedSend(() => list());
    await assert.rejects(
      testProvider(corp, { send, keyRing: new KeyRing(), signal: AbortSignal.abort(reason) }),
      (error) => error === reason,
    );
  });

  describe('inside a container or WSL', () => {
    const ollama = provider({
      id: 'local',
      type: 'ollama',
      endpoint: 'http://127.0.0.1:11434',
      headers: { 'x-secret': 's' },
    });

    function onlyAt(host: string, answer: CannedAnswer): CannedSend {
      return cannedSend(({ url }) =>
        new URL(url).hostname === host ? answer : connectionFailure('ECONNREFUSED'),
      );
    }

    it('offers the address of the host where a refusing loopback endpoint answers', async () => {
      const canned = onlyAt('172.31.176.1', list('a'));
      const result = await test(ollama, canned, ['host.docker.internal', '172.31.176.1']);
      assert.equal(result.ok, false);
      assert.equal(result.failureKind, 'refused');
      assert.equal(result.alternativeEndpoint, 'http://172.31.176.1:11434');
      assert.match(result.message, /A server answers at http:\/\/172\.31\.176\.1:11434; use that/);
    });

    it('takes a server that wants a key for an answer, and sends it neither key nor headers', async () => {
      const canned = onlyAt('host.docker.internal', { status: 401, body: '' });
      const keyed = provider({
        id: 'v',
        type: 'vllm',
        endpoint: 'http://localhost:8000/v1',
        apiKey: 'k',
        headers: { 'x-secret': 's' },
      });
      const result = await test(keyed, canned, ['host.docker.internal']);
      assert.equal(result.alternativeEndpoint, 'http://host.docker.internal:8000/v1');
      const there = canned.attempts.filter(({ url }) => url.includes('docker'));
      assert.ok(there.length > 0);
      for (const { headers } of there) assert.deepEqual(Object.keys(headers), ['accept']);
    });

    it('offers nothing when nothing answers there, or for an endpoint elsewhere', async () => {
      const dead = cannedSend(() => connectionFailure('ECONNREFUSED'));
      assert.equal((await test(ollama, dead, ['host.docker.internal'])).alternativeEndpoint, undefined);
      const remote = provider({ id: 'o', type: 'ollama', endpoint: 'http://10.0.0.9:11434' });
      const canned = onlyAt('host.docker.internal', list('a'));
      assert.equal((await test(remote, canned, ['host.docker.internal'])).alternativeEndpoint, undefined);
      assert.equal(canned.attempts.length, 1);
    });
  });
});
