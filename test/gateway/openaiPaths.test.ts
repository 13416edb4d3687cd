import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI, { toFile } from 'openai';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { open, send } from '../helpers/httpClient.ts';
import { fileObject } from '../helpers/openaiFile.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import { speakProtocols } from '../helpers/upstreamProtocols.ts';
import { answerBytes, answerJson, hangAfter } from '../helpers/upstreamReactions.ts';

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

    it('decides who answers a chat that names it, and which of its models', async () => {
      second.react(answerJson({ object: 'list', data: [{ id: 'llama-4' }] }));
      await gateway.refreshModels('my-groq');
      gateway.services.ids.note(['file-abc'], { provider: 'my-groq' });
      second.react(speakProtocols);
      const ask = (model: string): Promise<unknown> =>
        openai.chat.completions.create({
          model,
          messages: [{ role: 'user', content: [{ type: 'file', file: { file_id: 'file-abc' } }] }],
        });
      await ask('llama-4');
      assert.deepEqual((second.lastRequest.json as { messages: unknown }).messages, [
        { role: 'user', content: [{ type: 'file', file: { file_id: 'file-abc' } }] },
      ]);
      assert.equal(gateway.records.at(-1)?.decision?.reason, 'my-groq gave out file-abc and lists llama-4');
      await assert.rejects(ask('auto'), /400 only my-groq has file-abc.*ask for "my-groq\/MODEL"/);
      // Whoever names another provider gets that provider's own answer.
      first.react(answerJson({ error: { message: 'No such file', type: 'invalid_request_error' } }, 404));
      await assert.rejects(ask('oai/gpt-5'), /No such file/);
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
});
