import assert from 'node:assert/strict';
import type { OrderStrategy } from '../../../../src/config/routeSchema.ts';
import {
  expectedAnswerMs,
  orderByStrategy,
  type OrderSources,
} from '../../../../src/gateway/routes/orderByStrategy.ts';
import { seededRandom } from '../../../helpers/seededRandom.ts';

interface Item {
  readonly id: string;
  readonly usd?: number;
  readonly tokens?: number;
  readonly leftUsd?: number;
  readonly answerMs?: number;
  readonly estimatedUsd?: number;
  readonly weight?: number;
  readonly liking?: number;
}

function order(strategy: OrderStrategy, items: Item[], sources: Partial<OrderSources> = {}): string {
  const ordered = orderByStrategy(
    items,
    strategy,
    {
      used: ({ usd, tokens = 0 }) => ({ usd, tokens }),
      leftUsd: ({ leftUsd }) => leftUsd,
      answerMs: ({ answerMs }) => answerMs,
      estimatedUsd: ({ estimatedUsd }) => estimatedUsd,
      weight: ({ weight = 1 }) => weight,
      liking: ({ liking = 1 }) => liking,
    },
    { turn: 0, random: () => 0.5, ...sources },
  );
  return ordered.map(({ id }) => id).join(' ');
}

describe('orderByStrategy', () => {
  it('keeps the order written with priority, and of items that measure the same with every strategy', () => {
    const items = [{ id: 'b' }, { id: 'a' }, { id: 'c' }];
    for (const strategy of [
      'priority',
      'least-used',
      'budget-aware',
      'fastest',
      'cheapest',
      'random',
    ] as const) {
      assert.equal(order(strategy, items), 'b a c', strategy);
    }
  });

  it('begins with the next one at each turn with round-robin', () => {
    const items = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
    assert.equal(order('round-robin', items, { turn: 0 }), 'a b c');
    assert.equal(order('round-robin', items, { turn: 1 }), 'b c a');
    assert.equal(order('round-robin', items, { turn: 5 }), 'c a b');
  });

  it('takes what is liked twice as well for twice as quick and twice as cheap', () => {
    const items = [
      { id: 'quick', answerMs: 1000, estimatedUsd: 1, liking: 0.5 },
      { id: 'liked', answerMs: 3000, estimatedUsd: 3, liking: 2 },
      { id: 'other', answerMs: 1900, estimatedUsd: 1.9 },
    ];
    assert.equal(order('fastest', items), 'liked other quick');
    assert.equal(order('cheapest', items), 'liked other quick');
    assert.equal(order('priority', items), 'quick liked other');
  });

  it('still tries first what was not measured, however it is liked', () => {
    const items = [
      { id: 'known', answerMs: 10, liking: 2 },
      { id: 'new', liking: 0.5 },
    ];
    assert.equal(order('fastest', items), 'new known');
  });

  it('draws what is liked twice as well twice as often', () => {
    const random = seededRandom(7);
    const sources = { random: () => random.integer(1_000_000) / 1_000_000 };
    const items = [{ id: 'a' }, { id: 'b', liking: 2 }];
    let first = 0;
    for (let draw = 0; draw < 6000; draw++) if (order('random', items, sources).startsWith('b')) first++;
    assert.ok(Math.abs(first / 6000 - 2 / 3) < 0.03, `${first}`);
  });

  it('takes who spent least first with least-used, whatever the tokens', () => {
    const items = [
      { id: 'a', usd: 2, tokens: 1 },
      { id: 'b', usd: 0.5, tokens: 900 },
      { id: 'c', usd: 1, tokens: 5 },
    ];
    assert.equal(order('least-used', items), 'b c a');
  });

  it('counts tokens with least-used as soon as the spend of one is unknown or flat', () => {
    const items = [
      { id: 'a', usd: 2, tokens: 10 },
      { id: 'b', usd: 0.5, tokens: 900 },
      { id: 'flat', tokens: 50 },
    ];
    assert.equal(order('least-used', items), 'a flat b');
  });

  it('takes what has most left first with budget-aware, and what has no budget before that', () => {
    const items = [{ id: 'a', leftUsd: 1 }, { id: 'b', leftUsd: 3 }, { id: 'c' }];
    assert.equal(order('budget-aware', items), 'c b a');
  });

  it('takes what answers soonest first with fastest, and measures what was not measured', () => {
    const items = [{ id: 'a', answerMs: 900 }, { id: 'b', answerMs: 300 }, { id: 'new' }];
    assert.equal(order('fastest', items), 'new b a');
  });

  it('takes the least estimate first with cheapest, and unknown prices last', () => {
    const items = [{ id: 'unknown' }, { id: 'a', estimatedUsd: 0.02 }, { id: 'flat', estimatedUsd: 0 }];
    assert.equal(order('cheapest', items), 'flat a unknown');
  });

  it('draws by weight with random, for the first place and for the ones behind it', () => {
    const random = seededRandom(7);
    const sources = { random: () => random.integer(1_000_000) / 1_000_000 };
    const items = [
      { id: 'a', weight: 1 },
      { id: 'b', weight: 3 },
      { id: 'c', weight: 6 },
    ];
    const orders = Array.from({ length: 10_000 }, () => order('random', items, sources).split(' '));
    const share = (place: number, id: string): number =>
      orders.filter((ids) => ids[place] === id).length / orders.length;
    assert.ok(Math.abs(share(0, 'a') - 0.1) < 0.02);
    assert.ok(Math.abs(share(0, 'b') - 0.3) < 0.02);
    assert.ok(Math.abs(share(0, 'c') - 0.6) < 0.02);
    const afterC = orders.filter(([first]) => first === 'c');
    const secondB = afterC.filter(([, second]) => second === 'b').length / afterC.length;
    assert.ok(Math.abs(secondB - 0.75) < 0.02);
  });

  it('asks nothing of a single item', () => {
    const never = (): never => {
      throw new Error('asked');
    };
    const measures = { used: never, leftUsd: never, answerMs: never, estimatedUsd: never, weight: never };
    const items = ['only'];
    assert.equal(orderByStrategy(items, 'cheapest', measures, { turn: 0, random: never }), items);
  });
});

describe('expectedAnswerMs', () => {
  const percentiles = (p50: number) => ({ p50, p95: p50, p99: p50, count: 9 });

  it('adds the time of the answer at its speed to the time to the first token', () => {
    const prior = { firstTokenMs: percentiles(400), tokensPerSecond: percentiles(50) };
    assert.equal(expectedAnswerMs(prior, 100), 2400);
  });

  it('is the time to the first token where the speed is not known, and nothing where that is not', () => {
    assert.equal(expectedAnswerMs({ firstTokenMs: percentiles(400) }, 100), 400);
    assert.equal(expectedAnswerMs({ tokensPerSecond: percentiles(50) }, 100), undefined);
  });
});
