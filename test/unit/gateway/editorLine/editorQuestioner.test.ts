import assert from 'node:assert/strict';
import { QuestionAnswers, QuestionError } from '../../../../src/editor/link/questionAnswers.ts';
import { EditorQuestioner } from '../../../../src/gateway/editorLine/editorQuestioner.ts';
import type { QuestionHandlers } from '../../../../src/protocol/editorQuestions.ts';
import type { EditorMessage, GatewayMessage } from '../../../../src/protocol/gatewayMessages.ts';
import type { QuestionMessage } from '../../../../src/editor/link/questionAnswers.ts';
import type { QuestionReply } from '../../../../src/protocol/gatewayMessages.ts';

const never = new AbortController().signal;

/** Both ends of one line, with what went over it. */
function linked(handlers: Partial<QuestionHandlers>) {
  const asked: GatewayMessage[] = [];
  const replied: EditorMessage[] = [];
  const answers = new QuestionAnswers({
    handlers: {
      vscodeModels: () => Promise.resolve({ models: [] }),
      vscodeAsk: () => Promise.resolve({}),
      ...handlers,
    },
    send: (message) => {
      replied.push(message);
      questioner.receive(message as QuestionReply);
      return true;
    },
  });
  const questioner: EditorQuestioner = new EditorQuestioner((message) => {
    asked.push(message);
    answers.receive(message as QuestionMessage);
  });
  return { questioner, asked, replied };
}

const request = { model: 'copilot/gpt', messages: [] };

describe('a question of the gateway to a window', () => {
  it('yields the parts in order and returns the result', async () => {
    const { questioner } = linked({
      vscodeAsk: async (_params, { send }) => {
        await send({ type: 'text', value: 'one' });
        await send({ type: 'text', value: 'two' });
        return {};
      },
    });
    const parts = [];
    for await (const part of questioner.ask('vscodeAsk', request, never)) parts.push(part);
    assert.deepEqual(parts, [
      { type: 'text', value: 'one' },
      { type: 'text', value: 'two' },
    ]);
    const { value } = await questioner.ask('vscodeModels', {}, never).next();
    assert.deepEqual(value, { models: [] });
  });

  it('stops the window that sends faster than is read', async () => {
    let sent = 0;
    const { questioner } = linked({
      vscodeAsk: async (_params, { send }) => {
        for (; sent < 1000; sent++) await send({ type: 'text', value: String(sent) });
        return {};
      },
    });
    const parts = questioner.ask('vscodeAsk', request, never);
    await parts.next();
    for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
    assert.ok(sent < 40, `${sent} parts were sent though one was read`);
    await parts.return({});
  });

  it('fails with the reason that the window gives', async () => {
    const { questioner } = linked({
      vscodeAsk: () => Promise.reject(new QuestionError('consent_required', 'run the command')),
    });
    await assert.rejects(questioner.ask('vscodeAsk', request, never).next(), {
      code: 'consent_required',
      message: 'run the command',
    });
  });

  it('ends the work of the window when its reader leaves or aborts', async () => {
    const ended: string[] = [];
    const { questioner, asked } = linked({
      vscodeAsk: async ({ model }, { signal, send }) => {
        signal.addEventListener('abort', () => ended.push(model));
        await send({ type: 'text', value: 'one' });
        return await new Promise<never>(() => undefined);
      },
    });
    for await (const part of questioner.ask('vscodeAsk', { ...request, model: 'left' }, never)) {
      assert.deepEqual(part, { type: 'text', value: 'one' });
      break;
    }
    const controller = new AbortController();
    const aborted = questioner.ask('vscodeAsk', { ...request, model: 'aborted' }, controller.signal);
    await aborted.next();
    const next = aborted.next();
    controller.abort(new Error('client gone'));
    await assert.rejects(next, /client gone/);
    assert.deepEqual(ended, ['left', 'aborted']);
    assert.equal(asked.filter(({ type }) => type === 'question-cancel').length, 2);
  });

  it('fails when the window goes, before and while it is asked', async () => {
    const { questioner } = linked({ vscodeAsk: () => new Promise<never>(() => undefined) });
    const next = questioner.ask('vscodeAsk', request, never).next();
    questioner.close();
    await assert.rejects(next, { code: 'not_running' });
    await assert.rejects(questioner.ask('vscodeAsk', request, never).next(), { code: 'not_running' });
  });
});
