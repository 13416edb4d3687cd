import assert from 'node:assert/strict';
import OpenAI from 'openai';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import { completedText, spokenText } from '../helpers/upstreamProtocols.ts';
import { answerJson } from '../helpers/upstreamReactions.ts';

const qwenPrompt = '<|fim_prefix|>x = <|fim_suffix|>;\n<|fim_middle|>';

/** Which endpoint gets a completion with a gap, and what it is told there. */
describe('the missing middle by each provider’s own endpoint', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;
  let openai: OpenAI;

  beforeEach(async () => {
    upstream = await FakeUpstream.start();
    const endpoint = upstream.url;
    gateway = await startGateway({
      providers: {
        llama: { type: 'llamacpp', endpoint },
        deepseek: { type: 'deepseek', endpoint, apiKey: 'sk-d' },
        mistral: { type: 'mistral', endpoint, apiKey: 'sk-m' },
        codestral: { type: 'codestral', endpoint, apiKey: 'sk-c' },
        ollama: { type: 'ollama', endpoint },
        vllm: { type: 'vllm', endpoint },
      },
    });
    openai = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: 'k', maxRetries: 0 });
  });

  afterEach(async () => {
    await gateway.close();
    await upstream.close();
  });

  async function complete(model: string, prompt: string, suffix?: string): Promise<string | undefined> {
    const answer = await openai.completions.create({ model, prompt, suffix, max_tokens: 9 });
    return answer.choices[0]?.text;
  }

  it('llama.cpp: /infill, streamed and whole, the file’s neighbours by name', async () => {
    assert.equal(await complete('llama/qwen', 'x = ', ';\n'), completedText);
    assert.equal(upstream.lastRequest.path, '/infill');
    let text = '';
    const prompt = `<|file_sep|>src/b.ts\nconst b = 1;\n<|file_sep|>src/a.ts\n${qwenPrompt}`;
    for await (const chunk of await openai.completions.create({
      model: 'llama/qwen',
      prompt,
      stream: true,
    })) {
      text += chunk.choices[0]?.text ?? '';
    }
    assert.equal(text, completedText);
    assert.deepEqual(upstream.lastRequest.json.input_extra, [
      { filename: 'src/b.ts', text: 'const b = 1;\n' },
    ]);
    assert.equal(gateway.records[1]?.usage?.outputTokens, 3);
  });

  it('llama.cpp: a completion without a gap goes to /v1/completions as it is', async () => {
    assert.equal(await complete('llama/qwen', 'x = '), completedText);
    assert.equal(upstream.lastRequest.path, '/v1/completions');
  });

  it('llama.cpp: a model without the tokens is asked in a chat', async () => {
    const message = 'Infill is not supported by this model: prefix token is missing.';
    upstream.react(answerJson({ error: { code: 501, message, type: 'not_supported_error' } }, 501));
    assert.equal(await complete('llama/gemma', 'x = ', ';\n'), spokenText);
    assert.deepEqual(
      upstream.requests.map(({ path }) => path),
      ['/infill', '/v1/chat/completions'],
    );
  });

  it('Ollama: a model that cannot insert is asked in a chat', async () => {
    upstream.react(answerJson({ error: '"llama3" does not support insert' }, 400));
    assert.equal(await complete('ollama/llama3', 'x = ', ';\n'), spokenText);
    assert.deepEqual(
      upstream.requests.map(({ path }) => path),
      ['/api/generate', '/api/chat'],
    );
  });

  it('DeepSeek: its beta gets prompt and suffix, also of a prompt with another family’s tokens', async () => {
    assert.equal(await complete('deepseek/deepseek-chat', 'x = ', ';\n'), completedText);
    assert.equal(upstream.lastRequest.path, '/beta/completions');
    assert.equal(await complete('deepseek/deepseek-chat', qwenPrompt), completedText);
    const { prompt, suffix } = upstream.lastRequest.json;
    assert.deepEqual({ prompt, suffix }, { prompt: 'x = ', suffix: ';\n' });
  });

  it('DeepSeek: asks for no more than the beta gives', async () => {
    await openai.completions.create({
      model: 'deepseek/deepseek-chat',
      prompt: qwenPrompt,
      max_tokens: 9000,
    });
    assert.equal(upstream.lastRequest.json.max_tokens, 4096);
  });

  it('Codestral: /fim/completions, at Mistral and at its own endpoint', async () => {
    for (const provider of ['mistral', 'codestral']) {
      assert.equal(await complete(`${provider}/codestral-latest`, 'x = ', ';\n'), completedText);
      assert.equal(upstream.lastRequest.path, '/v1/fim/completions');
      assert.equal(upstream.lastRequest.json.suffix, ';\n');
    }
  });

  it('Codestral: what Mistral refuses there is left out and named', async () => {
    const { response } = await openai.completions
      .create({
        model: 'codestral/codestral-latest',
        prompt: 'x = ',
        suffix: ';',
        presence_penalty: 0.5,
        seed: 7,
      })
      .withResponse();
    assert.equal(response.headers.get('x-muxgate-dropped'), 'presence_penalty');
    assert.deepEqual(upstream.lastRequest.json, {
      model: 'codestral-latest',
      prompt: 'x = ',
      suffix: ';',
      random_seed: 7,
      stream: false,
    });
  });

  it('Mistral: its other models, which only chat, are asked in a chat', async () => {
    assert.equal(await complete('mistral/mistral-large-latest', 'x = ', ';\n'), spokenText);
    assert.equal(upstream.lastRequest.path, '/v1/chat/completions');
  });

  it('vLLM: the tokens of the model’s family, as it refuses a suffix', async () => {
    assert.equal(await complete('vllm/Qwen/Qwen2.5-Coder-7B', 'x = ', ';\n'), completedText);
    assert.equal(upstream.lastRequest.json.prompt, qwenPrompt);
    assert.equal(upstream.lastRequest.json.suffix, undefined);
  });
});
