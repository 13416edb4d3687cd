import assert from 'node:assert/strict';
import { dollarText } from '../../../../webview-ui/src/model/amountTexts.ts';
import { budgetLine, spentText } from '../../../../webview-ui/src/model/spendingTexts.ts';

const budget = { mode: 'hard', limitUsd: 40, spentUsd: 10, leftUsd: 28, resetsAtMs: 0 } as const;

describe('what was spent, in words', () => {
  it('shows small amounts with their digits', () => {
    assert.deepEqual([dollarText(0), dollarText(0.0042), dollarText(12.5)], ['$0.00', '$0.0042', '$12.50']);
  });

  it('never counts what has no known price as nothing', () => {
    const spent = { todayUsd: 0.5, monthUsd: 3, hasUnknown: false, hasUnknownToday: false };
    assert.equal(spentText(spent), 'Spent $0.50 today and $3.00 this month.');
    assert.match(spentText({ ...spent, hasUnknown: true }), /no known price/);
  });

  it('names each budget by what it is of, and shows what running requests hold as used', () => {
    const names = [
      'budget.perDayUsd',
      'providers.openai.budget.perMonthUsd',
      'providers.my.host.accounts.work.monthlyBudgetUsd',
      'workspaces.docs.budget.perDayUsd',
      'routes.strong.budget.perMonthUsd',
    ].map((path) => budgetLine({ ...budget, path }).name);
    assert.deepEqual(names, [
      'In total, per day',
      'openai, per month',
      'my.host, account work, per month',
      'workspace docs, per day',
      'route strong, per month',
    ]);
    const line = budgetLine({ ...budget, path: 'budget.perDayUsd' });
    assert.deepEqual([line.text, line.share], ['$10.00 of $40.00, $28.00 left', 0.3]);
    assert.match(
      budgetLine({ ...budget, path: 'budget.perDayUsd', resetsAtMs: new Date(2026, 10, 22).getTime() })
        .resets,
      /^begins anew on Nov 22, 2026, 12:00/,
    );
  });

  it('says when nothing is left', () => {
    const line = budgetLine({ ...budget, spentUsd: 41, leftUsd: 0, path: 'budget.perDayUsd' });
    assert.deepEqual([line.share, line.isSpent], [1, true]);
    assert.match(line.text, /nothing is left/);
  });
});
