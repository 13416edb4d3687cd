import assert from 'node:assert/strict';
import { readConversation } from '../../../../../src/gateway/routing/turns/conversation.ts';
import { turnKey } from '../../../../../src/gateway/routing/turns/turnKey.ts';
import type { NeutralMessage } from '../../../../../src/gateway/wire/exchange.ts';
import { calls, results, says } from '../../../../helpers/routing.ts';

const image: NeutralMessage = {
  role: 'user',
  content: [{ type: 'image', source: { kind: 'url', url: 'https://x/y.png' } }],
};
const reminder = '<system-reminder>\nremember the rules\n</system-reminder>';
const details = '<environment_details>\n# VSCode Visible Files\na.ts\n</environment_details>';

describe('readConversation', () => {
  /** [what it shows, messages, index of the newest user turn, whether it goes on] */
  const cases: readonly (readonly [string, readonly NeutralMessage[], number, boolean])[] = [
    ['a first question', [says('system', 's'), says('user', 'q')], 1, false],
    ['a second question', [says('user', 'q'), says('assistant', 'a'), says('user', 'r')], 2, false],
    ['a tool loop', [says('user', 'q'), calls('Read', {}), results('x')], 0, true],
    [
      'two results of one turn',
      [says('user', 'q'), calls('Read', {}), results('x', 'y'), calls('Read', {}), results('z')],
      0,
      true,
    ],
    [
      'a question after a tool loop',
      [says('user', 'q'), calls('Read', {}), results('x'), says('user', 'r')],
      3,
      false,
    ],
    [
      'reminders after results are no question',
      [says('user', 'q'), calls('Read', {}), results('x'), says('user', reminder)],
      0,
      true,
    ],
    [
      'a question beside a reminder',
      [says('user', 'q'), calls('R', {}), results('x'), says('user', reminder, 'r')],
      3,
      false,
    ],
    ['a system message after the question (Claude Code)', [says('user', 'q'), says('system', 's')], 0, false],
    [
      "Cline's results in the user's role",
      [
        says('user', 'q', details),
        says('assistant', '<read_file>…'),
        says('user', "[read_file for 'a.ts'] Result:", 'x', details),
      ],
      0,
      true,
    ],
    [
      'an answer to a question of Cline',
      [
        says('user', 'q'),
        says('assistant', '…'),
        says('user', '[ask_followup_question] Result:', '<answer>\nyes\n</answer>', details),
      ],
      2,
      false,
    ],
    ['an image alone is no text', [says('user', 'q'), says('assistant', 'a'), image], 0, true],
    ['only an image', [image], -1, false],
    ['nothing', [], -1, false],
    [
      "aider's attached files are no question",
      [
        says('user', 'I have *added these files to the chat* so…\n\na.py\n```\nx\n```'),
        says('assistant', 'Ok'),
        says('user', 'q'),
      ],
      2,
      false,
    ],
  ];
  for (const [name, messages, newest, continues] of cases) {
    it(name, () => {
      const conversation = readConversation(messages);
      assert.deepEqual([conversation.newest, conversation.continues], [newest, continues]);
    });
  }
});

describe('turnKey', () => {
  const key = (
    messages: readonly NeutralMessage[],
    headers: Record<string, string> = {},
    scope: { window?: string; workspace?: string } = {},
  ): string | undefined =>
    turnKey(readConversation(messages), {
      headers,
      requestClass: 'main',
      window: scope.window,
      workspace: scope.workspace,
    });
  const first = [says('user', 'q')];
  const looped = [...first, calls('Read', {}), results('x')];

  it('stays the same through a tool loop', () => {
    assert.equal(key(first), key(looped));
    assert.notEqual(key(first), undefined);
  });

  it('is another for another turn, window, workspace, session or agent', () => {
    const keys = [
      key(first),
      key([...looped, says('assistant', 'a'), says('user', 'r')]),
      key([says('user', 'other')]),
      key(first, {}, { window: 'w1' }),
      key(first, {}, { workspace: 'work' }),
      key(first, { 'x-claude-code-session-id': '1' }),
      key(first, { 'x-claude-code-session-id': '2' }),
      key(first, { 'x-claude-code-session-id': '1', 'x-claude-code-agent-id': 'a' }),
      key(first, { 'session-id': '3' }),
      key(first, { 'x-session-id': '4' }),
    ];
    assert.equal(new Set(keys).size, keys.length);
  });

  it('with a session the older messages may be rewritten', () => {
    const session = { 'x-claude-code-session-id': '1' };
    const compacted = [says('user', 'summary of before'), says('assistant', 'ok'), ...looped];
    assert.equal(
      key([says('user', 'p'), says('assistant', 'a'), ...first], session),
      key(compacted, session),
    );
    assert.notEqual(key([says('user', 'p'), says('assistant', 'a'), ...first]), key(compacted));
  });

  it('does not change with the reminders that clients put around the words', () => {
    assert.equal(key([says('user', 'q', reminder)]), key([says('user', 'q', details)]));
  });

  it('is none without words', () => {
    assert.equal(key([image]), undefined);
  });
});
