import assert from 'node:assert/strict';
import { requestKind } from '../../../../src/gateway/routing/requestKind.ts';
import type { RoutingRequest } from '../../../../src/gateway/routing/routingRequest.ts';
import { asked, calls, chat, completion, embeddings, results, says } from '../../../helpers/routing.ts';

const fourTags =
  '<QUERY>\nfunction f() {{{FILL_HERE}}\n</QUERY>\nExample: <COMPLETION>x</COMPLETION>\n<COMPLETION>';
const sentinels = '<|fim_prefix|>const x = <|fim_suffix|>;<|fim_middle|>';

describe('requestKind', () => {
  const cases: readonly (readonly [string, RoutingRequest['request'], string])[] = [
    ['a completion', completion('const x = '), 'fim'],
    ['a completion with a suffix', completion('const x = ', { suffix: ';' }), 'fim'],
    [
      'a completion of code that says decline, cline and kodu',
      completion('// Cline\nfunction decline() { kodu('),
      'fim',
    ],
    ['embeddings', embeddings('text'), 'embeddings'],
    ['a chat', chat('hello'), 'chat'],
    ['a chat with a suffix', chat('const x = ', { extras: { suffix: ';' } }), 'fim'],
    ['a chat with a [SUFFIX] stop', chat('const x = ', { stop: ['\n\n', '[SUFFIX]'] }), 'fim'],
    ['a chat of sentinel tokens', chat(sentinels), 'fim'],
    [
      'a chat of sentinel tokens below a system prompt',
      chat([says('system', 'Complete.'), says('user', sentinels)]),
      'fim',
    ],
    ["Continue's four tags", chat(fourTags), 'fim'],
    ["Continue's four tags around code that says decline", chat(fourTags.replace('f()', 'decline()')), 'fim'],
    ['four tags somewhere in a question', chat(`${fourTags}\nWhat does this prompt do?`), 'chat'],
    ['a question about sentinel tokens', chat(`What is ${sentinels} for?`), 'chat'],
    [
      'an agent whose file ends in sentinel tokens',
      chat([
        says('user', 'read it'),
        calls('Read', { file_path: 'a.ts' }),
        results(sentinels),
        says('user', sentinels),
      ]),
      'chat',
    ],
    ['sentinel tokens with tools', chat(sentinels, { tools: [{ type: 'function', name: 'Read' }] }), 'chat'],
    [
      'an image alone',
      chat([{ role: 'user', content: [{ type: 'image', source: { kind: 'url', url: 'https://x/y.png' } }] }]),
      'chat',
    ],
    ['no message at all', chat([]), 'chat'],
  ];
  for (const [name, request, expected] of cases) {
    it(`${name} is ${expected}`, () => {
      assert.equal(requestKind(asked(request)), expected);
    });
  }
});
