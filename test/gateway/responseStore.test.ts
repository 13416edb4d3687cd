import assert from 'node:assert/strict';
import { createOpenAI } from '@ai-sdk/openai';
import { generateText } from 'ai';
import OpenAI from 'openai';
import type { JsonObject } from '../../src/gateway/wire/json.ts';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { send } from '../helpers/httpClient.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import { spokenText } from '../helpers/upstreamProtocols.ts';
import { answerJson, answerSse } from '../helpers/upstreamReactions.ts';

const nativeResponse = {
  id: 'resp_native1',
  object: 'response',
  created_at: 1,
  status: 'completed',
  model: 'gpt-5',
  output: [],
  usage: { input_tokens: 1, output_tokens: 1, total_tokens: 2 },
};

describe('responses that are gone on with', () => {
  let upstream: FakeUpstream;
  let native: FakeUpstream;
  let gateway: StartedGateway;
  let openai: OpenAI;

  beforeEach(async () => {
    [upstream, native] = await Promise.all([FakeUpstream.start(), FakeUpstream.start()]);
    gateway = await startGateway({
      providers: {
        chat: { type: 'groq', endpoint: upstream.url, apiKey: 'k' },
        oai: { type: 'openai', endpoint: native.url, apiKey: 'k' },
      },
      workspaces: { default: { model: 'chat/llama' } },
      activeWorkspace: 'default',
    });
    openai = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: 'client-key', maxRetries: 0 });
  });

  afterEach(async () => {
    await gateway.close();
    await Promise.all([upstream.close(), native.close()]);
  });

  const messagesOf = (): unknown => upstream.lastRequest.json['messages'];

  describe('with a provider of another format', () => {
    it('are expanded to the whole conversation, through several turns', async () => {
      const first = await openai.responses.create({ model: 'auto', input: 'one' });
      const second = await openai.responses.create({
        model: 'auto',
        input: [{ role: 'user', content: 'two' }],
        previous_response_id: first.id,
      });
      assert.equal(second.previous_response_id, first.id);
      await openai.responses.create({ model: 'auto', input: 'three', previous_response_id: second.id });
      assert.deepEqual(messagesOf(), [
        { role: 'user', content: 'one' },
        { role: 'assistant', content: spokenText },
        { role: 'user', content: 'two' },
        { role: 'assistant', content: spokenText },
        { role: 'user', content: 'three' },
      ]);
      assert.equal(gateway.records.at(-1)?.outcome, 'answered');
    });

    it('are expanded after a stream too, and the earlier instructions are not repeated', async () => {
      const stream = await openai.responses.create({
        model: 'auto',
        input: 'one',
        instructions: 'Be short.',
        stream: true,
      });
      let id = '';
      for await (const event of stream) if (event.type === 'response.completed') id = event.response.id;
      await openai.responses.create({ model: 'auto', input: 'two', previous_response_id: id });
      assert.deepEqual(messagesOf(), [
        { role: 'user', content: 'one' },
        { role: 'assistant', content: spokenText },
        { role: 'user', content: 'two' },
      ]);
    });

    it('take references to items as the items', async () => {
      const first = await openai.responses.create({ model: 'auto', input: 'one' });
      const [item] = first.output;
      assert.ok(item?.id !== undefined);
      await openai.responses.create({
        model: 'auto',
        input: [
          { type: 'item_reference', id: item.id },
          { role: 'user', content: 'two' },
        ],
      });
      assert.deepEqual(messagesOf(), [
        { role: 'assistant', content: spokenText },
        { role: 'user', content: 'two' },
      ]);
    });

    it('take the references that the AI SDK sends instead of its own history', async () => {
      const sent: string[] = [];
      const sdk = createOpenAI({
        baseURL: `${gateway.url}/v1`,
        apiKey: 'client-key',
        fetch: (url, init) => {
          sent.push(typeof init?.body === 'string' ? init.body : '');
          return fetch(url, init);
        },
      });
      const model = sdk.responses('auto');
      const first = await generateText({ model, messages: [{ role: 'user', content: 'one' }] });
      const second = await generateText({
        model,
        messages: [
          { role: 'user', content: 'one' },
          ...first.finalStep.response.messages,
          { role: 'user', content: 'two' },
        ],
      });
      assert.equal(second.text, spokenText);
      assert.deepEqual(messagesOf(), [
        { role: 'user', content: 'one' },
        { role: 'assistant', content: spokenText },
        { role: 'user', content: 'two' },
      ]);
      assert.match(sent.at(-1) ?? '', /"item_reference"/);
    });

    it('say in OpenAI’s words that an id is not known', async () => {
      const failed = openai.responses.create({ model: 'auto', input: 'x', previous_response_id: 'resp_no' });
      await assert.rejects(failed, (error: InstanceType<typeof OpenAI.APIError>) => {
        assert.equal(error.status, 400);
        assert.equal(error.code, 'previous_response_not_found');
        assert.equal(error.param, 'previous_response_id');
        assert.match(error.message, /Previous response with id 'resp_no' not found\./);
        return true;
      });
      assert.equal(upstream.requests.length, 0);
    });

    it('do not make a wrong input right', async () => {
      const { id } = await openai.responses.create({ model: 'auto', input: 'one' });
      const body = { model: 'auto', input: { role: 'user' }, previous_response_id: id };
      const answer = await send(`${gateway.url}/v1/responses`, { body });
      assert.equal(answer.status, 400);
      assert.match(answer.text, /input must be a string or a list/);
    });

    it('are not kept with store: false', async () => {
      const { id } = await openai.responses.create({ model: 'auto', input: 'one', store: false });
      await assert.rejects(
        openai.responses.create({ model: 'auto', input: 'two', previous_response_id: id }),
        (error: InstanceType<typeof OpenAI.APIError>) => error.code === 'previous_response_not_found',
      );
    });

    it('of the built-in provider are kept as well', async () => {
      const first = await openai.responses.create({ model: 'demo/echo', input: 'one' });
      const kept = await openai.responses.retrieve(first.id);
      assert.equal(kept.output_text, first.output_text);
    });

    it('go on with a provider that speaks Responses, the conversation in the place of the id', async () => {
      const first = await openai.responses.create({ model: 'auto', input: 'one' });
      native.react(answerJson(nativeResponse));
      await openai.responses.create({ model: 'oai/gpt-5', input: 'two', previous_response_id: first.id });
      const { json } = native.lastRequest;
      assert.equal('previous_response_id' in json, false);
      assert.deepEqual(
        (json['input'] as JsonObject[]).map(({ role, type }) => role ?? type),
        ['user', 'assistant', 'user'],
      );
      assert.equal(json['model'], 'gpt-5');
      // Ids that OpenAI did not give out are refused by it.
      assert.equal(JSON.stringify(json['input']).includes('in_mux'), false);
    });
  });

  describe('asked for by their id', () => {
    it('are given again, with their input items', async () => {
      const first = await openai.responses.create({ model: 'auto', input: 'one' });
      const second = await openai.responses.create({
        model: 'auto',
        input: 'two',
        previous_response_id: first.id,
      });
      const kept = await openai.responses.retrieve(second.id);
      assert.deepEqual(kept.output, second.output);
      const items: string[] = [];
      for await (const item of openai.responses.inputItems.list(second.id, { order: 'asc', limit: 2 })) {
        items.push(item.type === 'message' ? item.role : item.type);
      }
      assert.deepEqual(items, ['user', 'assistant', 'user']);
      assert.equal(native.requests.length, 0);
    });

    it('can be deleted, and are gone then', async () => {
      const { id } = await openai.responses.create({ model: 'auto', input: 'one' });
      await openai.responses.delete(id);
      native.react(answerJson({ error: { message: 'not found', type: 'invalid_request_error' } }, 404));
      await assert.rejects(openai.responses.retrieve(id), /404/);
      assert.equal(native.lastRequest.path, `/v1/responses/${id}`);
    });

    it('cannot be cancelled, as they are over', async () => {
      const { id } = await openai.responses.create({ model: 'auto', input: 'one' });
      await assert.rejects(openai.responses.cancel(id), /400 Cannot cancel a synchronous response/);
    });

    it('are counted with the conversation before them', async () => {
      const { id } = await openai.responses.create({ model: 'auto', input: 'one' });
      native.react(answerJson({ object: 'response.input_tokens', input_tokens: 9 }));
      await openai.responses.inputTokens.count({
        model: 'oai/gpt-5',
        input: 'two',
        previous_response_id: id,
      });
      assert.equal((native.lastRequest.json['input'] as unknown[]).length, 3);
    });

    it('are counted here for a provider that does not count', async () => {
      const few = await openai.responses.inputTokens.count({ model: 'auto', input: 'one' });
      const many = await openai.responses.inputTokens.count({ model: 'auto', input: 'one two '.repeat(100) });
      assert.equal(few.object, 'response.input_tokens');
      assert.ok(few.input_tokens > 0 && many.input_tokens > few.input_tokens + 100);
    });
  });

  describe('that a provider keeps itself', () => {
    for (const stream of [false, true]) {
      it(`lead back to it${stream ? ' after a stream' : ''}, whatever the rules say`, async () => {
        const event = (type: string): string =>
          `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: 0, response: nativeResponse })}\n\n`;
        native.react(
          stream
            ? answerSse(event('response.created'), event('response.completed'))
            : answerJson(nativeResponse),
          answerJson({ ...nativeResponse, id: 'resp_native2' }),
          answerJson(nativeResponse),
        );
        const body = { model: 'oai/gpt-5', input: 'one', stream };
        await send(`${gateway.url}/v1/responses`, { body });
        const next = { model: 'auto', input: 'two', previous_response_id: 'resp_native1' };
        const answer = await send(`${gateway.url}/v1/responses`, { body: next });
        assert.equal(answer.headers['x-muxgate-model'], 'oai/gpt-5');
        assert.equal(answer.headers['x-muxgate-reason'], 'oai keeps the previous response resp_native1');
        assert.equal(native.lastRequest.json['previous_response_id'], 'resp_native1');
        const explained = await send(`${gateway.url}/muxgate/explain?path=/v1/responses`, { body: next });
        assert.match(explained.text, /oai keeps the previous response resp_native1/);
        await openai.responses.retrieve('resp_native1');
        assert.equal(native.lastRequest.path, '/v1/responses/resp_native1');
        assert.equal(gateway.services.ids.find('resp_native1')?.model, 'gpt-5');
        assert.equal(upstream.requests.length, 0);
      });
    }

    it('are known too when the answer had to be written anew', async () => {
      native.react(
        answerSse(
          `data: ${JSON.stringify({ type: 'response.created', response: { ...nativeResponse, status: 'in_progress' } })}\n\n`,
          `data: ${JSON.stringify({ type: 'response.completed', response: nativeResponse })}\n\n`,
        ),
      );
      const { id } = await openai.responses.create({ model: 'oai/gpt-5', input: 'one' });
      assert.equal(id, 'resp_native1');
      assert.equal(gateway.services.ids.find(id)?.model, 'gpt-5');
      assert.equal(gateway.services.responses.find(id), undefined);
    });

    it('stay unknown with store: false', async () => {
      native.react(answerJson(nativeResponse));
      await openai.responses.create({ model: 'oai/gpt-5', input: 'one', store: false });
      assert.equal(gateway.services.ids.find('resp_native1'), undefined);
    });

    it('give way to a localOnly rule', async () => {
      const guarded = await startGateway({
        providers: {
          oai: { type: 'openai', endpoint: native.url, apiKey: 'k' },
          desk: { type: 'openai-compatible', endpoint: upstream.url, local: true },
        },
        workspaces: {
          default: {
            rules: [{ files: ['secrets/**'], localOnly: true, model: 'desk/llama' }],
            model: 'oai/gpt-5',
          },
        },
        activeWorkspace: 'default',
      });
      guarded.services.ids.note(['resp_native1'], { provider: 'oai', model: 'gpt-5' });
      const answer = await send(`${guarded.url}/v1/responses`, {
        body: { model: 'auto', input: 'read `secrets/a.md`', previous_response_id: 'resp_native1' },
      });
      assert.equal(answer.headers['x-muxgate-model'], 'desk/llama');
      assert.equal(native.requests.length, 0);
      await guarded.close();
    });
  });

  describe('chats with store: true', () => {
    it('are known by their id when the provider stores them', async () => {
      const request = { model: 'oai/gpt-5', messages: [{ role: 'user' as const, content: 'hi' }] };
      const stored = await openai.chat.completions.create({ ...request, store: true });
      assert.equal(gateway.services.ids.find(stored.id)?.provider, 'oai');
      native.react(answerJson({ object: 'list', data: [], has_more: false }));
      await openai.chat.completions.messages.list(stored.id);
      assert.equal(native.lastRequest.path, `/v1/chat/completions/${stored.id}/messages`);
      assert.equal(gateway.records.at(-1)?.decision?.reason, `oai gave out ${stored.id}`);
    });

    it('say that nothing is stored when a provider of another format answers', async () => {
      const other = await startGateway({
        providers: { claude: { type: 'anthropic', endpoint: upstream.url, apiKey: 'k' } },
      });
      const answer = await send(`${other.url}/v1/chat/completions`, {
        body: { model: 'claude/c', messages: [{ role: 'user', content: 'hi' }], store: true },
      });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['x-muxgate-dropped'], 'store');
      await other.close();
    });
  });
});
