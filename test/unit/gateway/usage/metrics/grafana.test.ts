import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { MetricsObserver } from '../../../../../src/gateway/usage/metrics/metricsObserver.ts';
import { attemptOf, exchangeRecordOf, intentOf } from '../../../../helpers/exchangeRecords.ts';

interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly targets: readonly { readonly expr: string; readonly legendFormat: string }[];
  }[];
}

const dashboard = JSON.parse(
  readFileSync(new URL('../../../../../docs/grafana/muxgate.json', import.meta.url), 'utf8'),
) as Dashboard;
const targets = dashboard.panels.flatMap(({ targets }) => targets);

/** Every metric with its labels, as Prometheus would see them after a request that touches all of them. */
async function metricLabels(): Promise<Map<string, Set<string>>> {
  const observer = new MetricsObserver('1.2.3');
  const { decision } = exchangeRecordOf();
  assert.ok(decision);
  observer.onExchangeStart();
  observer.onExchange(
    exchangeRecordOf({
      decision: { ...decision, intent: intentOf('code_gen') },
      attempts: [attemptOf({ outcome: 'failed' }), attemptOf()],
      estimatedUsd: 1,
      overBudget: 'perDayUsd',
      downRouted: true,
      cached: false,
      decisionMs: 1,
    }),
  );
  observer.onExchange(exchangeRecordOf({ cost: { kind: 'unknown' } }));
  const { text } = await observer.read();
  const metrics = new Map(
    [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => [name, new Set<string>()]),
  );
  for (const [, name = '', labels = ''] of text.matchAll(
    /^(muxgate_\w+?)(?:_bucket|_sum|_count)?\{(.*)\} /gm,
  )) {
    for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) metrics.get(name)?.add(label);
  }
  return metrics;
}

const namesIn = (expr: string): string[] =>
  [...expr.matchAll(/muxgate_\w+/g)].map(([name]) => name.replace(/_bucket$/, ''));

describe('The Grafana dashboard', () => {
  it('has a panel for every metric', async () => {
    const shown = new Set(targets.flatMap(({ expr }) => namesIn(expr)));
    assert.deepEqual(
      [...(await metricLabels()).keys()].filter((name) => !shown.has(name)),
      [],
    );
  });

  it('shows no metric and no label that there is not', async () => {
    const known = await metricLabels();
    for (const { expr, legendFormat } of targets) {
      const labels = new Set(
        namesIn(expr).flatMap((name) => {
          const of = known.get(name);
          assert.ok(of, `${name} is no metric`);
          return [...of];
        }),
      );
      const grouped = [...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(', '));
      const chosen = [...expr.matchAll(/(\w+)="/g)].map(([, label = '']) => label);
      const shown = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label);
      for (const label of [...grouped, ...chosen])
        assert.ok(labels.has(label), `${label} is no label of ${expr}`);
      for (const label of shown) assert.ok(grouped.includes(label), `${label} is not grouped by in ${expr}`);
    }
  });
});
