import assert from 'node:assert/strict';
import { GoogleGenAI } from '@google/genai';
import { Ollama } from 'ollama';
import OpenAI from 'openai';
import type { ConfigInput } from '../../../src/config/schema.ts';
import { send } from '../../helpers/httpClient.ts';
import { type StartedGateway, startGateway } from '../../helpers/startGateway.ts';
import { prepareSchemas } from '../../helpers/strict/bodySchemas.ts';
import { strictChat } from '../../helpers/strict/chatFormat.ts';
import { strictCompletions, strictFim, strictGenerate } from '../../helpers/strict/completionFormats.ts';
import {
  spokenVector,
  strictCohereEmbed,
  strictEmbeddings,
  strictGeminiEmbed,
  strictOllamaEmbed,
} from '../../helpers/strict/embeddingFormats.ts';
import { strictMessages } from '../../helpers/strict/messagesFormat.ts';
import { spokenUsage } from '../../helpers/strict/spokenAnswer.ts';
import type { StrictFormat } from '../../helpers/strict/strictFormat.ts';
import { StrictUpstream } from '../../helpers/strict/strictUpstream.ts';

interface Target {
  readonly id: string;
  readonly formats: readonly StrictFormat[];
  readonly provider: NonNullable<ConfigInput['providers']>[string];
  readonly model: string;
}

const apiKey = 'sk-strict';

const completers: readonly Target[] = [
  {
    id: 'openai',
    formats: [strictChat, strictCompletions],
    provider: { type: 'openai', apiKey },
    model: 'gpt-3.5-turbo-instruct',
  },
  {
    id: 'openai-chatting',
    formats: [strictChat, strictCompletions],
    provider: { type: 'openai', apiKey },
    model: 'gpt-5',
  },
  {
    id: 'anthropic',
    formats: [strictMessages],
    provider: { type: 'anthropic', apiKey },
    model: 'claude-haiku-4-5',
  },
  {
    id: 'codestral',
    formats: [strictFim],
    provider: { type: 'codestral', apiKey },
    model: 'codestral-latest',
  },
  {
    id: 'ollama',
    formats: [strictGenerate, strictCompletions],
    provider: { type: 'ollama' },
    model: 'qwen2.5-coder:1.5b',
  },
];

const embedders: readonly Target[] = [
  {
    id: 'openai',
    formats: [strictEmbeddings],
    provider: { type: 'openai', apiKey },
    model: 'text-embedding-3-small',
  },
  {
    id: 'ollama',
    formats: [strictOllamaEmbed, strictEmbeddings],
    provider: { type: 'ollama' },
    model: 'nomic-embed-text',
  },
  {
    id: 'gemini',
    formats: [strictGeminiEmbed],
    provider: { type: 'gemini', apiKey },
    model: 'gemini-embedding-001',
  },
  { id: 'cohere', formats: [strictCohereEmbed], provider: { type: 'cohere', apiKey }, model: 'embed-v4.0' },
];

const middle = ['a', ' + ', 'b;'];

for (const [what, targets] of [
  ['Completions', completers],
  ['Embeddings', embedders],
] as const) {
  describe(`${what} by strict providers`, () => {
    const upstreams = new Map<string, StrictUpstream>();
    let gateway: StartedGateway;

    before(async function () {
      this.timeout(60_000);
      const providers: NonNullable<ConfigInput['providers']> = {};
      for (const { id, formats, provider } of targets) {
        prepareSchemas(formats);
        const upstream = await StrictUpstream.start(formats);
        upstream.expect({ kind: 'answer', answer: { text: middle, finish: 'stop' } });
        upstreams.set(id, upstream);
        providers[id] = { ...provider, endpoint: upstream.url };
      }
      gateway = await startGateway({ providers });
    });

    afterEach(() => {
      for (const upstream of upstreams.values()) {
        const refusals = upstream.calls.splice(0).flatMap(({ refusal }) => refusal ?? []);
        assert.deepEqual(refusals, []);
      }
    });

    after(async () => {
      for (const upstream of upstreams.values()) await upstream.close();
      await gateway.close();
    });

    for (const { id, model } of targets) {
      const name = `${id}/${model}`;
      if (what === 'Completions') itCompletes(name, () => gateway.url);
      else itEmbeds(name, () => gateway.url);
    }
  });
}

function itCompletes(model: string, url: () => string): void {
  it(`openai: the gap before a suffix, whole, by ${model}`, async () => {
    const client = new OpenAI({ baseURL: `${url()}/v1`, apiKey: 'k', maxRetries: 0 });
    const answer = await client.completions.create({
      model,
      prompt: 'return ',
      suffix: '\n}',
      max_tokens: 20,
      temperature: 0,
      stop: ['\n\n'],
    });
    assert.equal(answer.choices[0]?.text, middle.join(''));
    assert.equal(answer.choices[0].finish_reason, 'stop');
    assert.equal(answer.usage?.completion_tokens, spokenUsage.output);
  });

  it(`openai: a stream with its usage, by ${model}`, async () => {
    const client = new OpenAI({ baseURL: `${url()}/v1`, apiKey: 'k', maxRetries: 0 });
    const stream = await client.completions.create({
      model,
      prompt: 'return ',
      suffix: '\n}',
      max_tokens: 20,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = '';
    let tokens: number | undefined;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.text ?? '';
      tokens = chunk.usage?.completion_tokens ?? tokens;
    }
    assert.equal(text, middle.join(''));
    assert.equal(tokens, spokenUsage.output);
  });

  it(`a client of Mistral’s fill-in-the-middle, by ${model}`, async () => {
    const answer = await send(`${url()}/v1/fim/completions`, {
      headers: { authorization: 'Bearer k' },
      body: { model, prompt: 'return ', suffix: '\n}', max_tokens: 20, min_tokens: 1, random_seed: 3 },
    });
    assert.equal(answer.status, 200, answer.text);
    const [choice] = answer.json().choices as { message: { content: string } }[];
    assert.equal(choice?.message.content, middle.join(''));
  });

  it(`ollama: generate with a suffix, by ${model}`, async () => {
    const client = new Ollama({ host: url() });
    const answer = await client.generate({ model, prompt: 'return ', suffix: '\n}', stream: false });
    assert.equal(answer.response, middle.join(''));
    assert.equal(answer.eval_count, spokenUsage.output);
  });
}

function itEmbeds(model: string, url: () => string): void {
  it(`openai: several texts, by ${model}`, async () => {
    const client = new OpenAI({ baseURL: `${url()}/v1`, apiKey: 'k', maxRetries: 0 });
    const answer = await client.embeddings.create({ model, input: ['a', 'b'] });
    assert.deepEqual(
      answer.data.map(({ embedding }) => embedding),
      [spokenVector, spokenVector],
    );
    assert.equal(answer.data[1]?.index, 1);
  });

  it(`ollama: one text, by ${model}`, async () => {
    const answer = await new Ollama({ host: url() }).embed({ model, input: 'a' });
    assert.deepEqual(answer.embeddings, [spokenVector]);
  });

  it(`google: several contents, by ${model}`, async () => {
    const client = new GoogleGenAI({ apiKey: 'k', httpOptions: { baseUrl: url() } });
    const answer = await client.models.embedContent({ model, contents: ['a', 'b'] });
    assert.deepEqual(
      answer.embeddings?.map(({ values }) => values),
      [spokenVector, spokenVector],
    );
  });
}
