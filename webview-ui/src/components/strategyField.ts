import { html, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import type { StrategyText } from '../model/strategies.ts';
import { fieldValue } from './events.ts';
import './field.ts';

/**
 * The choice of a strategy, with a sentence that says what the chosen one does.
 * @param choose takes the chosen strategy
 */
export function renderStrategy(
  label: string,
  strategies: readonly StrategyText[],
  chosen: string,
  choose: (strategy: string) => void,
): TemplateResult {
  const sentence = strategies.find(({ strategy }) => strategy === chosen)?.sentence ?? '';
  return html`
    <mux-field label=${label} hint=${sentence}>
      <vscode-single-select
        label=${label}
        .value=${chosen}
        @change=${(event: Event) => choose(fieldValue(event))}
      >
        ${strategies.map(
          ({ strategy, name }) =>
            html`<vscode-option value=${strategy} ?selected=${strategy === chosen}>${name}</vscode-option>`,
        )}
      </vscode-single-select>
    </mux-field>
  `;
}
