import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  costText,
  periodText,
  shareText,
  shortCountText,
  spanText,
} from '../../../../webview-ui/src/model/amountTexts.ts';
import { providerToday } from '../../../../webview-ui/src/model/providerToday.ts';
import { comparisonSentences, savedText } from '../../../../webview-ui/src/model/savingsTexts.ts';
import {
  groupsWithCalls,
  sortedGroups,
  usageColumns,
} from '../../../../webview-ui/src/model/usageColumns.ts';
import { usageFile } from '../../../../webview-ui/src/model/usageFile.ts';
import { stackedSeries } from '../../../../webview-ui/src/model/usageSeries.ts';
import { initialUsageView, questionOf, readUsageView } from '../../../../webview-ui/src/model/usageView.ts';
import { usageAmounts, usageResult } from '../../../helpers/usageResult.ts';

const known = (costUsd: number) => ({ requests: 2, costUsd, knownCosts: 2 });
const unknown = { requests: 1, unknownCosts: 1 };

describe('Amounts in words', () => {
  it('never counts what has no known price as nothing', () => {
    assert.equal(costText(usageAmounts(known(1.5))), '$1.50');
    assert.equal(costText(usageAmounts(unknown)), 'unknown');
    assert.equal(costText(usageAmounts({ ...known(1.5), unknownCosts: 1 })), '$1.50 + unknown');
    assert.equal(costText(usageAmounts()), '$0.00');
  });

  it('are as short as they can be read', () => {
    assert.deepEqual([undefined, 812.4, 1449, 45_000, 150_000].map(spanText), [
      '–',
      '812 ms',
      '1.4 s',
      '45 s',
      '2.5 min',
    ]);
    assert.deepEqual([1_234_567, 999].map(shortCountText), ['1.2M', '999']);
    assert.deepEqual([shareText(1, 3), shareText(1, 1000), shareText(0, 0)], ['33%', '0.1%', '0%']);
    assert.deepEqual(['2026-11-21', '2026-11-21T09'].map(periodText), ['Nov 21', '09:00']);
  });
});

describe('The series of the bars', () => {
  const keys = ['a/1', 'b/2', 'c/3', 'd/4', 'e/5', 'f/6', 'g/7'];
  const groups = keys.map((key, index) => ({
    key,
    ...usageAmounts({ requests: index + 1, knownCosts: 1, costUsd: 10 - index }),
  }));
  const result = usageResult({
    groups,
    buckets: [
      { start: '2026-11-20', total: usageAmounts(), groups: [] },
      { start: '2026-11-21', total: usageAmounts(), groups },
    ],
  });

  it('are the largest, and all others as one', () => {
    const series = stackedSeries(result, 'cost');
    assert.deepEqual(
      series.map(({ name, values, isRest }) => [name, values[1], isRest]),
      [
        ['a/1', 10, undefined],
        ['b/2', 9, undefined],
        ['c/3', 8, undefined],
        ['d/4', 7, undefined],
        ['e/5', 6, undefined],
        ['2 others', 9, true],
      ],
    );
    assert.deepEqual(
      stackedSeries(result, 'requests').map(({ name }) => name),
      ['c/3', 'd/4', 'e/5', 'f/6', 'g/7', '2 others'],
    );
  });

  it('say what is unknown, and nothing where nothing was asked', () => {
    const one = { key: 'corp/m', ...usageAmounts(unknown) };
    const [series] = stackedSeries(
      usageResult({
        groups: [one],
        buckets: [...result.buckets.slice(0, 1), { start: 'x', total: one, groups: [one] }],
      }),
      'cost',
    );
    assert.deepEqual(series?.texts, ['', 'unknown']);
  });
});

describe('The breakdown', () => {
  it('sorts by what a heading says, with what has no value last', () => {
    const groups = [
      { key: 'b', ...usageAmounts({ firstTokenP50Ms: 10 }) },
      { key: 'c', ...usageAmounts() },
      { key: 'A', ...usageAmounts({ firstTokenP50Ms: 30 }) },
    ];
    const column = usageColumns().find(({ name }) => name === 'First token');
    const keys = (isDescending: boolean, by: typeof column): string[] =>
      sortedGroups(groups, by, isDescending).map(({ key }) => key);
    assert.deepEqual(keys(true, column), ['A', 'b', 'c']);
    assert.deepEqual(keys(false, column), ['b', 'A', 'c']);
    assert.deepEqual(keys(false, undefined), ['A', 'b', 'c']);
  });
});

