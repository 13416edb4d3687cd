import assert from 'node:assert/strict';
import type { ChatRequest } from '../../../../src/gateway/wire/exchange.ts';
import { ToolNames, toolNamesOf } from '../../../../src/gateway/wire/toolNames.ts';

const odd = [
  'fs.read',
  'fs/read',
  'mcp__server__' + 'x'.repeat(80),
  'mcp__server__' + 'x'.repeat(81),
  'größe',
  '',
];

describe('ToolNames', () => {
  it('leaves valid names alone', () => {
    const names = new ToolNames(['read_file', 'a-b', 'x'.repeat(64)]);
    for (const name of ['read_file', 'a-b', 'x'.repeat(64)]) {
      assert.equal(names.toUpstream(name), name);
      assert.equal(names.fromUpstream(name), name);
    }
  });

  it('writes every other name validly, each differently, and finds it again', () => {
    const names = new ToolNames(odd);
    const written = odd.map((name) => names.toUpstream(name));
    for (const name of written) assert.match(name, /^[a-zA-Z0-9_-]{1,64}$/);
    assert.equal(new Set(written).size, odd.length);
    assert.deepEqual(
      written.map((name) => names.fromUpstream(name)),
      odd,
    );
  });

  it('writes a name the same whatever other names there are', () => {
    assert.equal(new ToolNames(odd).toUpstream('fs.read'), new ToolNames(['fs.read']).toUpstream('fs.read'));
  });

  it('leaves a name that a model made up alone', () => {
    assert.equal(new ToolNames(odd).fromUpstream('unheard_of'), 'unheard_of');
  });

  it('knows the tools, the calls of the history and the chosen tool of a request', () => {
    const request: ChatRequest = {
      kind: 'chat',
      model: undefined,
      stream: false,
      includeUsage: false,
      messages: [
        {
          role: 'assistant',
          content: [{ type: 'toolCall', id: 'a', name: 'in.history', argumentsJson: '{}' }],
        },
      ],
      tools: [
        { type: 'function', name: 'in.tools' },
        { type: 'opaque', format: 'messages', value: { name: 'x' } },
      ],
      toolChoice: { type: 'tool', name: 'in.choice' },
      stop: [],
      extras: {},
    };
    const names = toolNamesOf(request);
    for (const name of ['in.history', 'in.tools', 'in.choice']) {
      assert.equal(names.fromUpstream(names.toUpstream(name)), name);
    }
  });
});
