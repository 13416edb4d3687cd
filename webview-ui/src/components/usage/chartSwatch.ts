import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { chartFill, type ChartColors } from './chartColors.ts';

const sizePx = 12;

/** The colour and pattern of a series, as it is drawn in its chart. */
export class ChartSwatch extends LitElement {
  static override properties: PropertyDeclarations = {
    colors: { attribute: false },
    index: { attribute: false },
    kind: { attribute: false },
  };
  static override styles = css`
    :host,
    canvas {
      display: block;
      flex: none;
      width: 12px;
      height: 12px;
      border-radius: 2px;
    }
  `;
  declare colors: ChartColors | undefined;
  declare index: number | undefined;
  declare kind: 'bars' | 'lines';

  override render(): TemplateResult {
    return html`<canvas aria-hidden="true"></canvas>`;
  }

  override updated(): void {
    const canvas = this.renderRoot.querySelector('canvas');
    const context = canvas?.getContext('2d');
    if (canvas === null || context === null || context === undefined || this.colors === undefined) return;
    const ratio = Math.max(1, Math.round(devicePixelRatio));
    canvas.width = sizePx * ratio;
    canvas.height = sizePx * ratio;
    const color = this.colors.series(this.index);
    context.lineWidth = 2 * ratio;
    context.strokeStyle = color;
    if (this.kind === 'lines') {
      if (this.index !== 0) context.setLineDash([4 * ratio, 3 * ratio]);
      context.beginPath();
      context.moveTo(0, canvas.height / 2);
      context.lineTo(canvas.width, canvas.height / 2);
      context.stroke();
      return;
    }
    context.fillStyle = chartFill(this.colors, this.index);
    context.fillRect(0, 0, canvas.width, canvas.height);
    if (this.colors.isHighContrast) context.strokeRect(0, 0, canvas.width, canvas.height);
  }
}

customElements.define('mux-chart-swatch', ChartSwatch);
