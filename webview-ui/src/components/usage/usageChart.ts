import * as l10n from '@vscode/l10n';
import {
  css,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
  unsafeCSS,
} from 'lit';
import '../../languageTag.ts';
import uPlot from 'uplot';
import uplotStyles from 'uplot/dist/uPlot.min.css';
import type { UsageSeries } from '../../model/usageSeries.ts';
import { type ChartColors, readChartColors } from './chartColors.ts';
import { chartOptions } from './chartOptions.ts';
import './chartSwatch.ts';
import { announce } from '../events.ts';
import { sharedStyles } from '../sharedStyles.ts';

export type ChartKind = 'bars' | 'lines';

/** A chart over time: stacked bars or lines, with what is pointed at beside it; arrow keys walk through it. */
export class UsageChart extends LitElement {
  static override properties: PropertyDeclarations = {
    kind: {},
    label: {},
    periods: { attribute: false },
    series: { attribute: false },
    totals: { attribute: false },
    axisFormat: { attribute: false },
    pointed: { state: true },
    colors: { state: true },
  };
  static override styles = [
    sharedStyles,
    unsafeCSS(uplotStyles),
    css`
      :host {
        position: relative;
        min-width: 0;
      }
      .plot {
        height: 220px;
        overflow: hidden;
        border-radius: 4px;
      }
      :host([kind='lines']) .plot {
        height: 150px;
      }
      .uplot {
        font-family: inherit;
        width: auto;
      }
      .u-cursor-x {
        border-right: 1px solid color-mix(in srgb, var(--vscode-foreground) 45%, transparent) !important;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 14px;
        margin-top: 6px;
      }
      .legend li {
        display: flex;
        gap: 6px;
        align-items: center;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .tip {
        position: absolute;
        z-index: 5;
        top: 8px;
        max-width: min(400px, 75%);
        padding: 6px 10px;
        border: 1px solid var(--vscode-editorHoverWidget-border, var(--vscode-contrastBorder, transparent));
        border-radius: 4px;
        background: var(--vscode-editorHoverWidget-background);
        color: var(--vscode-editorHoverWidget-foreground, var(--vscode-foreground));
        box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
        pointer-events: none;
      }
      .tip dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: 2px 8px;
        align-items: center;
        margin-top: 4px;
      }
      .tip dt {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .tip dd {
        text-align: end;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
    `,
  ];
  declare kind: ChartKind;
  declare label: string;
  /** What each value is of, in words. */
  declare periods: readonly string[];
  declare series: readonly UsageSeries[];
  /** The sum of each period as it is read; absent: none is shown. */
  declare totals: readonly string[] | undefined;
  declare axisFormat: (value: number) => string;
  /** Which period is pointed at. */
  declare pointed: number | undefined;
  declare colors: ChartColors | undefined;
  #plot: uPlot | undefined;
  readonly #sizes = new ResizeObserver(() => this.#fit());
  /** VS Code says a theme in the classes and the style of the document. */
  readonly #themes = new MutationObserver(() => (this.colors = readChartColors(this)));

