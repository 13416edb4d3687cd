import assert from 'node:assert/strict';
import type { LiveNode } from '../../../../src/editor/sidebar/liveNodes.ts';
import { LiveTree } from '../../../../src/editor/sidebar/liveTree.ts';
import type { LiveExchanges, RunningExchange } from '../../../../src/protocol/exchanges.ts';
import { gatewayStatus } from '../../../helpers/editor/gatewayStatus.ts';

function running(outputTokens: number): RunningExchange {
  const atMs = Date.now();
  return { id: 'a', atMs, endpoint: 'chat', model: 'a/x', stream: true, bytes: 1, attempt: 1, outputTokens };
}

function setUp() {
  const drawn: (string | undefined)[] = [];
  const watchers = new Set<(live: LiveExchanges) => void>();
  const tree = new LiveTree(
    {
      status: gatewayStatus(),
      onStatus: () => ({ dispose: () => undefined }),
      watchExchanges: (listener) => {
        watchers.add(listener);
        return { dispose: () => void watchers.delete(listener) };
      },
      request: () => Promise.reject(new Error('there is no record')),
    },
    (node?: LiveNode) => drawn.push(node?.id),
  );
  const tell = (...exchanges: RunningExchange[]): void => {
    for (const watcher of watchers) watcher({ running: exchanges, ended: [] });
  };
  return { tree, drawn, tell, watchers };
}

describe("the side bar's tree", () => {
  it('draws only what runs anew while its numbers move, so that no click is lost', () => {
    const { tree, drawn, tell } = setUp();
    tree.setVisible(true);
    tell(running(1));
    drawn.length = 0;
    tell(running(5));
    tell(running(9));
    assert.deepEqual(drawn, ['running', 'running']);
    const node = tree.nodes().find(({ id }) => id === 'running');
    assert.ok(node);
    assert.match(tree.childrenOf(node)[0]?.description ?? '', /9 tokens/);
  });

  it('draws all when something begins or ends, and nothing when nothing changes', () => {
    const { tree, drawn, tell } = setUp();
    tree.setVisible(true);
    drawn.length = 0;
    tell();
    assert.deepEqual(drawn, []);
    tell(running(1));
    tell();
    assert.deepEqual(drawn, [undefined, undefined]);
  });

  it('watches only while it is shown', () => {
    const { tree, watchers } = setUp();
    tree.setVisible(true);
    tree.setVisible(true);
    assert.equal(watchers.size, 1);
    tree.setVisible(false);
    assert.equal(watchers.size, 0);
  });
});
