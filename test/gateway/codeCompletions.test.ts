import assert from 'node:assert/strict';
import { askForCompletion } from '../../src/gateway/editorRequests/askForCompletion.ts';
import type { CompletionResult } from '../../src/protocol/gatewayRequests.ts';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import { answerJson, controlledStream } from '../helpers/upstreamReactions.ts';

const event = (content: string): string =>
  `data: ${JSON.stringify({ id: 'i', object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content } }] })}\n\n`;

describe('code completions of the editor', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;

  beforeEach(async () => {
    upstream = await FakeUpstream.start();
    gateway = await startGateway({
      providers: { m: { type: 'mistral', endpoint: `${upstream.url}/v1`, apiKey: 'k' } },
      workspaces: {
        default: { model: 'm/chatty', rules: [{ request: 'fim', model: 'm/codestral-latest' }] },
      },
    });
  });

  afterEach(async () => {
    await gateway.close();
    await upstream.close();
  });

  const ask = (isMultiLine: boolean): Promise<CompletionResult> =>
    askForCompletion(
      { port: Number(new URL(gateway.url).port), accessKey: undefined, windowId: undefined },
      { prefix: 'function add(a, b)', suffix: '\n', isMultiLine },
      new AbortController().signal,
    );

  it('go by the rule for fim, and stop the model once the block is there', async () => {
    const stream = controlledStream();
    upstream.react(stream.reaction);
    const received = upstream.nextRequest();
    const asked = ask(true);
    await received;
    assert.equal(upstream.lastRequest.path, '/v1/fim/completions');
    const { model, prompt, suffix } = upstream.lastRequest.json;
    assert.deepEqual(
      { model, prompt, suffix },
      { model: 'codestral-latest', prompt: 'function add(a, b)', suffix: '\n' },
    );
    await stream.send(event(' {\n  return a + b;\n}\n\nfunction other'));
    const { text, model: answered } = await asked;
    assert.equal(text, ' {\n  return a + b;\n}');
    assert.equal(answered, 'm/codestral-latest');
  });

  it('say what is wrong when no provider answers', async () => {
    upstream.react(answerJson({ message: 'no such model' }, 400));
    await assert.rejects(ask(false), /no such model/);
  });
});
