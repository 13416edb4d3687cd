import assert from 'node:assert/strict';
import { ApiError, FunctionCallingConfigMode, GoogleGenAI, type Content, type Tool } from '@google/genai';
import { asArray, isObject, type JsonObject } from '../../src/gateway/wire/json.ts';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
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
        assert.equal(answer.usageMetadata.candidatesTokenCount, 7);
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
          const parts = [];
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
          contents.push(
            { role: 'model', parts },
            {
              role: 'user',
              parts: [{ functionResponse: { id: call.id, name: 'get_weather', response: { output: 'sunny' } } }],
            },
          );
          const answer = await client.models.generateContent(request);
          assert.equal(answer.text, spokenText);
        });
      }
    });
  }
});
