import assert from 'node:assert/strict';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import {
  QuestionAnswers,
  QuestionError,
  type QuestionMessage,
} from '../../src/editor/link/questionAnswers.ts';
import { answerEditorChat } from '../../src/gateway/editorChat/answerEditorChat.ts';
import { countChatTokens } from '../../src/gateway/editorChat/countChatTokens.ts';
import { EditorDirectory } from '../../src/gateway/editorChat/editorDirectory.ts';
import { offeredModels } from '../../src/gateway/editorChat/offeredModels.ts';
import { sendVia } from '../../src/gateway/editorChat/sendToEditor.ts';
import { EditorQuestioner } from '../../src/gateway/editorLine/editorQuestioner.ts';
import type { QuestionHandlers } from '../../src/protocol/editorQuestions.ts';
import type { QuestionReply } from '../../src/protocol/gatewayMessages.ts';
import type { VscodeChatRequest, VscodePart } from '../../src/protocol/vscodeChat.ts';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { Latch } from '../helpers/latch.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import { calledArguments, spokenPieces, spokenText } from '../helpers/upstreamProtocols.ts';
import { hangAfter } from '../helpers/upstreamReactions.ts';

const user = (value: string) => ({ role: 'user', content: [{ type: 'text', value }] }) as const;

describe('VS Code’s chat, answered without HTTP', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;

  beforeEach(async () => {
    upstream = await FakeUpstream.start();
    gateway = await startGateway({
      providers: {
        chat: { type: 'openai-compatible', endpoint: upstream.url, models: ['m'] },
        messages: { type: 'anthropic', endpoint: upstream.url, apiKey: 'k', models: ['claude-x'] },
      },
      workspaces: {
        default: { model: 'chat/m', rules: [{ clients: ['vscode-chat'], model: 'messages/claude-x' }] },
      },
    });
    gateway.windows.open('window-1');
  });
  afterEach(async () => {
    await gateway.close();
    await upstream.close();
  });

  /** What the editor gets. */
  async function ask(request: Partial<VscodeChatRequest>, signal = new AbortController().signal) {
    const parts: VscodePart[] = [];
    const { decision } = await answerEditorChat(
      gateway.services,
      'window-1',
      { model: 'chat/m', messages: [user('hello')], ...request } as Parameters<typeof answerEditorChat>[2],
      {
        signal,
        send: (some) => {
          parts.push(...some);
          return Promise.resolve();
        },
      },
    );
    return { parts, decision };
  }

  for (const model of ['chat/m', 'messages/claude-x']) {
    it(`streams the text of ${model}`, async () => {
      const { parts, decision } = await ask({ model });
      assert.equal(parts.map((part) => (part.type === 'text' ? part.value : '')).join(''), spokenText);
      assert.equal(decision['model'], model);
    });
  }

  it('is routed by rules, for its client and its window, and recorded as its endpoint', async () => {
    const recorded = gateway.nextRecord();
    const { decision } = await ask({ model: 'auto' });
    assert.equal(decision['model'], 'messages/claude-x');
    const { route, client, decision: made, outcome, inboundFormat } = await recorded;
    assert.deepEqual(
      { route, client, window: made?.window?.id, outcome, inboundFormat },
      {
        route: 'vscode-chat',
        client: 'vscode-chat',
        window: 'window-1',
        outcome: 'answered',
        inboundFormat: 'vscode-lm',
      },
    );
  });

  it('gets calls of tools, which it demanded', async () => {
    const tools = [
      { name: 'get_weather', description: 'd', inputSchema: { type: 'object', properties: {} } },
    ];
    const { parts } = await ask({ tools, toolMode: 'required' });
    const [call] = parts.filter((part) => part.type === 'toolCall');
    assert.equal(call?.name, 'get_weather');
    assert.deepEqual(call.input, JSON.parse(calledArguments));
    assert.equal(upstream.lastRequest.json['tool_choice'], 'required');
  });

  it('sends images on', async () => {
    await ask({
      messages: [{ role: 'user', content: [{ type: 'data', mimeType: 'image/png', data: 'cA==' }] }],
    });
    assert.match(JSON.stringify(upstream.lastRequest.json), /data:image\/png;base64,cA==/);
  });

  it('is told of a refusal with its status', async () => {
    await assert.rejects(ask({ model: '@nowhere' }), { code: 'model_not_found', status: 404 });
  });

  it('is told of a provider’s own error with its status', async () => {
    upstream.react((_request, response) => {
      response.writeHead(418, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: 'a teapot', type: 'tea_error' } }));
    });
    await assert.rejects(ask({}), { status: 418, message: 'a teapot' });
  });

  it('ends the provider’s answer when it cancels', async () => {
    upstream.react(hangAfter('data: {"choices":[{"index":0,"delta":{"content":"so"}}]}\n\n'));
    const controller = new AbortController();
    const recorded = gateway.nextRecord();
    const begun = new Latch();
    const answer = answerEditorChat(
      gateway.services,
      'window-1',
      { model: 'chat/m', messages: [user('hello')] },
      {
        signal: controller.signal,
        send: () => {
          begun.open();
          return Promise.resolve();
        },
      },
    );
    await begun.opened;
    controller.abort(new Error('cancelled'));
    await assert.rejects(answer, /cancelled/);
    assert.equal((await recorded).outcome, 'aborted');
  });

  it('is offered what there is: rules, workspaces and models, sizes only where they are known', async () => {
    await gateway.refreshModels('chat');
    await gateway.refreshModels('messages');
    const models = await offeredModels(gateway.services);
    assert.deepEqual(
      models.map(({ id, kind, selectable }) => [id, kind, selectable]),
      [
        ['auto', 'auto', true],
        ['workspace:default', 'workspace', true],
        ['chat/m', 'model', true],
        ['messages/claude-x', 'model', true],
        ['demo/echo', 'model', true],
        ['demo/tools', 'model', true],
      ],
    );
    const unknown = models.find(({ id }) => id === 'chat/m');
    assert.equal(unknown?.contextTokens, undefined);
    assert.equal(unknown?.price, undefined);
  });

  it('counts tokens of texts and of messages', async () => {
    assert.ok((await countChatTokens({ text: 'one two three four' })) >= 4);
    const long = { role: 'user', content: [{ type: 'text', value: 'word '.repeat(500) }] };
    assert.ok((await countChatTokens({ message: long })) > 400);
  });
});

