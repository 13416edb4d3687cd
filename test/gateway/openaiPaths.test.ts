import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI, { toFile } from 'openai';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { open, send } from '../helpers/httpClient.ts';
import { closeServersAfterEach, serveHttp } from '../helpers/loopbackServer.ts';
import { ManualClock } from '../helpers/manualClock.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import { answerBytes, answerJson, hangAfter } from '../helpers/upstreamReactions.ts';

const fileObject = {
  id: 'file-abc',
  object: 'file',
  bytes: 3,
  created_at: 1,
  filename: 'a.jsonl',
  purpose: 'batch',
  status: 'processed',
};
const batchObject = {
  id: 'batch_1',
  object: 'batch',
  endpoint: '/v1/chat/completions',
  input_file_id: 'file-abc',
  output_file_id: 'file-out',
  completion_window: '24h',
  status: 'completed',
  created_at: 1,
};

describe('paths that are passed on', () => {
  closeServersAfterEach();
  let first: FakeUpstream;
  let second: FakeUpstream;
  let gateway: StartedGateway;
  let openai: OpenAI;

  beforeEach(async () => {
    [first, second] = await Promise.all([FakeUpstream.start(), FakeUpstream.start()]);
    gateway = await startGateway({
      providers: {
        claude: { type: 'anthropic', endpoint: first.url, apiKey: 'sk-ant' },
        oai: { type: 'openai', endpoint: first.url, apiKey: 'sk-first' },
        'my-groq': { type: 'groq', endpoint: second.url, apiKey: 'sk-second' },
        rank: { type: 'cohere', endpoint: second.url, apiKey: 'sk-rank' },
      },
    });
    openai = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: 'client-key', maxRetries: 0 });
  });

  afterEach(async () => {
    await gateway.close();
    await Promise.all([first.close(), second.close()]);
  });

  describe('where they go', () => {
    it('to the first provider that has the path, with its key and not the client’s', async () => {
      first.react(answerJson({ created: 1, data: [{ b64_json: 'aGk=' }] }));
      const images = await openai.images.generate({ model: 'gpt-image-1', prompt: 'a cat' });
      assert.equal(images.data?.[0]?.b64_json, 'aGk=');
      assert.equal(first.lastRequest.path, '/v1/images/generations');
      assert.equal(first.lastRequest.headers.authorization, 'Bearer sk-first');
      assert.deepEqual(first.lastRequest.json, { model: 'gpt-image-1', prompt: 'a cat' });
    });

    it('to the provider that the model names, its name without the provider', async () => {
      second.react(answerBytes(Buffer.from([0xff, 0xfb, 0, 1]), { 'content-type': 'audio/mpeg' }));
      const speech = await openai.audio.speech.create({
        model: 'my-groq/playai-tts',
        voice: 'alloy',
        input: 'hello',
      });
      assert.deepEqual([...Buffer.from(await speech.arrayBuffer())], [0xff, 0xfb, 0, 1]);
      assert.equal(
        second.lastRequest.body.toString(),
        '{"model":"playai-tts","voice":"alloy","input":"hello"}',
      );
    });

    it('to the provider that lists the model', async () => {
      second.react(answerJson({ object: 'list', data: [{ id: 'whisper-large-v3' }] }));
      await gateway.refreshModels('my-groq');
      second.react(answerJson({ text: 'hi' }));
      const file = await toFile(Buffer.from('RIFF'), 'a.wav');
      await openai.audio.transcriptions.create({ file, model: 'whisper-large-v3' });
      assert.equal(second.lastRequest.path, '/v1/audio/transcriptions');
      assert.equal(gateway.records[0]?.decision?.reason, 'my-groq lists whisper-large-v3');
    });

    it('nowhere when nobody has it: the answer names who would', async () => {
      const only = await startGateway({ providers: { claude: { type: 'anthropic', apiKey: 'k' } } });
      const answer = await send(`${only.url}/v1/rerank`, { body: { query: 'q', documents: ['d'] } });
      assert.equal(answer.status, 404);
      assert.match(
        answer.text,
        /\/v1\/rerank.*together, cohere, vllm, llamacpp would.*openai-compatible might/,
      );
      await only.close();
    });

    it('to a provider whose type is not known to have it, when it is named', async () => {
      second.react(answerJson({ results: [{ flagged: false }] }));
      await send(`${gateway.url}/v1/moderations`, { body: { model: 'my-groq/guard', input: 'x' } });
      assert.equal(second.lastRequest.path, '/v1/moderations');
    });

    it('the first version of a path and the second, each at its own address', async () => {
      second.react(answerJson({ results: [] }), answerJson({ results: [] }));
      const body = { model: 'rerank-v3.5', query: 'q', documents: ['a', 'b'] };
      await send(`${gateway.url}/v1/rerank`, { body });
      assert.equal(second.lastRequest.path, '/v1/rerank');
      await send(`${gateway.url}/v2/rerank`, { body });
      assert.equal(second.lastRequest.path, '/v2/rerank');
    });

    it('an Anthropic client’s files and batches to Anthropic, in its own version', async () => {
      const anthropic = new Anthropic({ baseURL: gateway.url, apiKey: 'client-key', maxRetries: 0 });
      first.react(answerJson({ data: [], has_more: false, first_id: null, last_id: null }));
      await anthropic.messages.batches.list();
      assert.equal(first.lastRequest.path, '/v1/messages/batches');
      first.react(answerJson({ data: [], has_more: false, first_id: null, last_id: null }));
      await anthropic.beta.files.list();
      assert.equal(first.lastRequest.headers['x-api-key'], 'sk-ant');
      assert.match(String(first.lastRequest.headers['anthropic-version']), /^20/);
    });

    it('below a workspace’s and a window’s prefix too', async () => {
      first.react(answerJson({ object: 'list', data: [] }));
      const answer = await send(`${gateway.url}/window/w1/w/default/v1/files`);
      assert.equal(answer.headers['x-muxgate-workspace'], 'default');
      assert.equal(first.lastRequest.path, '/v1/files');
      assert.equal((await send(`${gateway.url}/w/nowhere/v1/files`)).status, 404);
    });

    it('never out of the path that was asked for', async () => {
      const answer = await send(`${gateway.url}/v1/files/%2e%2e%2Fmodels`);
      assert.equal(answer.status, 404);
      assert.equal(first.requests.length, 0);
      first.react(answerJson(fileObject));
      await send(`${gateway.url}/v1/files/a%3Fb%23c`);
      assert.equal(first.lastRequest.path, '/v1/files/a%3Fb%23c');
    });

    it('nowhere without the access key, where one is set, and never with it', async () => {
      const locked = await startGateway({
        accessKeys: ['mux-key'],
        providers: { oai: { type: 'openai', endpoint: first.url, apiKey: 'sk-first' } },
      });
      assert.equal((await send(`${locked.url}/v1/files`)).status, 401);
      assert.equal(first.requests.length, 0);
      first.react(answerJson({ object: 'list', data: [] }));
      await send(`${locked.url}/v1/files?limit=2&key=mux-key`);
      assert.equal(first.lastRequest.path, '/v1/files?limit=2');
      assert.equal(JSON.stringify(first.lastRequest.headers).includes('mux-key'), false);
      await locked.close();
    });

    it('with a method that the path has, else 405 with those that it has', async () => {
      const answer = await send(`${gateway.url}/v1/files/file-1`, { method: 'PUT', body: {} });
      assert.equal(answer.status, 405);
      assert.equal(answer.headers.allow, 'GET, DELETE, OPTIONS');
    });
  });

  describe('what a provider gave out', () => {
    it('leads back to it: file, batch, the batch’s output', async () => {
      second.react(answerJson(fileObject));
      await send(`${gateway.url}/v1/files`, { body: { model: 'my-groq/any', purpose: 'batch' } });
      second.react(answerJson(batchObject), answerJson(batchObject), answerBytes('{}\n', {}), answerJson({}));
      await openai.batches.create({
        input_file_id: 'file-abc',
        endpoint: '/v1/chat/completions',
        completion_window: '24h',
      });
      assert.equal(gateway.records.at(-1)?.decision?.reason, 'my-groq gave out file-abc');
      await openai.batches.retrieve('batch_1');
      const content = await openai.files.content('file-out');
      assert.equal(await content.text(), '{}\n');
      await openai.files.delete('file-abc');
      assert.deepEqual(
        second.requests.map(({ method, path }) => `${method} ${path}`),
        [
          'POST /v1/files',
          'POST /v1/batches',
          'GET /v1/batches/batch_1',
          'GET /v1/files/file-out/content',
          'DELETE /v1/files/file-abc',
        ],
      );
      assert.equal(first.requests.length, 0);
    });

    it('is learnt from lists too', async () => {
      first.react(answerJson({ object: 'list', data: [{ ...fileObject, id: 'file-l' }], has_more: false }));
      await openai.files.list();
      assert.equal(gateway.services.ids.find('file-l')?.provider, 'oai');
    });

    it('and what nobody is known to have given out goes to the first provider that has the path', async () => {
      first.react(answerJson({ error: { message: 'No such file', type: 'invalid_request_error' } }, 404));
      await assert.rejects(
        openai.files.retrieve('file-unknown'),
        (error: InstanceType<typeof OpenAI.APIError>) => {
          assert.equal(error.status, 404);
          assert.match(error.message, /No such file/);
          return true;
        },
      );
    });
  });

  describe('forms', () => {
    it('pass byte for byte but for the model that is rewritten', async () => {
      const boundary = '--x y';
      const form = (model: string): string =>
        [
          `----x y\r\ncontent-disposition: form-data; name="file"; filename="a \\"b\\".bin"\r\n\r\n\0\r\n--\r\n----x\xff`,
          `\r\n----x y\r\nContent-Disposition: form-data; name="model"\r\n\r\n${model}`,
          `\r\n----x y\r\nContent-Disposition: form-data; name="prompt"\r\n\r\n\r\n----x y--\r\nepilogue`,
        ].join('');
      second.react(answerJson({ text: 'hi' }));
      await send(`${gateway.url}/v1/audio/transcriptions`, {
        headers: { 'content-type': `multipart/form-data; boundary="${boundary}"` },
        body: Buffer.from(form('my-groq/whisper'), 'latin1'),
      });
      assert.equal(second.lastRequest.body.toString('latin1'), form('whisper'));
      assert.equal(second.lastRequest.headers['content-type'], `multipart/form-data; boundary="${boundary}"`);
      assert.equal(second.lastRequest.headers['content-length'], String(form('whisper').length));
    });

    it('of the official client are understood, whichever field comes first', async () => {
      first.react(answerJson({ created: 1, data: [] }));
      const image = await toFile(Buffer.alloc(100_000, 7), 'cat.png', { type: 'image/png' });
      await openai.images.edit({ image, prompt: 'more cat', model: 'oai/gpt-image-1' });
      const sent = first.lastRequest.body.toString('latin1');
      assert.match(sent, /name="model"\r\n\r\ngpt-image-1\r\n/);
      assert.ok(first.lastRequest.body.includes(Buffer.alloc(100_000, 7)));
    });

    it('with a file go on while they still come in', async () => {
      const arrived: string[] = [];
      const server = await serveHttp((request, response) => {
        request.once('data', (chunk: Buffer) => {
          arrived.push(chunk.toString());
          upload.end('\r\n--b--\r\n');
        });
        request.on('end', () => response.end('{}'));
      });
      const streaming = await startGateway({
        providers: { oai: { type: 'openai', endpoint: server.origin, apiKey: 'k' } },
      });
      const upload = openUpload(streaming);
      const [answer] = (await once(upload, 'response')) as [IncomingMessage];
      assert.equal(answer.statusCode, 200);
      assert.match(arrived[0] ?? '', /filename="batch.jsonl"/);
      answer.resume();
      await streaming.close();
    });

    it('with a file may be larger than what is held of a body, those whose model is not found may not', async () => {
      const small = await startGateway({
        bodyLimitMiB: 1,
        providers: { oai: { type: 'openai', endpoint: first.url, apiKey: 'k' } },
      });
      const form = '--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n';
      const request = {
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
        body: `${form}${'x'.repeat(2_000_000)}\r\n--b--\r\n`,
      };
      first.react(answerJson(fileObject));
      const uploaded = await send(`${small.url}/v1/files`, request);
      assert.equal(uploaded.status, 200);
      assert.equal(first.lastRequest.body.toString(), request.body);
      const refused = await send(`${small.url}/v1/audio/translations`, request);
      assert.equal(refused.status, 413);
      await small.close();
    });

    it('that the provider refuses before their end get its answer', async () => {
      const server = await serveHttp((_request, response) => {
        response.writeHead(401, { 'content-type': 'application/json' });
        response.end('{"error":{"message":"wrong key","type":"invalid_request_error","code":null}}');
      });
      const refusing = await startGateway({
        providers: { oai: { type: 'openai', endpoint: server.origin, apiKey: 'k' } },
      });
      const upload = openUpload(refusing);
      upload.on('error', () => undefined);
      const [answer] = (await once(upload, 'response')) as [IncomingMessage];
      assert.equal(answer.statusCode, 401);
      upload.destroy();
      await refusing.close();
    });

    it('that the client breaks off are broken off at the provider', async () => {
      const upload = openUpload(gateway);
      const recorded = gateway.nextRecord();
      upload.on('error', () => undefined);
      await gateway.nextStart();
      upload.destroy();
      const record = await recorded;
      assert.equal(record.outcome, 'aborted');
    });

    it('that stop coming in are given up with 408', async () => {
      const clock = new ManualClock();
      let arrive = (): void => undefined;
      const arrived = new Promise<void>((resolve) => (arrive = resolve));
      const server = await serveHttp((request) => {
        request.once('data', arrive);
        request.on('error', () => undefined);
      });
      const patient = await startGateway(
        { providers: { oai: { type: 'openai', endpoint: server.origin, apiKey: 'k' } } },
        { clock },
      );
      const upload = openUpload(patient);
      upload.on('error', () => undefined);
      const answered = once(upload, 'response') as Promise<[IncomingMessage]>;
      await arrived;
      clock.advance(30_000);
      const [answer] = await answered;
      assert.equal(answer.statusCode, 408);
      upload.destroy();
      await patient.close();
    });

    it('that are no forms are refused before anything goes out', async () => {
      const answer = await send(`${gateway.url}/v1/audio/transcriptions`, {
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
        body: 'x'.repeat(20_000),
      });
      assert.equal(answer.status, 400);
      assert.match(answer.text, /boundary is not found/);
      assert.equal(first.requests.length + second.requests.length, 0);
    });
  });

  describe('answers', () => {
    it('are streams as they come, and say which provider and why', async () => {
      const event =
        'event: image_generation.partial_image\ndata: {"type":"image_generation.partial_image"}\n\n';
      first.react(hangAfter(event));
      const answer = await open(`${gateway.url}/v1/images/generations`, {
        body: { model: 'gpt-image-1', prompt: 'a cat', stream: true },
      });
      assert.equal(await answer.readUntil('\n\n'), event);
      assert.equal(answer.headers['content-type'], 'text/event-stream');
      assert.equal(answer.headers['x-muxgate-model'], 'oai/gpt-image-1');
      assert.equal(answer.headers['x-muxgate-rule'], 'first provider');
      assert.equal(
        answer.headers['x-muxgate-reason'],
        'oai is the first provider that has /v1/images/generations',
      );
      const { closed } = first.lastRequest;
      const recorded = gateway.nextRecord();
      answer.hangUp();
      await closed;
      const record = await recorded;
      assert.equal(record.route, 'images');
      assert.equal(record.outcome, 'aborted');
    });

    it('that break off are cut, not ended', async () => {
      first.react((_request, response) => {
        response.writeHead(200, { 'content-type': 'audio/mpeg', 'content-length': '100' });
        response.write('half', () => response.destroy());
      });
      const answer = await open(`${gateway.url}/v1/audio/speech`, { body: { model: 'tts-1', input: 'x' } });
      await assert.rejects(answer.rest());
    });

    it('that are large documents pass whole all the same', async () => {
      const text = JSON.stringify({
        object: 'list',
        data: [{ id: 'file-big', filename: 'x'.repeat(3_000_000) }],
      });
      first.react(answerBytes(text, { 'content-type': 'application/json' }));
      const answer = await send(`${gateway.url}/v1/files`);
      assert.equal(answer.text, text);
    });

    it('that break off within a document are errors, not half of one', async () => {
      first.react((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
        response.write('{"id":', () => response.destroy());
      });
      const answer = await send(`${gateway.url}/v1/files/file-1`);
      assert.equal(answer.status, 502);
      assert.match(answer.text, /provider_error/);
    });

    it('without content stay so', async () => {
      first.react((_request, response) => {
        response.writeHead(204);
        response.end();
      });
      const answer = await send(`${gateway.url}/v1/files/file-1`, { method: 'DELETE' });
      assert.equal(answer.status, 204);
      assert.equal(answer.bytes.length, 0);
    });

    it('keep their headers that matter and lose those that do not', async () => {
      first.react(
        answerBytes('line', {
          'content-type': 'application/jsonl',
          'content-disposition': 'attachment; filename="a.jsonl"',
          'x-request-id': 'req_1',
          'content-length': '4',
          'set-cookie': 'a=b',
        }),
      );
      const answer = await send(`${gateway.url}/v1/files/file-1/content`);
      assert.equal(answer.headers['content-disposition'], 'attachment; filename="a.jsonl"');
      assert.equal(answer.headers['x-request-id'], 'req_1');
      assert.equal(answer.headers['set-cookie'], undefined);
      assert.equal(answer.headers['content-length'], '4');
    });
  });

  describe('localOnly rules', () => {
    const rules = [{ files: ['secrets/**'], localOnly: true, model: 'desk/llama' }];

    async function guarded(): Promise<StartedGateway> {
      return startGateway({
        providers: {
          oai: { type: 'openai', endpoint: first.url, apiKey: 'k' },
          desk: { type: 'openai-compatible', endpoint: second.url, local: true },
        },
        workspaces: { default: { rules, model: 'oai/gpt-5' } },
        activeWorkspace: 'default',
      });
    }

    it('let a local provider answer that has the path, instead of the first', async () => {
      const local = await guarded();
      second.react(answerJson({ created: 1, data: [] }));
      const body = { prompt: 'draw what stands in `secrets/plan.md`' };
      const answer = await send(`${local.url}/v1/images/generations`, { body });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['x-muxgate-model'], 'desk');
      assert.equal(first.requests.length, 0);
      await local.close();
    });

    it('refuse a provider elsewhere that is named', async () => {
      const local = await guarded();
      const body = { model: 'oai/omni-moderation', input: ['// secrets/plan.md\nx'] };
      const answer = await send(`${local.url}/v1/moderations`, { body });
      assert.equal(answer.status, 403);
      assert.match(answer.text, /policy_violation/);
      assert.equal(first.requests.length, 0);
      await local.close();
    });

    it('hold for the name of a file that is uploaded, wherever it stands in the form', async () => {
      const local = await guarded();
      const answer = await send(`${local.url}/v1/images/edits`, {
        headers: { 'content-type': 'multipart/form-data; boundary=b' },
        body:
          '--b\r\ncontent-disposition: form-data; name="model"\r\n\r\noai/gpt-image-1\r\n' +
          '--b\r\ncontent-disposition: form-data; name="image"; filename="secrets/plan.png"\r\n\r\nx\r\n--b--\r\n',
      });
      assert.equal(answer.status, 403);
      assert.equal(first.requests.length, 0);
      await local.close();
    });

    it('hold for the file that is open in the editor', async () => {
      const local = await guarded();
      local.windows.open('w1');
      local.windows.updateContext('w1', {
        type: 'context',
        folders: [{ name: 'app', path: '/app', uri: 'file:///app' }],
        active: { path: 'secrets/plan.md', folder: 'app' },
      });
      const body = { model: 'oai/tts-1', input: 'hello', voice: 'alloy' };
      const answer = await send(`${local.url}/window/w1/v1/audio/speech`, { body });
      assert.equal(answer.status, 403);
      assert.equal(first.requests.length, 0);
      await local.close();
    });

    it('hold nobody up who asks for something by its id', async () => {
      const local = await guarded();
      first.react(answerJson(fileObject));
      const answer = await send(`${local.url}/v1/files/file-1`);
      assert.equal(answer.status, 200);
      await local.close();
    });
  });
});

/** An upload whose end has not come yet. */
function openUpload(gateway: StartedGateway): ClientRequest {
  const upload = httpRequest(`${gateway.url}/v1/files`, {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    agent: false,
  });
  upload.write('--b\r\ncontent-disposition: form-data; name="file"; filename="batch.jsonl"\r\n\r\n{}\n');
  return upload;
}
