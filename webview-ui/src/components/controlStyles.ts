import { css } from 'lit';

/** Small buttons that are an icon alone, badges and rows of buttons. */
export const controlStyles = css`
  .icon-button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    width: 24px;
    height: 24px;
    padding: 0;
    border: 1px solid transparent;
    border-radius: 5px;
    background: none;
    color: var(--vscode-icon-foreground, var(--vscode-foreground));
    cursor: pointer;
  }
  .icon-button:hover:not(:disabled, [aria-disabled='true']) {
    background: var(--vscode-toolbar-hoverBackground);
  }
  .icon-button:hover:not(:disabled, [aria-disabled='true'], :focus-visible) {
    outline: 1px dashed var(--vscode-toolbar-hoverOutline, transparent);
    outline-offset: -1px;
  }
  .icon-button:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .icon-button[aria-pressed='true'] {
    background: var(--vscode-inputOption-activeBackground);
    border-color: var(--vscode-inputOption-activeBorder, transparent);
    color: var(--vscode-inputOption-activeForeground, var(--vscode-foreground));
  }
  .icon-button:disabled,
  .icon-button[aria-disabled='true'] {
    opacity: 0.35;
    cursor: default;
  }
  .link-button {
    padding: 0;
    border: 0;
    background: none;
    font: inherit;
    color: var(--vscode-textLink-foreground);
    cursor: pointer;
    text-align: start;
  }
  .link-button:hover {
    text-decoration: underline;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  .icons {
    display: flex;
    align-items: center;
    gap: 2px;
  }
  .tag {
    padding: 0 6px;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 9px;
    background: var(--vscode-badge-background);
    color: var(--vscode-badge-foreground);
    font-size: 0.85em;
    line-height: 1.5;
    white-space: nowrap;
  }
`;