describe('the models of VS Code, for agents on the port', () => {
  let gateway: StartedGateway;
  let editors: EditorDirectory;

  beforeEach(async () => {
    editors = new EditorDirectory();
    gateway = await startGateway(
      {
        providers: { vscode: { type: 'vscode-lm', models: ['copilot/gpt'] } },
        routes: { first: { targets: [{ model: 'vscode/copilot/gpt' }, { model: 'demo/echo' }] } },
      },
      {
        services: {
          send: sendVia(editors, () => Promise.reject(new Error('nothing goes over HTTP'))),
        },
      },
    );
  });
  afterEach(() => gateway.close());

  /** A window whose editor answers so. */
  function open(windowId: string, vscodeAsk: QuestionHandlers['vscodeAsk']): void {
    const answers = new QuestionAnswers({
      handlers: { vscodeModels: () => Promise.resolve({ models: [] }), vscodeAsk },
      send: (message) => {
        questioner.receive(message as QuestionReply);
        return true;
      },
    });
    const questioner: EditorQuestioner = new EditorQuestioner((message) =>
      answers.receive(message as QuestionMessage),
    );
    editors.open(windowId, questioner);
  }

  const openai = () => new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: 'k', maxRetries: 0 });
  const ask = (model = 'vscode/copilot/gpt') =>
    openai().chat.completions.create({
      model,
      temperature: 0.5,
      messages: [
        { role: 'system', content: 'be brief' },
        { role: 'user', content: 'hello' },
      ],
    });

  it('answer an OpenAI client, whole, with instructions and parameters in their places', async () => {
    const asked: VscodeChatRequest[] = [];
    open('a', async (request, { send }) => {
      asked.push(request);
      for (const value of spokenPieces) await send({ type: 'text', value });
      return {};
    });
    const answer = await ask();
    assert.equal(answer.choices[0]?.message.content, spokenText);
    assert.equal(answer.choices[0].finish_reason, 'stop');
    const [request] = asked;
    assert.equal(request?.model, 'copilot/gpt');
    assert.deepEqual(request.messages, [user('be brief'), user('hello')]);
    assert.equal(request.modelOptions?.['temperature'], 0.5);
  });

  it('answer an Anthropic client, streamed, with several calls', async () => {
    open('a', async (_request, { send }) => {
      await send({ type: 'text', value: 'look: ' });
      await send({ type: 'toolCall', callId: 'c1', name: 'read', input: { n: 1 } });
      await send({ type: 'toolCall', callId: 'c2', name: 'read', input: { n: 2 } });
      return {};
    });
    const anthropic = new Anthropic({ baseURL: gateway.url, apiKey: 'k', maxRetries: 0 });
    const message = await anthropic.messages
      .stream({
        model: 'vscode/copilot/gpt',
        max_tokens: 100,
        messages: [{ role: 'user', content: 'hello' }],
        tools: [{ name: 'read', input_schema: { type: 'object' } }],
      })
      .finalMessage();
    assert.equal(message.stop_reason, 'tool_use');
    assert.deepEqual(
      message.content.map((block) => (block.type === 'tool_use' ? block.input : block.type)),
      ['text', { n: 1 }, { n: 2 }],
    );
  });

  for (const [code, status] of [
    ['consent_required', 403],
    ['no_permissions', 403],
    ['blocked', 429],
    ['not_found', 404],
    ['no_models', 503],
    ['failed', 502],
  ] as const) {
    it(`refuse with ${status} when the editor says ${code}`, async () => {
      open('a', () => Promise.reject(new QuestionError(code, 'the reason')));
      await assert.rejects(ask(), (error: unknown) => {
        assert.ok(error instanceof OpenAI.APIError);
        assert.equal(error.status, status);
        assert.match(error.message, /the reason/);
        return true;
      });
    });
  }

  for (const code of ['consent_required', 'blocked', 'no_models', 'failed'] as const) {
    it(`hand over to the next of a route when the editor says ${code}`, async () => {
      open('a', () => Promise.reject(new QuestionError(code, 'the reason')));
      const { response } = await ask('@first').withResponse();
      assert.equal(response.headers.get('x-muxgate-model'), 'demo/echo');
    });
  }

  it('say in the stream that the model failed in the middle', async () => {
    open('a', async (_request, { send }) => {
      await send({ type: 'text', value: 'so' });
      throw new QuestionError('blocked', 'no requests are left');
    });
    const stream = await openai().chat.completions.create({
      model: 'vscode/copilot/gpt',
      messages: [{ role: 'user', content: 'hello' }],
      stream: true,
    });
    await assert.rejects(async () => {
      for await (const chunk of stream) assert.ok(chunk);
    }, /no requests are left/);
  });

  it('need an editor, and say so without one', async () => {
    await assert.rejects(ask(), (error: unknown) => {
      assert.ok(error instanceof OpenAI.APIError);
      assert.equal(error.status, 503);
      assert.match(error.message, /window of VS Code/);
      return true;
    });
  });

  it('are asked through the window that the request belongs to', async () => {
    const asked: string[] = [];
    for (const id of ['a', 'b']) {
      gateway.windows.open(id);
      open(id, async (_request, { send }) => {
        asked.push(id);
        await send({ type: 'text', value: 'x' });
        return {};
      });
    }
    const client = new OpenAI({ baseURL: `${gateway.url}/window/a/v1`, apiKey: 'k', maxRetries: 0 });
    await client.chat.completions.create({
      model: 'vscode/copilot/gpt',
      messages: [{ role: 'user', content: 'hello' }],
    });
    assert.deepEqual(asked, ['a']);
  });

  it('are never local', () => {
    assert.equal(gateway.services.provider('vscode')?.local, false);
  });
});