  override connectedCallback(): void {
    super.connectedCallback();
    this.colors = readChartColors(this);
    this.#themes.observe(document.documentElement, { attributeFilter: ['style', 'class'] });
    this.#themes.observe(document.body, { attributeFilter: ['class'] });
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#themes.disconnect();
    this.#sizes.disconnect();
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  override updated(changed: PropertyValues<this>): void {
    if (['series', 'periods', 'kind', 'colors'].some((name) => changed.has(name as keyof UsageChart)))
      this.#draw();
  }

  override render(): TemplateResult {
    return html`
      <div
        class="plot"
        tabindex="0"
        role="group"
        aria-roledescription=${l10n.t('chart')}
        aria-label=${l10n.t('{0}. Use the arrow keys to read its values.', this.label)}
        @keydown=${this.#onKey}
        @blur=${() => this.#point(undefined)}
      ></div>
      ${this.#renderTip()}
      <ul class="legend" aria-label=${l10n.t('Legend')}>
        ${this.series.map(
          (one, index) => html`<li>${this.#renderSwatch(one, index)} <span>${one.name}</span></li>`,
        )}
      </ul>
    `;
  }

  #renderSwatch({ isRest }: UsageSeries, index: number): TemplateResult {
    return html`<mux-chart-swatch
      .colors=${this.colors}
      .index=${isRest === true ? undefined : index}
      .kind=${this.kind}
    ></mux-chart-swatch>`;
  }

  #renderTip(): TemplateResult | typeof nothing {
    const { pointed } = this;
    const period = pointed === undefined ? undefined : this.periods[pointed];
    if (pointed === undefined || period === undefined || this.#plot === undefined) return nothing;
    const plot = this.#plot;
    const left = plot.over.offsetLeft + plot.valToPos(pointed, 'x');
    const isRight = left > this.clientWidth / 2;
    const offset = pixels((isRight ? this.clientWidth - left : left) + 14);
    const values = this.#values(pointed);
    const total = this.totals?.[pointed];
    return html`
      <div class="tip" .style=${`${isRight ? 'right' : 'left'}: ${offset}`} aria-hidden="true">
        <strong>${period}</strong>
        <dl>
          ${values.map(
            ({ one, index, text }) => html`
              ${this.#renderSwatch(one, index)}
              <dt>${one.name}</dt>
              <dd>${text}</dd>
            `,
          )}
          ${
            total === undefined || values.length === 1
              ? nothing
              : html`<span></span>
                  <dt><strong>${l10n.t('Total')}</strong></dt>
                  <dd><strong>${total}</strong></dd>`
          }
        </dl>
      </div>
    `;
  }

  #values(pointed: number): { readonly one: UsageSeries; readonly index: number; readonly text: string }[] {
    return this.series.flatMap((one, index) => {
      const text = one.texts[pointed] ?? '';
      return text === '' ? [] : [{ one, index, text }];
    });
  }

  #draw(): void {
    const { colors } = this;
    const target = this.renderRoot.querySelector<HTMLElement>('.plot');
    if (target === null || colors === undefined) return;
    this.#plot?.destroy();
    const { options, data } = chartOptions({
      ...this.#parts(),
      colors,
      width: target.clientWidth,
      height: target.clientHeight,
      onPoint: (index) => (this.pointed = index),
    });
    this.#plot = new uPlot(options, data, target);
  }

  #parts(): Pick<UsageChart, 'kind' | 'periods' | 'series' | 'axisFormat'> & { readonly font: string } {
    const { kind, periods, series, axisFormat } = this;
    const { fontFamily } = getComputedStyle(this);
    return { kind, periods, series, axisFormat, font: ['11px', fontFamily].join(' ') };
  }

  #fit(): void {
    const target = this.renderRoot.querySelector<HTMLElement>('.plot');
    if (target === null || this.#plot === undefined || this.#plot.width === target.clientWidth) return;
    this.#plot.setSize({ width: target.clientWidth, height: target.clientHeight });
  }

  #point(index: number | undefined): void {
    this.pointed = index;
    const left = index === undefined ? -10 : (this.#plot?.valToPos(index, 'x') ?? -10);
    this.#plot?.setCursor({ left, top: index === undefined ? -10 : 10 }, false);
  }

  #onKey = (event: KeyboardEvent): void => {
    const last = this.periods.length - 1;
    const now = this.pointed;
    const next = {
      ArrowRight: now === undefined ? 0 : Math.min(last, now + 1),
      ArrowLeft: now === undefined ? last : Math.max(0, now - 1),
      Home: 0,
      End: last,
      Escape: undefined,
    };
    if (!Object.hasOwn(next, event.key)) return;
    event.preventDefault();
    this.#point(next[event.key as keyof typeof next]);
    if (this.pointed === undefined) return;
    const values = this.#values(this.pointed).map(({ one, text }) => `${one.name}: ${text}`);
    announce(
      this,
      [this.periods[this.pointed], ...(values.length === 0 ? [l10n.t('nothing')] : values)].join(', '),
    );
  };
}

function pixels(length: number): string {
  return String(length).concat('px');
}

customElements.define('mux-usage-chart', UsageChart);
