import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../../src/gateway/wire/json.ts';
import { FakeUpstream } from '../../helpers/fakeUpstream.ts';
import { send } from '../../helpers/httpClient.ts';
import { responsesStream } from '../../helpers/responsesStream.ts';
import { type StartedGateway, startGateway } from '../../helpers/startGateway.ts';
import { temporaryFolder } from '../../helpers/temporaryFolder.ts';
import { answerJson, answerSse } from '../../helpers/upstreamReactions.ts';

const nowS = Math.floor(Date.now() / 1000);
const text = 'Grüße 😀';
const messages = [{ role: 'user', content: 'hi' }];

/** A token like OpenAI's; nobody here checks its signature. */
function token(claims: object): string {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encode({ alg: 'RS256' })}.${encode(claims)}.c2ln`;
}

const validToken = token({
  exp: nowS + 3600,
  'https://api.openai.com/auth': { chatgpt_account_id: 'account-of-token' },
});

/** What the backend answers with 400, by github.com/openai/codex and what its users report. */
function refusalOf(body: JsonObject): string | undefined {
  if (body['store'] !== false) return 'Store must be set to false';
  if (body['stream'] !== true) return 'Stream must be set to true';
  if (typeof body['instructions'] !== 'string' || body['instructions'] === '')
    return 'Instructions are required';
  for (const field of [
    'max_output_tokens',
    'temperature',
    'top_p',
    'user',
    'metadata',
    'previous_response_id',
  ]) {
    if (body[field] !== undefined) return `Unsupported parameter: ${field}`;
  }
  return /"role":"system"/.test(JSON.stringify(body['input']))
    ? 'System messages are not allowed'
    : undefined;
}

describe('a ChatGPT subscription', () => {
  const tokenFile = join(temporaryFolder(), 'auth.json');
  let upstream: FakeUpstream;
  let gateway: StartedGateway;

  const saveLogin = (login: object): void => {
    writeFileSync(tokenFile, JSON.stringify(login));
  };

  beforeEach(async () => {
    saveLogin({
      OPENAI_API_KEY: null,
      tokens: { access_token: validToken, refresh_token: 'r', account_id: 'acc-1' },
    });
    upstream = await FakeUpstream.start();
    gateway = await startGateway({
      providers: {
        chatgpt: { type: 'openai-subscription', endpoint: `${upstream.url}/backend-api/codex`, tokenFile },
      },
    });
    upstream.react((request, response) => {
      const refusal = refusalOf(request.json);
      const answer =
        refusal === undefined ? answerSse(...responsesStream(text)) : answerJson({ detail: refusal }, 400);
      return answer(request, response);
    });
  });

  afterEach(async () => {
    await gateway.close();
    await upstream.close();
  });

  const inbound: [string, string, object, RegExp][] = [
    ['chat', '/v1/chat/completions', { messages, temperature: 1, max_tokens: 50 }, /"content":"Grüße 😀"/],
    [
      'Messages',
      '/v1/messages',
      { max_tokens: 50, system: 'Be brief.', messages, metadata: { user_id: 'u' } },
      /"type":"text","text":"Grüße 😀"/,
    ],
    [
      'Responses',
      '/v1/responses',
      { input: 'hi', max_output_tokens: 50, temperature: 1 },
      /"text":"Grüße 😀"/,
    ],
  ];
  for (const [name, path, body, expected] of inbound) {
    it(`a whole ${name} answer is collected from the stream, the only form that the backend has`, async () => {
      const answer = await send(gateway.url + path, {
        body: { model: 'chatgpt/gpt-5.5', stream: false, ...body },
      });
      assert.equal(answer.status, 200, answer.text);
      assert.match(answer.headers['content-type'] ?? '', /application\/json/);
      assert.match(answer.text, expected);
      const { path: asked, headers, json } = upstream.lastRequest;
      assert.equal(asked, '/backend-api/codex/responses');
      assert.equal(headers.authorization, `Bearer ${validToken}`);
      assert.equal(headers['chatgpt-account-id'], 'acc-1');
      assert.equal(headers.accept, 'text/event-stream');
      assert.equal(json.model, 'gpt-5.5');
    });

    it(`a streamed ${name} answer comes as its own events`, async () => {
      const answer = await send(gateway.url + path, {
        body: { model: 'chatgpt/gpt-5.5', stream: true, ...body },
      });
      assert.equal(answer.status, 200, answer.text);
      assert.match(answer.headers['content-type'] ?? '', /text\/event-stream/);
      assert.match(answer.text, /Grüße 😀/);
    });
  }

  it('the system text of a chat becomes instructions', async () => {
    await send(`${gateway.url}/v1/chat/completions`, {
      body: { model: 'chatgpt/gpt-5.5', messages: [{ role: 'system', content: 'Be brief.' }, ...messages] },
    });
    assert.equal(upstream.lastRequest.json.instructions, 'Be brief.');
  });

  it('what the backend refuses is named in x-muxgate-dropped', async () => {
    const { headers } = await send(`${gateway.url}/v1/responses`, {
      body: { model: 'chatgpt/gpt-5.5', input: 'hi', temperature: 1, stream: true },
    });
    assert.equal(headers['x-muxgate-dropped'], 'temperature');
  });

  it('a response is kept here, since the backend keeps none, and can be gone on with', async () => {
    const first = await send(`${gateway.url}/v1/responses`, {
      body: { model: 'chatgpt/gpt-5.5', input: 'first question', store: true },
    });
    assert.equal(first.headers['x-muxgate-dropped'], undefined);
    upstream.react(answerSse(...responsesStream(text)));
    const second = await send(`${gateway.url}/v1/responses`, {
      body: {
        model: 'chatgpt/gpt-5.5',
        input: 'second question',
        previous_response_id: first.json()['id'] ?? '',
      },
    });
    assert.equal(second.status, 200, second.text);
    const { input, previous_response_id: id } = upstream.lastRequest.json;
    assert.equal(id, undefined);
    assert.match(JSON.stringify(input), /first question.*Grüße 😀.*second question/);
  });

  it("Codex's own request passes byte for byte", async () => {
    const body =
      '{"model":"chatgpt/gpt-5.5","instructions":"You are…","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"hi"}]}],' +
      '"tools":[],"tool_choice":"auto","parallel_tool_calls":false,"reasoning":null,"store":false, "stream":true,"include":[]}';
    const { text: answer } = await send(`${gateway.url}/v1/responses`, {
      body,
      headers: { originator: 'codex_cli_rs', authorization: 'Bearer of-the-client' },
    });
    assert.equal(upstream.lastRequest.body.toString(), body.replace('chatgpt/', ''));
    assert.equal(answer, responsesStream(text).join(''));
    assert.equal(upstream.lastRequest.headers.originator, 'codex_cli_rs');
    assert.equal(upstream.lastRequest.headers.authorization, `Bearer ${validToken}`);
  });

  it("the account's id is in the token where the file does not say it; a new login holds at once", async () => {
    saveLogin({ tokens: { access_token: validToken } });
    await send(`${gateway.url}/v1/responses`, { body: { model: 'chatgpt/gpt-5.5', input: 'hi' } });
    assert.equal(upstream.lastRequest.headers['chatgpt-account-id'], 'account-of-token');
  });

  const unusable: [string, () => void, RegExp][] = [
    ['no file', () => rmSync(tokenFile), /cannot be read from .*Run `codex login`/],
    ['a file without a login', () => saveLogin({ OPENAI_API_KEY: 'sk' }), /holds no ChatGPT login/],
    [
      'an expired token',
      () => saveLogin({ tokens: { access_token: token({ exp: nowS - 1 }) } }),
      /has expired\. Run `codex` once/,
    ],
  ];
  for (const [name, prepare, message] of unusable) {
    it(`${name} is a 503 that says what to do`, async () => {
      prepare();
      const { status, text: body } = await send(`${gateway.url}/v1/chat/completions`, {
        body: { model: 'chatgpt/gpt-5.5', messages },
      });
      assert.equal(status, 503);
      assert.match(body, message);
      assert.equal(upstream.requests.length, 0);
    });
  }

  it("an error's text never repeats the token", async () => {
    const second = await FakeUpstream.start();
    const other = await startGateway({
      providers: { chatgpt: { type: 'openai-subscription', endpoint: second.url, tokenFile } },
    });
    second.react(answerJson({ detail: `bad token ${validToken}` }, 401));
    const { status, text: body } = await send(`${other.url}/v1/responses`, {
      body: { model: 'chatgpt/gpt-5.5', input: 'hi' },
    });
    await other.close();
    await second.close();
    assert.equal(status, 401);
    assert.doesNotMatch(body, new RegExp(validToken.slice(-12)));
  });
});

describe('Codex models by API key', () => {
  it('every format converts to Responses', async () => {
    const upstream = await FakeUpstream.start();
    const gateway = await startGateway({
      providers: { codex: { type: 'codex', endpoint: upstream.url, apiKey: 'sk' } },
    });
    upstream.react(answerSse(...responsesStream(text)));
    const answer = await send(`${gateway.url}/v1/messages`, {
      body: { model: 'codex/gpt-5.3-codex', max_tokens: 50, stream: true, messages },
    });
    await gateway.close();
    await upstream.close();
    assert.match(answer.text, /Grüße 😀/);
    assert.match(answer.text, /event: message_stop/);
    assert.equal(upstream.lastRequest.path, '/v1/responses');
    assert.equal(upstream.lastRequest.headers.authorization, 'Bearer sk');
  });
});
