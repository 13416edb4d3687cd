import type { ExchangeRow, LiveExchanges, RunningExchange } from '../../protocol/exchanges.ts';
import type { GatewayClient } from '../link/gatewayClient.ts';
import { type LiveNode, liveNodes } from './liveNodes.ts';

const shownRequests = 12;

/** What the side bar's view shows, kept up to date while it is visible. */
export class LiveTree {
  readonly #gateway: Pick<GatewayClient, 'status' | 'onStatus' | 'request' | 'watchExchanges'>;
  readonly #onChange: (node?: LiveNode) => void;
  #subscriptions: readonly { dispose(): void }[] = [];
  #running: readonly RunningExchange[] = [];
  #recent: readonly ExchangeRow[] = [];
  #nodes: readonly LiveNode[] = [];
  /** Of the node of what runs, which is drawn anew by itself. */
  #runningNodes: readonly LiveNode[] = [];
  /** The record could be read. */
  #isRead = false;

  constructor(
    gateway: Pick<GatewayClient, 'status' | 'onStatus' | 'request' | 'watchExchanges'>,
    onChange: (node?: LiveNode) => void,
  ) {
    this.#gateway = gateway;
    this.#onChange = onChange;
  }

  /** The view is shown, or no more. */
  setVisible(isVisible: boolean): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#subscriptions = [];
    this.#running = [];
    this.#isRead = false;
    if (!isVisible) return;
    this.#subscriptions = [
      this.#gateway.onStatus(() => {
        this.#draw();
        if (!this.#isRead) void this.#readRecent();
      }),
      this.#gateway.watchExchanges((live) => this.#receive(live)),
    ];
    void this.#readRecent();
    this.#draw();
  }

  nodes(): readonly LiveNode[] {
    return this.#nodes;
  }

  childrenOf(node: LiveNode): readonly LiveNode[] {
    return node.id === 'running' ? this.#runningNodes : (node.children ?? []);
  }

  /** Draws only what has changed: a line that is drawn anew below the pointer loses the click. */
  #draw(): void {
    const state = { status: this.#gateway.status, running: this.#running, recent: this.#recent };
    const before = this.#nodes;
    const nodes = liveNodes(state, Date.now());
    this.#runningNodes = nodes.find(({ id }) => id === 'running')?.children ?? [];
    if (withoutMovingNumbers(nodes) === withoutMovingNumbers(before)) {
      const running = before.find(({ id }) => id === 'running');
      if (running !== undefined) this.#onChange(running);
      return;
    }
    this.#nodes = nodes;
    this.#onChange();
  }

  #receive({ running, ended }: LiveExchanges): void {
    this.#running = running;
    this.#add(ended.toReversed());
    this.#draw();
  }

  async #readRecent(): Promise<void> {
    const { phase } = this.#gateway.status.gateway;
    if (phase === 'starting' || phase === 'crashed') return;
    this.#isRead = true;
    const answer = await this.#gateway
      .request('listExchanges', { filter: {}, limit: shownRequests })
      .catch(() => undefined);
    if (answer === undefined) return;
    const later = this.#recent;
    this.#recent = answer.rows;
    this.#add(later.filter(({ atMs }) => atMs > (answer.rows[0]?.atMs ?? 0)));
    this.#draw();
  }

  /** @param rows newest first */
  #add(rows: readonly ExchangeRow[]): void {
    const known = new Set(rows.map(({ id }) => id));
    this.#recent = [...rows, ...this.#recent.filter(({ id }) => !known.has(id))].slice(0, shownRequests);
  }
}

function withoutMovingNumbers(nodes: readonly LiveNode[]): string {
  return JSON.stringify(nodes.map((node) => (node.id === 'running' ? { ...node, children: [] } : node)));
}
