import assert from 'node:assert/strict';
import { createVerify, generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLog } from '../../../src/gateway/log.ts';
import { createAdaptingSend } from '../../../src/gateway/providers/adapters/createAdaptingSend.ts';
import { createSender } from '../../../src/gateway/upstream/sender.ts';
import { parseObject } from '../../../src/gateway/wire/json.ts';
import { FakeUpstream } from '../../helpers/fakeUpstream.ts';
import { send } from '../../helpers/httpClient.ts';
import { messagesEvents } from '../../helpers/messagesStream.ts';
import { type StartedGateway, startGateway } from '../../helpers/startGateway.ts';
import { temporaryFolder } from '../../helpers/temporaryFolder.ts';
import { sse } from '../../helpers/upstreamProtocols.ts';
import { answerJson, answerSse } from '../../helpers/upstreamReactions.ts';

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const account = {
  type: 'service_account',
  project_id: 'project-of-file',
  private_key_id: 'key-1',
  private_key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }),
  client_email: 'muxgate@project-of-file.iam.gserviceaccount.com',
};
const messages = [{ role: 'user', content: 'hi' }];
const place = '/v1/projects/project-of-file/locations/europe-west1';

describe('Google Vertex AI', () => {
  const credentialsFile = join(temporaryFolder(), 'account.json');
  let upstream: FakeUpstream;
  let google: FakeUpstream;
  let gateway: StartedGateway;
  let closeSender: () => Promise<void>;

  beforeEach(async () => {
    writeFileSync(credentialsFile, JSON.stringify(account));
    upstream = await FakeUpstream.start();
    google = await FakeUpstream.start();
    const log = createLog(
      () => undefined,
      () => 'error',
    );
    const sender = createSender({ proxy: { noProxy: [], strictSsl: true }, env: {}, log });
    closeSender = () => sender.close();
    // Google's own token server, as far as this machine is concerned.
    const sendHere: typeof sender.send = (attempt) =>
      sender.send({ ...attempt, url: attempt.url.replace('https://oauth2.googleapis.com', google.url) });
    gateway = await startGateway(
      {
        providers: {
          gcp: { type: 'vertex', endpoint: upstream.url, location: 'europe-west1', credentialsFile },
        },
      },
      { services: { send: createAdaptingSend({ env: {}, now: () => Date.now(), send: sendHere }) } },
    );
  });

  afterEach(async () => {
    await gateway.close();
    await closeSender();
    await upstream.close();
    await google.close();
  });

  /** Google's answer to the next question for a token. */
  const giveToken = (token: string): void => {
    google.react(answerJson({ access_token: token, expires_in: 3600, token_type: 'Bearer' }));
  };

  it('Messages go to rawPredict with a token for which the service account has signed', async () => {
    giveToken('token-1');
    upstream.react(answerJson({ type: 'message', content: [], usage: {} }));
    const { status } = await send(`${gateway.url}/v1/messages`, {
      body: { model: 'gcp/claude-haiku-4-5@20251001', max_tokens: 5, messages, future_field: [1] },
      headers: { 'anthropic-beta': 'context-1m-2025-08-07' },
    });
    assert.equal(status, 200);
    const { path, json, headers } = upstream.lastRequest;
    assert.equal(path, `${place}/publishers/anthropic/models/claude-haiku-4-5@20251001:rawPredict`);
    assert.deepEqual(json, {
      anthropic_version: 'vertex-2023-10-16',
      max_tokens: 5,
      messages,
      future_field: [1],
    });
    assert.equal(headers.authorization, 'Bearer token-1');
    assert.equal(headers['anthropic-beta'], 'context-1m-2025-08-07');
    assert.equal(headers['anthropic-version'], undefined);
    assertSigned(new URLSearchParams(google.lastRequest.body.toString()).get('assertion') ?? '');
  });

  it('a stream goes to streamRawPredict, and one token serves many calls', async () => {
    giveToken('token-1');
    const events = messagesEvents('ja').map((event) => sse(event, event.type));
    upstream.react(answerSse(...events), answerSse(...events));
    for (const stream of [true, true]) {
      const { text } = await send(`${gateway.url}/v1/messages`, {
        body: { model: 'gcp/claude-sonnet-5@default', max_tokens: 5, stream, messages },
      });
      assert.equal(text, events.join(''));
    }
    assert.match(upstream.lastRequest.path, /claude-sonnet-5@default:streamRawPredict$/);
    assert.equal(upstream.lastRequest.json.stream, true);
    assert.equal(google.requests.length, 1);
  });

  it("Gemini is asked in Google's own format", async () => {
    giveToken('token-1');
    upstream.react(
      answerJson({
        candidates: [{ content: { role: 'model', parts: [{ text: 'Bonjour' }] }, finishReason: 'STOP' }],
      }),
    );
    const { text } = await send(`${gateway.url}/v1/chat/completions`, {
      body: { model: 'gcp/gemini-2.5-pro', messages },
    });
    assert.match(text, /Bonjour/);
    assert.equal(
      upstream.lastRequest.path,
      `${place}/publishers/google/models/gemini-2.5-pro:generateContent`,
    );
  });

  it('a file that is none is a 503 that names it, and one that was put right holds at once', async () => {
    writeFileSync(credentialsFile, '{"type":"authorized_user"}');
    const body = { model: 'gcp/gemini-2.5-pro', messages };
    const { status, text } = await send(`${gateway.url}/v1/chat/completions`, { body });
    assert.equal(status, 503);
    assert.match(text, /account\.json is no service account's JSON file/);
    writeFileSync(credentialsFile, JSON.stringify(account));
    giveToken('token-1');
    upstream.react(
      answerJson({ candidates: [{ content: { parts: [{ text: 'ok' }] }, finishReason: 'STOP' }] }),
    );
    assert.equal((await send(`${gateway.url}/v1/chat/completions`, { body })).status, 200);
  });

  it('the other models are asked in the chat format', async () => {
    giveToken('token-1');
    upstream.react(
      answerJson({
        choices: [{ index: 0, message: { role: 'assistant', content: 'ok' }, finish_reason: 'stop' }],
      }),
    );
    await send(`${gateway.url}/v1/chat/completions`, { body: { model: 'gcp/zai-org/glm-5-maas', messages } });
    assert.equal(upstream.lastRequest.path, `${place}/endpoints/openapi/chat/completions`);
    assert.equal(upstream.lastRequest.json.model, 'zai-org/glm-5-maas');
  });

  it('a refused service account is a 503 that says what to do, names no key, and is tried again with the next call', async () => {
    google.react(answerJson({ error: 'invalid_grant', error_description: 'account not found' }, 400));
    const { status, text } = await send(`${gateway.url}/v1/chat/completions`, {
      body: { model: 'gcp/gemini-2.5-pro', messages },
    });
    assert.equal(status, 503);
    assert.match(text, /gcloud auth application-default login/);
    assert.doesNotMatch(text, /PRIVATE KEY/);
    assert.equal(upstream.requests.length, 0);

    giveToken('token-2');
    upstream.react(
      answerJson({ candidates: [{ content: { parts: [{ text: 'ok' }] }, finishReason: 'STOP' }] }),
    );
    const next = await send(`${gateway.url}/v1/chat/completions`, {
      body: { model: 'gcp/gemini-2.5-pro', messages },
    });
    assert.equal(next.status, 200);
    assert.equal(upstream.lastRequest.headers.authorization, 'Bearer token-2');
  });
});

/** The assertion is a JWT for Google's cloud that the account's key has signed. */
function assertSigned(assertion: string): void {
  const [head = '', payload = '', signature = ''] = assertion.split('.');
  const claims = parseObject(Buffer.from(payload, 'base64url').toString()) ?? {};
  assert.equal(claims['iss'], account.client_email);
  assert.equal(claims['scope'], 'https://www.googleapis.com/auth/cloud-platform');
  const verifier = createVerify('RSA-SHA256').update(`${head}.${payload}`);
  assert.ok(verifier.verify(keys.publicKey, Buffer.from(signature, 'base64url')));
}
