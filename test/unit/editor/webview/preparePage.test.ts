import assert from 'node:assert/strict';
import { preparePage } from '../../../../src/editor/webview/preparePage.ts';
import { firstQuestions } from '../../../../src/protocol/firstQuestions.ts';

const never = new Promise<never>(() => undefined);

describe('preparing a page', () => {
  it('answers what the page of requests is going to ask', async () => {
    const { answers, atMs } = await preparePage({
      ask: (method) => Promise.resolve(`answer to ${method}`),
      page: 'requests',
      deadline: never,
      now: () => 7,
    });
    assert.deepEqual(
      answers,
      firstQuestions('requests').map((question) => ({ ...question, result: `answer to ${question.method}` })),
    );
    assert.equal(atMs, 7);
  });

  it('asks for no list when another page comes', async () => {
    const { answers } = await preparePage({
      ask: () => Promise.resolve('loaded'),
      page: 'usage',
      deadline: never,
      now: () => 7,
    });
    assert.deepEqual(answers, [{ method: 'load', params: {}, result: 'loaded' }]);
  });

  it('leaves to the page what fails, and what takes too long', async () => {
    const { answers } = await preparePage({
      ask: (method) => {
        if (method === 'listExchanges') return Promise.reject(new Error('not running'));
        return method === 'indexExchanges' ? never : Promise.resolve(method);
      },
      page: 'requests',
      deadline: new Promise((resolve) => setImmediate(resolve)),
      now: () => 7,
    });
    assert.deepEqual(
      answers.map(({ method }) => method),
      ['load', 'exchangeChoices'],
    );
  });

  it('has another id for each page', async () => {
    const parts = { ask: () => Promise.resolve({}), page: undefined, deadline: never, now: () => 7 };
    assert.notEqual((await preparePage(parts)).id, (await preparePage(parts)).id);
  });
});
