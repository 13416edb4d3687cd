import assert from 'node:assert/strict';
import { formatModelReference } from '../../../../../src/gateway/modelReference.ts';
import type { RoutingRequest } from '../../../../../src/gateway/routing/routingRequest.ts';
import type { NeutralPart } from '../../../../../src/gateway/wire/exchange.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import {
  asked,
  chat,
  completion,
  configOf,
  embeddings,
  providerTable,
  routerOf,
  says,
  windowsOf,
} from '../../../../helpers/routing.ts';

const rules = [
  { request: 'embeddings', model: 'a/a' },
  { model: 'a/a' },
  { request: 'embeddings', files: 'nowhere/**', model: 'local/m', localOnly: true },
  { files: 'secrets/**', model: 'local/m', localOnly: true },
];
const config = configOf({ providers: providerTable, workspaces: { default: { model: 'd/d', rules } } });

/** The model that answers, or the error's code. */
function answering(request: RoutingRequest['request']): string {
  const { decision, error } = routerOf({ config }).explain(asked(request), windowsOf());
  return decision === undefined ? (error?.code ?? '') : formatModelReference(decision.target);
}

function user(...content: NeutralPart[]): ReturnType<typeof says> {
  return { role: 'user', content };
}

const opaque = (value: object): NeutralPart => ({
  type: 'opaque',
  format: 'messages',
  value: JSON.parse(JSON.stringify(value)) as JsonObject,
});

describe('localOnly sees what a request carries besides its words', () => {
  const cases: readonly (readonly [string, RoutingRequest['request']])[] = [
    [
      'older messages of a chat that asks for a completion',
      chat([says('user', 'read secrets/a.txt'), says('assistant', 'ok'), says('user', 'go')], {
        stop: ['[SUFFIX]'],
      }),
    ],
    ['the suffix of a completion', completion('x', { suffix: '// Path: secrets/a.js\ny' })],
    [
      'one of several prompts',
      completion('a\n// secrets/a.js\nx', { promptList: ['a', '// secrets/a.js\nx'] }),
    ],
    ['the words of a plain completion', completion('Explain the file secrets/a.js to me')],
    ['a search result', chat([user(opaque({ type: 'search_result', source: 'secrets/a.txt' }))])],
    [
      "a server tool's result",
      chat([
        user(opaque({ type: 'mcp_tool_result', content: [{ type: 'text', text: 'secrets/a.txt:3: K' }] })),
      ]),
    ],
    [
      "a custom tool's input",
      chat([user(opaque({ type: 'custom', custom: { name: 'sh', input: 'cat secrets/a' } }))]),
    ],
    [
      'the head of a document without a title',
      chat([user({ type: 'document', source: { kind: 'text', text: 'secrets/a.txt\nK' } })]),
    ],
  ];
  for (const [name, request] of cases) {
    it(name, () => {
      assert.equal(answering(request), 'local/m');
    });
  }

  for (const [name, input] of [
    ['a path above a piece of text', 'secrets/a.txt\nKEY=1'],
    ['a fence', '```js secrets/a.js\nKEY\n```'],
    ['a snippet comment', '// Path: secrets/a.js\n// src/b.js\nKEY'],
  ] as const) {
    it(`${name} to be embedded`, () => {
      assert.equal(answering(embeddings(input)), 'policy_violation');
    });
  }

  it('and nothing else', () => {
    assert.equal(answering(completion('x', { suffix: 'const secrets = 1;' })), 'a/a');
    assert.equal(answering(embeddings('const secrets = "a"')), 'a/a');
    assert.equal(
      answering(chat([user(opaque({ type: 'search_result', source: 'https://secrets.example.com' }))])),
      'a/a',
    );
  });
});
