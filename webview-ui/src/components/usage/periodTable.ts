import { html, type TemplateResult } from 'lit';
import type { UsageSeries } from '../../model/usageSeries.ts';

/** A chart's numbers as a table, to be styled with `tableStyles`: a row a day or hour, the newest first, a column a series. */
export function renderPeriodTable(table: {
  readonly label: string;
  /** What the rows are of. */
  readonly of: string;
  readonly periods: readonly string[];
  readonly series: readonly UsageSeries[];
}): TemplateResult {
  const { label, of, periods, series } = table;
  const newest = periods.map((_, index) => periods.length - 1 - index);
  return html`
    <div class="scroller" tabindex="0" role="group" aria-label=${label}>
      <table aria-label=${label}>
        <thead>
          <tr>
            <th scope="col">${of}</th>
            ${series.map(({ name }) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${newest.map(
            (index) => html`
              <tr>
                <th scope="row">${periods[index]}</th>
                ${series.map(({ texts }) => html`<td>${texts[index] || '–'}</td>`)}
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
  `;
}
