import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { todayCostText, withTodayCost } from '../../../../src/editor/status/todayCost.ts';
import { gatewayStatus } from '../../../helpers/editor/gatewayStatus.ts';

describe("Today's cost in the status bar", () => {
  const spending = (todayUsd: number, hasUnknownToday = false) => ({
    todayUsd,
    monthUsd: 9,
    hasUnknown: true,
    hasUnknownToday,
    providers: [],
    budgets: [],
  });

  it('says cents, and that something was spent where it is less than one', () => {
    assert.equal(todayCostText(spending(1.234)), '$1.23');
    assert.equal(todayCostText(spending(0.004)), '<$0.01');
    assert.equal(todayCostText(spending(0)), '$0.00');
  });

  it('marks what nobody knows the price of, and never calls it nothing', () => {
    assert.equal(todayCostText(spending(1.234, true)), '$1.23 + unknown');
    assert.equal(todayCostText(spending(0, true)), 'unknown cost');
  });

  it('stands behind the model, for eyes and ears, where the gateway listens', () => {
    const view = {
      icon: 'arrow-swap',
      text: 'gpt-5',
      label: 'Muxgate: openai/gpt-5',
      isWarning: false,
    } as const;
    const line = { ...view, command: 'muxgate.switchModel' } as const;
    const status = gatewayStatus({ spending: spending(2) });
    const { text, label } = withTodayCost(line, {
      ...status,
      gateway: { phase: 'listening', port: 1, host: 'h' },
    });
    assert.equal(text, 'gpt-5 · $2.00');
    assert.equal(label, 'Muxgate: openai/gpt-5, spent today: $2.00');
    assert.equal(withTodayCost(line, { ...status, gateway: { phase: 'starting' } }).text, 'gpt-5');
  });
});
