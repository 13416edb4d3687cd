import * as l10n from '@vscode/l10n';
import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { UsageResult } from '../../../../src/protocol/usage.ts';
import { dollarText, periodText, shortCountText, spanText } from '../../model/amountTexts.ts';
import { dimensionName, measureName } from '../../model/usageColumns.ts';
import { firstTokenSeries, measuredText, stackedSeries } from '../../model/usageSeries.ts';
import { type UsageMeasure, usageMeasures, type UsageView } from '../../model/usageView.ts';
import { controlStyles } from '../controlStyles.ts';
import { emit } from '../events.ts';
import { renderPeriodTable } from './periodTable.ts';
import { renderSegments, segmentStyles } from '../segments.ts';
import { sharedStyles } from '../sharedStyles.ts';
import { tableStyles } from '../tableStyles.ts';
import './usageChart.ts';

/** The charts of a range, or their numbers as tables. Emits `mux-look` with what of the view changes. */
export class UsageCharts extends LitElement {
  static override properties: PropertyDeclarations = {
    result: { attribute: false },
    view: { attribute: false },
  };
  static override styles = [
    sharedStyles,
    controlStyles,
    segmentStyles,
    tableStyles,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        align-items: center;
        justify-content: space-between;
        margin-bottom: 8px;
      }
      section + section {
        margin-top: 24px;
      }
      .scroller {
        max-height: 300px;
        overflow-y: auto;
      }
    `,
  ];
  declare result: UsageResult;
  declare view: UsageView;

  override render(): TemplateResult {
    const { view, result } = this;
    const periods = result.buckets.map(({ start }) => periodText(start));
    const of = result.step === 'hour' ? l10n.t('Hour') : l10n.t('Day');
    const { measure } = view;
    const bars = {
      label: l10n.t('{0} by {1}', measureName(measure), dimensionName(result.by).toLowerCase()),
      periods,
      series: stackedSeries(result, measure),
      totals: result.buckets.map(({ total }) => measuredText(measure, total)),
    };
    const lines = {
      label: l10n.t('Time to first token'),
      periods,
      series: firstTokenSeries(result),
    };
    return html`
      <section aria-label=${bars.label}>
        <div class="head">
          <h2>${bars.label}</h2>
          <div class="actions">
            ${renderSegments({
              label: l10n.t('What the bars show'),
              choices: usageMeasures.map((value) => ({ value, text: measureName(value) })),
              chosen: measure,
              choose: (chosen: UsageMeasure) => emit(this, 'mux-look', { measure: chosen }),
            })}
            ${this.#renderToggle()}
          </div>
        </div>
        ${
          view.isTable
            ? renderPeriodTable({ ...bars, of })
            : html`<mux-usage-chart
                kind="bars"
                label=${bars.label}
                .periods=${periods}
                .series=${bars.series}
                .totals=${bars.totals}
                .axisFormat=${measure === 'cost' ? dollarText : shortCountText}
              ></mux-usage-chart>`
        }
      </section>
      <section aria-label=${lines.label}>
        <div class="head"><h2>${lines.label}</h2></div>
        ${
          view.isTable
            ? renderPeriodTable({ ...lines, of })
            : html`<mux-usage-chart
                kind="lines"
                label=${lines.label}
                .periods=${periods}
                .series=${lines.series}
                .axisFormat=${spanText}
              ></mux-usage-chart>`
        }
      </section>
    `;
  }

  #renderToggle(): TemplateResult {
    const { isTable } = this.view;
    return html`
      <button
        class="link-button"
        aria-pressed=${isTable ? 'true' : 'false'}
        @click=${() => emit(this, 'mux-look', { isTable: !isTable })}
      >
        ${isTable ? l10n.t('Show as Charts') : l10n.t('Show as Tables')}
      </button>
    `;
  }
}

customElements.define('mux-usage-charts', UsageCharts);
