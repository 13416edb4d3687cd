import { css, html, type TemplateResult } from 'lit';

/** For `renderSegments`. */
export const segmentStyles = css`
  .segments {
    display: inline-flex;
    flex-wrap: wrap;
    border: 1px solid
      var(
        --vscode-radio-inactiveBorder,
        var(--vscode-widget-border, var(--vscode-contrastBorder, transparent))
      );
    border-radius: 4px;
    overflow: hidden;
  }
  .segments button {
    padding: 3px 10px;
    border: 0;
    background: none;
    font: inherit;
    color: var(--vscode-foreground);
    cursor: pointer;
  }
  .segments button:hover {
    background: var(--vscode-radio-inactiveHoverBackground, var(--vscode-toolbar-hoverBackground));
  }
  .segments button[aria-pressed='true'] {
    background: var(--vscode-radio-activeBackground, var(--vscode-inputOption-activeBackground));
    color: var(--vscode-radio-activeForeground, var(--vscode-inputOption-activeForeground));
    box-shadow: inset 0 0 0 1px
      var(--vscode-radio-activeBorder, var(--vscode-inputOption-activeBorder, transparent));
  }
  .segments button:focus-visible {
    outline-offset: -2px;
  }
`;

/** A few choices beside each other, of which one holds. */
export function renderSegments<Value extends string>(parts: {
  readonly label: string;
  readonly choices: readonly { readonly value: Value; readonly text: string }[];
  readonly chosen: Value | undefined;
  readonly choose: (value: Value) => void;
}): TemplateResult {
  return html`
    <div class="segments" role="group" aria-label=${parts.label}>
      ${parts.choices.map(
        ({ value, text }) =>
          html`<button
            aria-pressed=${value === parts.chosen ? 'true' : 'false'}
            @click=${() => parts.choose(value)}
          >
            ${text}
          </button>`,
      )}
    </div>
  `;
}
