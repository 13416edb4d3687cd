import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import { calledArguments, completedText, embedding, spokenText } from '../helpers/upstreamProtocols.ts';
import { answerJson, hangAfter } from '../helpers/upstreamReactions.ts';
import { sse } from '../helpers/upstreamProtocols.ts';

const openaiTool: OpenAI.ChatCompletionTool = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'w',
    parameters: { type: 'object', properties: { city: { type: 'string' } } },
  },
};
const anthropicTool: Anthropic.Tool = {
  name: 'get_weather',
  input_schema: { type: 'object', properties: { city: { type: 'string' } } },
};
const question = [{ role: 'user' as const, content: 'hi' }];

/** Both client protocols against providers of both: two pass through, two are converted. */
describe('the official SDKs through the gateway', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;
  let openai: OpenAI;
  let anthropic: Anthropic;

  beforeEach(async () => {
    upstream = await FakeUpstream.start();
    gateway = await startGateway({
      providers: {
        oai: { type: 'openai', endpoint: upstream.url, apiKey: 'sk-oai' },
        claude: { type: 'anthropic', endpoint: upstream.url, apiKey: 'sk-ant' },
      },
    });
    openai = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: 'client-key', maxRetries: 0 });
    anthropic = new Anthropic({ baseURL: gateway.url, apiKey: 'client-key', maxRetries: 0 });
  });

  afterEach(async () => {
    await gateway.close();
    await upstream.close();
  });

  for (const model of ['oai/gpt-4o', 'claude/claude-sonnet-4-5']) {
    describe(`to ${model}`, () => {
      it('openai: a whole answer', async () => {
        const answer = await openai.chat.completions.create({ model, messages: question });
        assert.equal(answer.choices[0]?.message.content, spokenText);
        assert.equal(answer.choices[0].finish_reason, 'stop');
        assert.equal(answer.usage?.prompt_tokens, 11);
        assert.equal(answer.usage.prompt_tokens_details?.cached_tokens, 3);
        assert.equal(gateway.records[0]?.usage?.outputTokens, 7);
      });

      it('openai: a stream, with usage when asked', async () => {
        const stream = await openai.chat.completions.create({
          model,
          messages: question,
          stream: true,
          stream_options: { include_usage: true },
        });
        let text = '';
        let tokens: number | undefined;
        for await (const chunk of stream) {
          text += chunk.choices[0]?.delta.content ?? '';
          tokens = chunk.usage?.completion_tokens ?? tokens;
        }
        assert.equal(text, spokenText);
        assert.equal(tokens, 7);
      });

      it('openai: a tool turn, streamed', async () => {
        const runner = openai.chat.completions.stream({ model, messages: question, tools: [openaiTool] });
        const completion = await runner.finalChatCompletion();
        const [call] = completion.choices[0]?.message.tool_calls ?? [];
        assert.ok(call?.type === 'function');
        assert.equal(call.function.name, 'get_weather');
        assert.equal(call.function.arguments, calledArguments);
        const second = await openai.chat.completions.create({
          model,
          tools: [openaiTool],
          messages: [
            ...question,
            { role: 'assistant', tool_calls: [{ ...call }] },
            { role: 'tool', tool_call_id: call.id, content: 'sunny' },
          ],
        });
        assert.equal(second.choices[0]?.message.content, spokenText);
      });

      it('openai: an error of the provider with its status, text and retry-after', async () => {
        upstream.react(
          answerJson(
            { type: 'error', error: { type: 'rate_limit_error', message: 'slow down', code: null } },
            429,
            {
              'retry-after': '7',
            },
          ),
        );
        await assert.rejects(openai.chat.completions.create({ model, messages: question }), (error) => {
          assert.ok(error instanceof OpenAI.RateLimitError);
          assert.match(error.message, /slow down/);
          assert.equal(error.headers.get('retry-after'), '7');
          return true;
        });
      });

      it('anthropic: a whole answer', async () => {
        const answer = await anthropic.messages.create({ model, max_tokens: 100, messages: question });
        assert.deepEqual(
          answer.content,
          [{ type: 'text', text: spokenText }].map((block) => ({ ...answer.content[0], ...block })),
        );
        assert.equal(answer.stop_reason, 'end_turn');
        assert.equal(answer.usage.output_tokens, 7);
      });

      it('anthropic: a stream', async () => {
        const stream = anthropic.messages.stream({ model, max_tokens: 100, messages: question });
        const message = await stream.finalMessage();
        assert.equal(message.content[0]?.type === 'text' && message.content[0].text, spokenText);
        assert.equal(message.usage.output_tokens, 7);
      });

      it('anthropic: a tool turn, streamed', async () => {
        const stream = anthropic.messages.stream({
          model,
          max_tokens: 100,
          messages: question,
          tools: [anthropicTool],
        });
        const message = await stream.finalMessage();
        const [call] = message.content;
        assert.ok(call?.type === 'tool_use');
        assert.deepEqual(call.input, { city: 'Paris' });
        assert.equal(message.stop_reason, 'tool_use');
        const second = await anthropic.messages.create({
          model,
          max_tokens: 100,
          tools: [anthropicTool],
          messages: [
            ...question,
            { role: 'assistant', content: [call] },
            { role: 'user', content: [{ type: 'tool_result', tool_use_id: call.id, content: 'sunny' }] },
          ],
        });
        assert.equal(second.content[0]?.type === 'text' && second.content[0].text, spokenText);
      });

      it('anthropic: an error of the provider', async () => {
        upstream.react(
          answerJson({ type: 'error', error: { type: 'overloaded_error', message: 'too busy' } }, 529),
        );
        await assert.rejects(
          anthropic.messages.create({ model, max_tokens: 100, messages: question }),
          (error) => {
            assert.ok(error instanceof Anthropic.APIError);
            assert.equal(error.status, 529);
            assert.match(error.message, /too busy/);
            return true;
          },
        );
      });

      it('anthropic: counts tokens', async () => {
        const { input_tokens: tokens } = await anthropic.messages.countTokens({ model, messages: question });
        assert.ok(model.startsWith('claude') ? tokens === 42 : tokens > 0);
      });

      it('an aborted stream aborts the call to the provider', async () => {
        upstream.react(
          model.startsWith('oai')
            ? hangAfter(
                sse({
                  id: 'c',
                  object: 'chat.completion.chunk',
                  created: 1,
                  model: 'm',
                  choices: [{ index: 0, delta: { content: 'x' } }],
                }),
              )
            : hangAfter(
                sse(
                  {
                    type: 'message_start',
                    message: {
                      id: 'm',
                      type: 'message',
                      role: 'assistant',
                      model: 'm',
                      content: [],
                      usage: { input_tokens: 1, output_tokens: 1 },
                    },
                  },
                  'message_start',
                ),
              ),
        );
        const record = gateway.nextRecord();
        const stream = await openai.chat.completions.create({ model, messages: question, stream: true });
        for await (const chunk of stream) {
          assert.equal(chunk.object, 'chat.completion.chunk');
          stream.controller.abort();
        }
        await upstream.lastRequest.closed;
        assert.equal((await record).outcome, 'aborted');
      });
    });
  }

  it('openai: embeddings', async () => {
    const answer = await openai.embeddings.create({ model: 'oai/text-embedding-3-small', input: ['a', 'b'] });
    assert.equal(answer.data.length, 2);
    assert.deepEqual(answer.data[0]?.embedding, embedding);
  });

  it('openai: a completion of a model that only chats is answered as a completion', async () => {
    const answer = await openai.completions.create({ model: 'oai/gpt-4o', prompt: 'return ', suffix: '\n}' });
    assert.equal(upstream.lastRequest.path, '/v1/chat/completions');
    assert.equal(answer.object, 'text_completion');
    assert.equal(answer.choices[0]?.text, spokenText);
  });

  it('openai: a completion of a model that completes passes through', async () => {
    const answer = await openai.completions.create({
      model: 'oai/gpt-3.5-turbo-instruct',
      prompt: 'return ',
    });
    assert.equal(upstream.lastRequest.path, '/v1/completions');
    assert.equal(answer.choices[0]?.text, completedText);
  });

  it('both list the models', async () => {
    const ids: string[] = [];
    for await (const model of openai.models.list()) ids.push(model.id);
    assert.ok(ids.includes('auto') && ids.includes('demo/echo'));
    const anthropicIds: string[] = [];
    for await (const model of anthropic.models.list({ limit: 1 })) anthropicIds.push(model.id);
    assert.deepEqual(anthropicIds, ids);
    assert.equal((await openai.models.retrieve('demo/echo')).id, 'demo/echo');
    assert.equal((await anthropic.models.retrieve('demo/echo')).display_name.length > 0, true);
  });

  it('the demo provider answers both', async () => {
    const answer = await openai.chat.completions.create({ model: 'demo/echo', messages: question });
    assert.match(answer.choices[0]?.message.content ?? '', /hi$/);
    const message = await anthropic.messages
      .stream({ model: 'demo/echo', max_tokens: 100, messages: question })
      .finalMessage();
    assert.match(message.content[0]?.type === 'text' ? message.content[0].text : '', /hi$/);
  });
});
