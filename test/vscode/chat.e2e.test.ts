import assert from 'node:assert/strict';
import OpenAI from 'openai';
import type * as vscode from 'vscode';
import type { Editor } from '../helpers/vscode/editor.ts';
import { openVscode } from '../helpers/vscode/openVscode.ts';
import { until } from '../helpers/vscode/until.ts';

/** VS Code's own chat, both ways, through the API that its chat view and other extensions use. */
describe('the language models of VS Code', function () {
  this.timeout(120_000);
  let editor: Editor;

  before(async () => {
    editor = await openVscode({
      settings: {
        'muxgate.workspaces': { default: { model: 'demo/tools' } },
        'muxgate.routes': { pair: { targets: [{ model: 'demo/echo' }, { model: 'demo/tools' }] } },
      },
    });
    await until('models of Muxgate', async () => {
      const ids = await editor.evaluate(async (vscode) =>
        (await vscode.lm.selectChatModels({ vendor: 'muxgate' })).map(({ id }) => id),
      );
      return ids.includes('@pair') ? ids : undefined;
    });
  });
  after(() => editor.close());

  describe('Muxgate’s among them', () => {
    it('are the rules, workspaces, routes and models, with their sizes', async () => {
      const models = await editor.evaluate(async (vscode) =>
        (await vscode.lm.selectChatModels({ vendor: 'muxgate' })).map(
          ({ id, name, family, maxInputTokens }) => ({ id, name, family, maxInputTokens }),
        ),
      );
      assert.deepEqual(models.map(({ id }) => id).sort(), [
        '@pair',
        'auto',
        'demo/echo',
        'demo/tools',
        'workspace:default',
      ]);
      assert.deepEqual(
        models.find(({ id }) => id === 'auto'),
        { id: 'auto', name: 'Muxgate: Auto', family: 'muxgate', maxInputTokens: 112_000 },
      );
    });

    it('stream, call tools, take results and count tokens', async () => {
      const seen = await editor.evaluate(async (vscode) => {
        const [model] = await vscode.lm.selectChatModels({ vendor: 'muxgate', id: 'auto' });
        if (model === undefined) throw new Error('no model');
        const { LanguageModelChatMessage: Message, LanguageModelToolCallPart: ToolCall } = vscode;
        const tools = [
          { name: 'look', description: 'looks', inputSchema: { type: 'object', properties: {} } },
        ];
        const ask = Message.User('call look {"path":"a.ts"}');
        const first = await model.sendRequest([ask], { tools });
        const calls: vscode.LanguageModelToolCallPart[] = [];
        for await (const part of first.stream) if (part instanceof ToolCall) calls.push(part);
        const [call] = calls;
        if (call === undefined) throw new Error('no call');
        const result = new vscode.LanguageModelToolResultPart(call.callId, [
          new vscode.LanguageModelTextPart('it is empty'),
        ]);
        const second = await model.sendRequest([ask, Message.Assistant([call]), Message.User([result])], {
          tools,
        });
        const texts: string[] = [];
        for await (const text of second.text) texts.push(text);
        return {
          name: call.name,
          input: call.input,
          texts,
          tokens: await model.countTokens('one two three'),
        };
      });
      assert.equal(seen.name, 'look');
      assert.deepEqual(seen.input, { path: 'a.ts' });
      assert.equal(seen.texts.join(''), 'it is empty');
      assert.ok(seen.tokens >= 3 && seen.tokens < 20, String(seen.tokens));
    });

    it('say what kind of failure a request met', async () => {
      const error = await editor.evaluate(async (vscode) => {
        const [model] = await vscode.lm.selectChatModels({ vendor: 'muxgate', id: 'auto' });
        const configuration = vscode.workspace.getConfiguration('muxgate');
        const secret = { files: 'secret.txt', model: 'demo/tools', localOnly: true };
        await configuration.update('workspaces', { default: { model: 'demo/tools', rules: [secret] } }, true);
        // The rule holds a moment later.
        for (let attempt = 0; attempt < 50; attempt++) {
          try {
            const text = 'look at `secret.txt`\n```txt secret.txt\nx\n```';
            const answer = await model?.sendRequest([vscode.LanguageModelChatMessage.User(text)]);
            for await (const part of answer?.text ?? []) if (part === '') break;
          } catch (thrown) {
            return { code: (thrown as { code?: string }).code, message: (thrown as Error).message };
          }
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
        return undefined;
      });
      assert.equal(error?.code, 'NoPermissions');
      assert.match(error.message, /local/);
    });

    it('are kept in the record as requests of VS Code’s chat', async () => {
      const metrics = await (await fetch(`${editor.gatewayUrl}/metrics`)).text();
      assert.match(metrics, /vscode-chat/);
    });
  });

  describe('others, for agents on the port', () => {
    const openai = (): OpenAI =>
      new OpenAI({ baseURL: `${editor.gatewayUrl}/v1`, apiKey: 'any', maxRetries: 0 });
    const ask = (fields: Partial<OpenAI.ChatCompletionCreateParamsNonStreaming> = {}) =>
      openai().chat.completions.create({
        model: 'vscode/test-vendor/fake',
        messages: [{ role: 'user', content: 'hello' }],
        ...fields,
      });

    before(async () => {
      await editor.evaluate((vscode) => {
        vscode.lm.registerLanguageModelChatProvider('test-vendor', {
          provideLanguageModelChatInformation: () => [
            {
              id: 'fake',
              name: 'Fake',
              family: 'fake',
              version: '1',
              maxInputTokens: 5000,
              maxOutputTokens: 100,
              capabilities: { toolCalling: true },
            },
          ],
          provideLanguageModelChatResponse: async (_model, messages, options, progress, token) => {
            const last = messages.at(-1)?.content[0];
            const text = last instanceof vscode.LanguageModelTextPart ? last.value : '';
            const [tool] = options.tools ?? [];
            if (text === 'quota') throw vscode.LanguageModelError.Blocked('no requests are left');
            if (text === 'wait') {
              progress.report(new vscode.LanguageModelTextPart('…'));
              await new Promise((resolve) => token.onCancellationRequested(resolve));
              (globalThis as { fakeWasCancelled?: boolean }).fakeWasCancelled = true;
              return;
            }
            if (tool !== undefined) {
              progress.report(
                new vscode.LanguageModelToolCallPart('call-1', tool.name, { mode: options.toolMode }),
              );
              progress.report(new vscode.LanguageModelToolCallPart('call-2', tool.name, { second: true }));
              return;
            }
            for (const word of ['you ', 'said ', text])
              progress.report(new vscode.LanguageModelTextPart(word));
          },
          provideTokenCount: () => Promise.resolve(1),
        });
        return vscode.workspace
          .getConfiguration('muxgate')
          .update('providers', { vscode: { type: 'vscode-lm' } }, vscode.ConfigurationTarget.Global);
      });
      await until('the model in the list', async () => {
        const list = await (await fetch(`${editor.gatewayUrl}/v1/models`)).text();
        return list.includes('vscode/test-vendor/fake') ? list : undefined;
      });
    });

    it('are refused before the user has allowed it, with the command to run', async () => {
      await assert.rejects(ask(), (error: unknown) => {
        assert.ok(error instanceof OpenAI.APIError);
        assert.equal(error.status, 403);
        assert.match(error.message, /Muxgate: Allow Agents to Use VS Code’s Models/);
        return true;
      });
    });

    it('answer once the user has allowed it at the command', async () => {
      await editor.runCommand('Muxgate: Allow Agents to Use VS Code’s Models');
      const dialog = editor.page.locator('.monaco-dialog-box');
      await dialog.getByText('The vendor’s terms may forbid that').waitFor();
      await editor.screenshot('out/screenshots/chat-allow.png');
      await dialog.getByRole('button', { name: 'Allow', exact: true }).click();
      const answer = await until('an answer', () => ask().catch(() => undefined));
      assert.equal(answer.choices[0]?.message.content, 'you said hello');
    });

    it('stream, and call tools, several at once', async () => {
      const stream = await openai().chat.completions.create({
        model: 'vscode/test-vendor/fake',
        messages: [{ role: 'user', content: 'hello' }],
        stream: true,
      });
      const pieces: string[] = [];
      for await (const chunk of stream) pieces.push(chunk.choices[0]?.delta.content ?? '');
      assert.equal(pieces.join(''), 'you said hello');

      const answer = await ask({
        tools: [
          { type: 'function', function: { name: 'look', parameters: { type: 'object', properties: {} } } },
        ],
        tool_choice: 'required',
      });
      const calls = answer.choices[0]?.message.tool_calls ?? [];
      assert.deepEqual(
        calls.map((call) => (call.type === 'function' ? [call.id, call.function.arguments] : [])),
        [
          ['call-1', '{"mode":2}'],
          ['call-2', '{"second":true}'],
        ],
      );
      assert.equal(answer.choices[0]?.finish_reason, 'tool_calls');
    });

    it('say that a quota is used up, so that another may be asked', async () => {
      await assert.rejects(ask({ messages: [{ role: 'user', content: 'quota' }] }), { status: 429 });
    });

    it('are told when the agent leaves', async () => {
      const controller = new AbortController();
      const stream = await openai().chat.completions.create(
        { model: 'vscode/test-vendor/fake', messages: [{ role: 'user', content: 'wait' }], stream: true },
        { signal: controller.signal },
      );
      for await (const chunk of stream) {
        assert.ok(chunk);
        controller.abort();
        break;
      }
      await until('a cancelled request', () =>
        editor.evaluate(() => (globalThis as { fakeWasCancelled?: boolean }).fakeWasCancelled),
      );
    });

    it('do not hold Muxgate’s own, so that no request comes back', async () => {
      const list = await (await fetch(`${editor.gatewayUrl}/v1/models`)).text();
      assert.doesNotMatch(list, /vscode\/muxgate\//);
    });
  });
});
