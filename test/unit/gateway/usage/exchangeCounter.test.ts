import assert from 'node:assert/strict';
import type { ExchangeRecord } from '../../../../src/gateway/exchange/services.ts';
import { ExchangeCounter } from '../../../../src/gateway/usage/exchangeCounter.ts';
import { createLog } from '../../../../src/gateway/log.ts';
import { planOf } from '../../../helpers/planOf.ts';

function record(requestId: string, dropped: readonly string[], model = 'm'): ExchangeRecord {
  return {
    requestId,
    route: 'chat',
    outcome: 'answered',
    status: 200,
    stream: false,
    decision: {
      target: { provider: 'p', model },
      plan: planOf({ provider: 'p', model }),
      kind: 'chat',
      workspace: 'default',
      cause: 'named model',
      reason: 'named',
      files: [],
      warnings: [],
    },
    attempts: [],
    startedAtMs: 0,
    durationMs: 1,
    dropped,
  };
}

describe('ExchangeCounter', () => {
  const warningsOf = (...records: ExchangeRecord[]): string[] => {
    const lines: string[] = [];
    const log = createLog(
      (level, message) => lines.push(`${level} ${message}`),
      () => 'trace',
    );
    const counter = new ExchangeCounter(log, () => undefined);
    for (const one of records) counter.onExchange(one);
    return lines.filter((line) => line.startsWith('warn'));
  };

  it('warns of what a provider was not told, once for the same loss', () => {
    const same = ['thinking', 'top_k'];
    assert.deepEqual(
      warningsOf(record('1', same), record('2', same), record('3', ['seed']), record('4', same, 'other')),
      [
        'warn 1 p/m was not told thinking, top_k (x-muxgate-dropped)',
        'warn 3 p/m was not told seed (x-muxgate-dropped)',
        'warn 4 p/other was not told thinking, top_k (x-muxgate-dropped)',
      ],
    );
  });

  it('says nothing where nothing was lost', () => {
    assert.deepEqual(warningsOf(record('1', [])), []);
  });
});
