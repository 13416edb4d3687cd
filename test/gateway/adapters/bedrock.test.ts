import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exceptionFrame, invokeModelChunk } from '../../helpers/awsEventStream.ts';
import { FakeUpstream, type Reaction } from '../../helpers/fakeUpstream.ts';
import { send } from '../../helpers/httpClient.ts';
import { messagesEvents } from '../../helpers/messagesStream.ts';
import { signatureProblem, testAccessKey } from '../../helpers/sigV4.ts';
import { type StartedGateway, startGateway } from '../../helpers/startGateway.ts';
import { temporaryFolder } from '../../helpers/temporaryFolder.ts';
import { answerBytes, answerJson } from '../../helpers/upstreamReactions.ts';

const region = 'eu-central-1';
const claude = 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0';
const question = { max_tokens: 9, messages: [{ role: 'user', content: 'hé 😀' }] };

const eventStream = (...frames: Buffer[]): Reaction =>
  answerBytes(Buffer.concat(frames), { 'content-type': 'application/vnd.amazon.eventstream' });

describe('Amazon Bedrock', () => {
  const folder = temporaryFolder();
  let upstream: FakeUpstream;
  let gateway: StartedGateway;

  const start = (env: NodeJS.ProcessEnv, more: object = {}): Promise<StartedGateway> =>
    startGateway(
      { providers: { aws: { type: 'bedrock', endpoint: upstream.url, region, ...more } } },
      { env },
    );

  beforeEach(async () => {
    upstream = await FakeUpstream.start();
    gateway = await start({
      AWS_ACCESS_KEY_ID: testAccessKey.id,
      AWS_SECRET_ACCESS_KEY: testAccessKey.secret,
      AWS_SESSION_TOKEN: 'session',
    });
  });

  afterEach(async () => {
    await gateway.close();
    await upstream.close();
  });

  it('Messages go to InvokeModel, signed, with model and version where Bedrock wants them', async () => {
    const answer = { type: 'message', role: 'assistant', content: [{ type: 'text', text: 'ja' }], usage: {} };
    upstream.react(answerJson(answer));
    const { status, text } = await send(`${gateway.url}/v1/messages?beta=true`, {
      body: { model: `aws/${claude}`, stream: false, ...question, future_field: 1 },
      headers: {
        'anthropic-version': '2023-06-01',
        'anthropic-beta': 'context-1m-2025-08-07,claude-code-20250219',
      },
    });
    assert.equal(status, 200);
    assert.equal(text, JSON.stringify(answer));
    const { path, json, headers } = upstream.lastRequest;
    assert.equal(path, `/model/${encodeURIComponent(claude)}/invoke`);
    assert.deepEqual(json, {
      anthropic_version: 'bedrock-2023-05-31',
      anthropic_beta: ['context-1m-2025-08-07'],
      ...question,
      future_field: 1,
    });
    assert.equal(headers['x-amz-security-token'], 'session');
    assert.equal(headers['anthropic-version'], undefined);
    assert.equal(signatureProblem(upstream.lastRequest, region), undefined);
  });

  it('a tool that streams its input eagerly does so by the beta that Bedrock knows', async () => {
    upstream.react(answerJson({}));
    const tool = { name: 'look', input_schema: { type: 'object' }, cache_control: { type: 'ephemeral' } };
    await send(`${gateway.url}/v1/messages`, {
      body: { model: `aws/${claude}`, ...question, tools: [{ ...tool, eager_input_streaming: true }] },
    });
    const { json } = upstream.lastRequest;
    assert.deepEqual(json.tools, [tool]);
    assert.deepEqual(json.anthropic_beta, ['fine-grained-tool-streaming-2025-05-14']);
  });

  it('the fake finds a signature that does not fit the body', async () => {
    upstream.react(answerJson({}));
    await send(`${gateway.url}/v1/messages`, { body: { model: `aws/${claude}`, ...question } });
    const forged = { ...upstream.lastRequest, body: Buffer.from('{}') };
    assert.notEqual(signatureProblem(forged, region), undefined);
  });

  it("a stream's frames become the events of the Messages format, wherever they are cut", async () => {
    const events = messagesEvents('größer 😀');
    const bytes = Buffer.concat(events.map(invokeModelChunk));
    upstream.react(async (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
      for (let at = 0; at < bytes.length; at += 37) {
        await new Promise((resolve) => response.write(bytes.subarray(at, at + 37), resolve));
      }
      response.end();
    });
    const { headers, text } = await send(`${gateway.url}/v1/messages`, {
      body: { model: `aws/${claude}`, stream: true, ...question },
    });
    assert.equal(headers['content-type'], 'text/event-stream');
    const expected = events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    assert.equal(text, expected.join(''));
    assert.equal(
      upstream.lastRequest.path,
      `/model/${encodeURIComponent(claude)}/invoke-with-response-stream`,
    );
    assert.equal(signatureProblem(upstream.lastRequest, region), undefined);
  });

  it('a chat client is answered by Claude on Bedrock', async () => {
    upstream.react(eventStream(...messagesEvents('Hallo').map(invokeModelChunk)));
    const { text } = await send(`${gateway.url}/v1/chat/completions`, {
      body: { model: `aws/${claude}`, stream: true, messages: question.messages },
    });
    assert.match(text, /"content":"Hallo"/);
    assert.match(text, /data: \[DONE\]\n\n$/);
  });

  it('an exception in the stream is an error event and no end', async () => {
    const [first = {}] = messagesEvents('x');
    upstream.react(eventStream(invokeModelChunk(first), exceptionFrame('throttlingException', 'too fast')));
    const { text } = await send(`${gateway.url}/v1/messages`, {
      body: { model: `aws/${claude}`, stream: true, ...question },
    });
    assert.match(
      text,
      /event: error\ndata: \{"type":"error","error":\{"type":"rate_limit_error","message":"too fast"\}\}/,
    );
    assert.doesNotMatch(text, /message_stop/);
  });

  it('a garbled frame is an error', async () => {
    const frame = invokeModelChunk({ type: 'ping' });
    frame.writeUInt8(frame.readUInt8(20) ^ 1, 20);
    upstream.react(eventStream(frame));
    const { status, text } = await send(`${gateway.url}/v1/messages`, {
      body: { model: `aws/${claude}`, stream: true, ...question },
    });
    assert.equal(status, 502);
    assert.match(text, /event stream cannot be read/);
  });

  it('other models are asked in the chat format, signed', async () => {
    upstream.react(
      answerJson({
        choices: [{ index: 0, message: { role: 'assistant', content: 'ok' }, finish_reason: 'stop' }],
      }),
    );
    const { status } = await send(`${gateway.url}/v1/chat/completions`, {
      body: { model: 'aws/openai.gpt-oss-120b-1:0', messages: question.messages },
    });
    assert.equal(status, 200);
    assert.equal(upstream.lastRequest.path, '/openai/v1/chat/completions');
    assert.equal(upstream.lastRequest.json.model, 'openai.gpt-oss-120b-1:0');
    assert.equal(signatureProblem(upstream.lastRequest, region), undefined);
  });

  it('a Bedrock API key goes as it is, and nothing is signed', async () => {
    await gateway.close();
    gateway = await start(
      { AWS_BEARER_TOKEN_BEDROCK: 'bedrock-key' },
      { apiKey: '${env:AWS_BEARER_TOKEN_BEDROCK}' },
    );
    upstream.react(answerJson({}));
    await send(`${gateway.url}/v1/messages`, { body: { model: `aws/${claude}`, ...question } });
    assert.equal(upstream.lastRequest.headers.authorization, 'Bearer bedrock-key');
    assert.equal(upstream.lastRequest.headers['x-amz-date'], undefined);
  });

  it("a profile's credentials sign", async () => {
    const file = join(folder, 'credentials');
    writeFileSync(
      file,
      `[work]\naws_access_key_id = ${testAccessKey.id}\naws_secret_access_key = ${testAccessKey.secret}\n`,
    );
    const before = process.env['AWS_SHARED_CREDENTIALS_FILE'];
    process.env['AWS_SHARED_CREDENTIALS_FILE'] = file;
    try {
      await gateway.close();
      gateway = await start({}, { profile: 'work' });
      upstream.react(answerJson({}));
      await send(`${gateway.url}/v1/messages`, { body: { model: `aws/${claude}`, ...question } });
      assert.equal(signatureProblem(upstream.lastRequest, region), undefined);
    } finally {
      if (before === undefined) delete process.env['AWS_SHARED_CREDENTIALS_FILE'];
      else process.env['AWS_SHARED_CREDENTIALS_FILE'] = before;
    }
  });

  it('an image by URL is a 400 that says what to do', async () => {
    const image = { type: 'image', source: { type: 'url', url: 'https://x.example/a.png' } };
    const { status, text } = await send(`${gateway.url}/v1/messages`, {
      body: { model: `aws/${claude}`, max_tokens: 5, messages: [{ role: 'user', content: [image] }] },
    });
    assert.equal(status, 400);
    assert.match(text, /send the image as base64/);
    assert.equal(upstream.requests.length, 0);
  });

  it("an error's text never repeats the token that was sent", async () => {
    upstream.react(answerJson({ message: 'the token session is not valid' }, 403));
    const { status, text } = await send(`${gateway.url}/v1/messages`, {
      body: { model: `aws/${claude}`, ...question },
    });
    assert.equal(status, 403);
    assert.doesNotMatch(text, /token session/);
  });
});
