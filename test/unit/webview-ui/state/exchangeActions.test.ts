import assert from 'node:assert/strict';
import type { ExchangeFilter } from '../../../../src/protocol/exchanges.ts';
import type { PageMethod, PageParams, PageResults } from '../../../../src/protocol/webviewMessages.ts';
import { Actions } from '../../../../webview-ui/src/state/actions.ts';
import type { ExchangeActions } from '../../../../webview-ui/src/state/exchangeActions.ts';
import { SettingsStore } from '../../../../webview-ui/src/state/settingsStore.ts';

/** The page of requests on an empty record, and the filters that the record was read by. */
function setUp(): { exchanges: ExchangeActions; readBy: ExchangeFilter[] } {
  const readBy: ExchangeFilter[] = [];
  const answer = (method: PageMethod, params: unknown): unknown => {
    if (method !== 'indexExchanges') return { rows: [] };
    readBy.push((params as PageParams<'indexExchanges'>).filter);
    return { total: 0, places: [] };
  };
  const request = <M extends PageMethod>(method: M, params: PageParams<M>): Promise<PageResults[M]> =>
    Promise.resolve(answer(method, params) as PageResults[M]);
  const store = new SettingsStore({ host: { request }, keep: () => undefined });
  return { exchanges: new Actions(store).exchanges, readBy };
}

describe('narrowing the list of requests', () => {
  it('does not lose what was typed just before the page was left', () => {
    const { exchanges, readBy } = setUp();
    exchanges.begin();
    exchanges.search('gpt-5 ');
    exchanges.end();
    exchanges.begin();
    exchanges.end();
    assert.deepEqual(
      readBy.map(({ text }) => text),
      [undefined, 'gpt-5'],
    );
  });

  it('keeps what is being typed when something else is chosen, and reads once for both', () => {
    const { exchanges, readBy } = setUp();
    exchanges.begin();
    exchanges.search('gpt-5');
    exchanges.narrow({ client: 'cline' });
    exchanges.end();
    assert.deepEqual(readBy.slice(1), [{ client: 'cline', text: 'gpt-5' }]);
  });

  it('looks for nothing when only blanks are typed', () => {
    const { exchanges } = setUp();
    exchanges.search('   ');
    assert.equal(exchanges.filter.text, undefined);
    exchanges.end();
  });
});
