import assert from 'node:assert/strict';
import type { ExchangeRow } from '../../../../src/protocol/exchanges.ts';
import { pageRows } from '../../../../src/protocol/firstQuestions.ts';
import type { PageMethod, PageParams, PageResults } from '../../../../src/protocol/webviewMessages.ts';
import { noFilter } from '../../../../webview-ui/src/model/exchangeFilter.ts';
import { ExchangesStore } from '../../../../webview-ui/src/state/exchangesStore.ts';

function rowOf(place: number, client = 'cline'): ExchangeRow {
  return {
    id: `r${place}`,
    place,
    atMs: place,
    endpoint: 'chat',
    client,
    status: 200,
    outcome: 'answered',
    durationMs: 1,
    stream: false,
    attempts: 1,
  };
}

/** A record of requests 1 to `total`, as the gateway tells of it. */
function setUp(total: number) {
  const asked: { method: PageMethod; from?: number; signal?: AbortSignal }[] = [];
  const answer = (method: PageMethod, params: unknown): unknown => {
    switch (method) {
      case 'indexExchanges': {
        const pages = Math.ceil(total / pageRows);
        return { total, places: Array.from({ length: pages }, (_, page) => total - page * pageRows) };
      }
      case 'listExchanges': {
        const { from = total, limit } = params as PageParams<'listExchanges'>;
        return { rows: Array.from({ length: Math.min(limit, from) }, (_, index) => rowOf(from - index)) };
      }
      case 'exchangeChoices':
        return { clients: [], providers: [], models: [], workspaces: [], windows: [] };
      case 'exchange':
        return {};
      default:
        return {};
    }
  };
  const store = new ExchangesStore({
    request: <M extends PageMethod>(method: M, params: PageParams<M>, signal?: AbortSignal) => {
      const from = (params as { from?: number }).from;
      asked.push({ method, from, signal });
      return Promise.resolve(answer(method, params) as PageResults[M]);
    },
  });
  return { store, asked };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the list of requests on the page', () => {
  it('is read once when it was read ahead', async () => {
    const { store, asked } = setUp(10);
    store.readAhead(noFilter);
    await settle();
    const before = asked.length;
    store.begin({ ...noFilter }, undefined);
    await settle();
    assert.equal(asked.length, before);
    assert.equal(store.count, 10);
  });

  it('is read again when something else was read ahead, or the page was left meanwhile', async () => {
    const { store, asked } = setUp(10);
    const lists = () => asked.filter(({ method }) => method === 'indexExchanges').length;
    store.readAhead(noFilter);
    store.begin({ ...noFilter, text: 'x' }, undefined);
    assert.equal(lists(), 2);
    store.end();
    store.readAhead(noFilter);
    store.end();
    store.begin(noFilter, undefined);
    await settle();
    assert.equal(lists(), 4);
  });

  it('knows how long it is at once, and any of its rows once they come into sight', async () => {
    const { store, asked } = setUp(100_000);
    store.begin(noFilter, undefined);
    await settle();
    assert.equal(store.count, 100_000);
    assert.equal(store.row(0)?.id, 'r100000');
    assert.equal(store.row(70_000), undefined);
    store.show(70_000, 70_030);
    await settle();
    assert.equal(store.row(70_000)?.id, 'r30000');
    assert.deepEqual(
      asked.flatMap(({ method, from }) => (method === 'listExchanges' && from !== undefined ? [from] : [])),
      [30_000],
    );
  });

  it('asks no more for what was scrolled past', async () => {
    const { store, asked } = setUp(100_000);
    store.begin(noFilter, undefined);
    await settle();
    store.show(50_000, 50_030);
    store.show(90_000, 90_030);
    const [first, second] = asked.filter(({ from }) => from !== undefined);
    assert.deepEqual([first?.signal?.aborted, second?.signal?.aborted], [true, false]);
  });

  it('forgets pages that are far away', async () => {
    const { store } = setUp(100_000);
    store.begin(noFilter, undefined);
    await settle();
    for (let page = 1; page < 60; page++) {
      store.show(page * pageRows, page * pageRows + 30);
      await settle();
    }
    assert.equal(store.row(pageRows), undefined);
    assert.ok(store.row(59 * pageRows));
  });

  it('puts what has ended before the record, once, and only what the filter wants', async () => {
    const { store } = setUp(3);
    store.begin({ span: 'all', client: 'cline' }, undefined);
    await settle();
    const ended = [rowOf(4), rowOf(5), rowOf(6, 'codex')];
    store.receive({ running: [], ended });
    store.receive({ running: [], ended: [rowOf(5)] });
    assert.deepEqual(
      [0, 1, 2].map((index) => store.row(index)?.id),
      ['r5', 'r4', 'r3'],
    );
    assert.equal(store.count, 5);
  });

  it('asks the record about the text of what has ended where the row does not say it', async () => {
    const { store, asked } = setUp(5);
    store.begin({ span: 'all', text: 'README.md' }, undefined);
    await settle();
    store.receive({ running: [], ended: [{ ...rowOf(6), rule: '1 (README.md)' }, rowOf(5), rowOf(7)] });
    assert.deepEqual(
      store.state.fresh.map(({ id }) => id),
      ['r6'],
    );
    await settle();
    assert.deepEqual(
      store.state.fresh.map(({ id }) => id),
      ['r5', 'r6'],
    );
    assert.equal(asked.filter(({ method }) => method === 'listExchanges').length, 2);
  });

  it('says that a request is not in the record', async () => {
    const { store } = setUp(3);
    store.begin(noFilter, 'gone');
    await settle();
    assert.deepEqual([store.state.open, store.state.detail], ['gone', null]);
  });

  it('is told what goes on only while it is shown', async () => {
    const { store, asked } = setUp(3);
    store.begin(noFilter, undefined);
    await settle();
    store.end();
    assert.equal(asked.filter(({ method }) => method === 'watchExchanges').length, 2);
    store.receive({ running: [], ended: [rowOf(9)] });
    assert.equal(store.row(0)?.id, 'r3');
  });
});
