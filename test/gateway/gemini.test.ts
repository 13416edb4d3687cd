import assert from 'node:assert/strict';
import { ApiError, FunctionResponse, GoogleGenAI, type Content, type Part, type Tool } from '@google/genai';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { answerJson } from '../helpers/upstreamReactions.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import { calledArguments, embedding, spokenText } from '../helpers/upstreamProtocols.ts';

const weatherTool: Tool = {
  functionDeclarations: [
    {
      name: 'get_weather',
      description: 'The weather of a city',
      parametersJsonSchema: { type: 'object', properties: { city: { type: 'string' } } },
    },
  ],
};

/** Google's own client against providers of three protocols: one passes through, two are converted. */
describe('the official Google client through the gateway', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;
  let client: GoogleGenAI;

  beforeEach(async () => {
    upstream = await FakeUpstream.start();
    gateway = await startGateway({
      providers: {
        oai: { type: 'openai', endpoint: upstream.url, apiKey: 'sk-oai' },
        claude: { type: 'anthropic', endpoint: upstream.url, apiKey: 'sk-ant' },
        google: { type: 'gemini', endpoint: upstream.url, apiKey: 'sk-google' },
      },
    });
    client = new GoogleGenAI({ apiKey: 'client-key', httpOptions: { baseUrl: gateway.url } });
  });

  afterEach(async () => {
    await gateway.close();
    await upstream.close();
  });

  for (const model of ['oai/gpt-4o', 'claude/claude-sonnet-4-5', 'google/gemini-2.5-flash']) {
    describe(`to ${model}`, () => {
      it('a whole answer with usage', async () => {
        const answer = await client.models.generateContent({ model, contents: 'hi' });
        assert.equal(answer.text, spokenText);
        assert.equal(answer.candidates?.[0]?.finishReason, 'STOP');
        assert.equal(answer.usageMetadata?.promptTokenCount, 11);
        assert.equal(answer.usageMetadata.cachedContentTokenCount, 3);
        const { candidatesTokenCount = 0, thoughtsTokenCount = 0 } = answer.usageMetadata;
        assert.equal(candidatesTokenCount + thoughtsTokenCount, 7);
        assert.equal(gateway.records[0]?.usage?.outputTokens, 7);
      });

      it('a stream', async () => {
        let text = '';
        let finish: string | undefined;
        let tokens: number | undefined;
        for await (const chunk of await client.models.generateContentStream({ model, contents: 'hi' })) {
          text += chunk.text ?? '';
          finish = chunk.candidates?.[0]?.finishReason ?? finish;
          tokens = chunk.usageMetadata?.totalTokenCount ?? tokens;
        }
        assert.equal(text, spokenText);
        assert.equal(finish, 'STOP');
        assert.equal(tokens, 18);
      });

      for (const isStream of [false, true]) {
        it(`a tool turn and its result, ${isStream ? 'streamed' : 'whole'}`, async () => {
          const contents: Content[] = [{ role: 'user', parts: [{ text: 'Weather in Paris?' }] }];
          const request = { model, contents, config: { tools: [weatherTool] } };
          const parts: Part[] = [];
          if (isStream) {
            for await (const chunk of await client.models.generateContentStream(request)) {
              parts.push(...(chunk.candidates?.[0]?.content?.parts ?? []));
            }
          } else {
            const answer = await client.models.generateContent(request);
            parts.push(...(answer.candidates?.[0]?.content?.parts ?? []));
          }
          const call = parts.find((part) => part.functionCall !== undefined)?.functionCall;
          assert.equal(call?.name, 'get_weather');
          assert.deepEqual(call.args, JSON.parse(calledArguments));
          const result = { id: call.id, name: 'get_weather', response: { output: 'sunny' } };
          const functionResponse = Object.assign(new FunctionResponse(), result);
          contents.push({ role: 'model', parts }, { role: 'user', parts: [{ functionResponse }] });
          const answer = await client.models.generateContent(request);
          assert.equal(answer.text, spokenText);
        });
      }
    });

    it(`counts tokens for ${model}`, async () => {
      const { totalTokens } = await client.models.countTokens({ model, contents: 'Hello there' });
      // The fake Google and the fake Anthropic say 42; for OpenAI, which has no such endpoint, Muxgate counts itself.
      if (model.startsWith('oai/'))
        assert.ok(totalTokens !== undefined && totalTokens > 1 && totalTokens < 20);
      else assert.equal(totalTokens, 42);
    });
  }

  for (const model of ['oai/text-embedding-3-small', 'google/gemini-embedding-001']) {
    it(`embeds with ${model}`, async () => {
      const answer = await client.models.embedContent({ model, contents: ['one', 'two'] });
      assert.deepEqual(
        answer.embeddings?.map(({ values }) => values),
        [embedding, embedding],
      );
    });
  }

  it('is answered by the built-in demo model, too', async () => {
    let text = '';
    for await (const chunk of await client.models.generateContentStream({
      model: 'demo/echo',
      contents: 'ping',
    })) {
      text += chunk.text ?? '';
    }
    assert.match(text, /ping/);
  });

  it('lists models with their limits, page by page, and finds one by its name', async () => {
    await gateway.refreshModels('google');
    const names: string[] = [];
    for await (const model of await client.models.list({ config: { pageSize: 2 } })) {
      names.push(model.name ?? '');
    }
    assert.ok(names.includes('models/auto'));
    assert.ok(names.includes('models/google/gemini-2.5-flash'));
    assert.ok(names.includes('models/google/gemini-embedding-001'));
    assert.ok(!names.some((name) => name.includes('imagen')), 'what makes pictures cannot be asked here');
    const flash = await client.models.get({ model: 'google/gemini-2.5-flash' });
    assert.equal(flash.inputTokenLimit, 1000);
    assert.equal(flash.outputTokenLimit, 200);
    assert.ok(flash.supportedActions?.includes('generateContent'));
    const embedder = await client.models.get({ model: 'models/google/gemini-embedding-001' });
    assert.ok(embedder.supportedActions?.includes('embedContent'));
  });

  it('reports a refusal with its status, in the shape of Google', async () => {
    upstream.react(answerJson({ error: { message: 'slow down', type: 'rate_limit_error' } }, 429));
    const limited = await client.models
      .generateContent({ model: 'oai/gpt-4o', contents: 'hi' })
      .catch((thrown: unknown) => thrown);
    assert.ok(limited instanceof ApiError);
    assert.equal(limited.status, 429);
    assert.match(limited.message, /slow down.*RESOURCE_EXHAUSTED/);
  });
});
