import assert from 'node:assert/strict';
import { conversationKey } from '../../../../../src/gateway/routing/turns/conversationKey.ts';
import { says } from '../../../../helpers/routing.ts';

const start = [says('system', 'be brief'), says('user', 'hello')];

describe('conversationKey', () => {
  it('stays the same while a conversation grows', () => {
    const later = [...start, says('assistant', 'hi'), says('system', 'new reminder'), says('user', 'more')];
    assert.equal(
      conversationKey({ headers: {}, messages: later }),
      conversationKey({ headers: {}, messages: start }),
    );
  });

  it('differs by the first question and by the system prompt', () => {
    const keys = [
      start,
      [says('system', 'be brief'), says('user', 'bye')],
      [says('system', 'be long'), says('user', 'hello')],
      [says('user', 'hello')],
    ].map((messages) => conversationKey({ headers: {}, messages }));
    assert.equal(new Set(keys).size, 4);
  });

  it('is the session where the client names one, whatever the messages', () => {
    const headers = { 'x-claude-code-session-id': 's-1' };
    assert.equal(
      conversationKey({ headers, messages: start }),
      conversationKey({ headers, messages: [says('user', 'other')] }),
    );
    assert.notEqual(
      conversationKey({ headers, messages: start }),
      conversationKey({ headers: { 'x-claude-code-session-id': 's-2' }, messages: start }),
    );
  });

  it('is nothing for a request without a word of the user', () => {
    assert.equal(conversationKey({ headers: {}, messages: [says('system', 'x')] }), undefined);
  });
});
