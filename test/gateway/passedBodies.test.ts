import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import OpenAI, { toFile } from 'openai';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { send } from '../helpers/httpClient.ts';
import { closeServersAfterEach, serveHttp } from '../helpers/loopbackServer.ts';
import { ManualClock } from '../helpers/manualClock.ts';
import { fileObject } from '../helpers/openaiFile.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import { answerJson } from '../helpers/upstreamReactions.ts';

describe('bodies that are passed on', () => {
  closeServersAfterEach();
  let first: FakeUpstream;
  let second: FakeUpstream;
  let gateway: StartedGateway;
  let openai: OpenAI;

  beforeEach(async () => {
    [first, second] = await Promise.all([FakeUpstream.start(), FakeUpstream.start()]);
    gateway = await startGateway({
      providers: {
        oai: { type: 'openai', endpoint: first.url, apiKey: 'sk-first' },
        'my-groq': { type: 'groq', endpoint: second.url, apiKey: 'sk-second' },
      },
    });
    openai = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: 'client-key', maxRetries: 0 });
  });

  afterEach(async () => {
    await gateway.close();
    await Promise.all([first.close(), second.close()]);
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