describe('Failed calls in the breakdown', () => {
  const failing = { key: 'b/2', calls: 2, failedCalls: 2 };
  const result = usageResult({
    groups: [{ key: 'a/1', ...usageAmounts({ requests: 2 }) }],
    calls: [{ key: 'a/1', calls: 4, failedCalls: 1 }, failing],
  });

  it('stand at their provider, also at one that never answered', () => {
    const column = usageColumns(result.calls).find(({ name }) => name === 'Failed calls');
    assert.deepEqual(
      groupsWithCalls(result).map((group) => [group.key, column?.text(group)]),
      [
        ['a/1', '1 (25%)'],
        ['b/2', '2 (100%)'],
      ],
    );
  });

  it('are left out where rows have no calls of their own', () => {
    assert.ok(!usageColumns(undefined).some(({ name }) => name === 'Failed calls'));
  });
});

describe('A file of what is shown', () => {
  const group = { key: 'corp/m,"x"', ...usageAmounts(unknown) };
  const result = usageResult({ buckets: [{ start: '2026-11-21', total: group, groups: [group] }] });

  it('has a row a day and group, with nothing where nothing is known', () => {
    const [head, row] = usageFile(result, 'csv').split('\r\n');
    assert.match(head ?? '', /^day,model,requests,errors,.*,cost_usd,/);
    assert.equal(row, '2026-11-21,"corp/m,""x""",1,0,0,0,0,0,,0,1,,,');
  });

  it('is JSON with null where nothing is known', () => {
    const [row] = JSON.parse(usageFile(result, 'json')) as Record<string, unknown>[];
    assert.equal(row?.['cost_usd'], null);
    assert.equal(row['unknown_costs'], 1);
  });

  it('holds no formula that a spreadsheet would run', () => {
    const evil = { ...group, key: '=cmd()' };
    const file = usageFile(usageResult({ buckets: [{ start: 'd', total: evil, groups: [evil] }] }), 'csv');
    assert.match(file, /d,'=cmd\(\),1/);
  });
});

describe('Savings', () => {
  const compared = {
    outcome: 'compared',
    model: 'x/big',
    wouldBeUsd: 10,
    wasUsd: 4,
    requests: 3,
    leftOut: 2,
    lacksCachePrice: true,
    isTiered: true,
  } as const;

  it('say what they are made of and what is not in them', () => {
    assert.deepEqual(savedText(compared), { value: '$6.00', about: 'against x/big for everything' });
    const text = comparisonSentences(compared).join('\n');
    for (const part of [
      '3 answers cost $4.00',
      'Saved: $6.00 (60%)',
      'no promise',
      'no known price for cached',
      'prompts are long',
      '2 answers are left out',
    ])
      assert.ok(text.includes(part), part);
  });

  it('say that the other model would have been cheaper', () => {
    const cheap = { ...compared, wouldBeUsd: 1 };
    assert.equal(savedText(cheap).value, '-$3.00');
    assert.match(comparisonSentences(cheap).join(), /would have been \$3.00 cheaper/);
  });

  it('invent no price', () => {
    assert.equal(savedText({ outcome: 'unknown price', model: 'x/y' }).value, 'unknown');
    assert.match(
      comparisonSentences({ outcome: 'unknown price', model: 'x/y' }).join(),
      /Nobody knows what x\/y costs/,
    );
  });
});

describe('What a provider did today', () => {
  const result = usageResult({
    groups: [{ key: 'openai', ...usageAmounts({ ...known(1.2), requests: 120 }) }],
    calls: [
      { key: 'openai', calls: 124, failedCalls: 4 },
      { key: 'anthropic', calls: 4, failedCalls: 4 },
    ],
  });

  it('is its answers, their cost and how many of its calls failed', () => {
    assert.equal(providerToday(result, 'openai'), '120 requests today · cost $1.20 · 3% of its calls failed');
    assert.equal(providerToday(result, 'anthropic'), '0 requests today · 100% of its calls failed');
    assert.equal(providerToday(result, 'ollama'), undefined);
  });
});

describe('How usage is looked at', () => {
  it('is taken up again, and begins anew where it is not understood', () => {
    const view = { ...initialUsageView, by: 'client', range: { kind: 'month' }, compareWith: 'a/b' } as const;
    assert.deepEqual(readUsageView(JSON.parse(JSON.stringify(view))), view);
    assert.deepEqual(
      readUsageView({ by: 'moon', range: { kind: 'days', days: -1 }, filter: 3 }),
      initialUsageView,
    );
    assert.deepEqual(readUsageView(undefined), initialUsageView);
    assert.deepEqual(questionOf(view), {
      range: { kind: 'month' },
      by: 'client',
      filter: {},
      compareWith: 'a/b',
    });
  });
});
