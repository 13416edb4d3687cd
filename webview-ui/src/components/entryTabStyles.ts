import { css } from 'lit';

/** Entries of a table (workspaces, routes) as a row of round buttons, the shown one marked. */
export const entryTabStyles = css`
  nav {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    align-items: center;
    margin-bottom: 20px;
  }
  .entry {
    display: inline-flex;
    gap: 6px;
    align-items: center;
    max-width: 100%;
    min-height: 26px;
    padding: 2px 10px;
    border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
    border-radius: 13px;
    background: none;
    color: var(--vscode-foreground);
    font: inherit;
    overflow-wrap: anywhere;
    text-align: start;
    cursor: pointer;
  }
  .entry:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .entry[aria-current='true'] {
    border-color: var(--vscode-focusBorder);
    background: var(--vscode-list-inactiveSelectionBackground);
    color: var(--vscode-list-inactiveSelectionForeground, var(--vscode-foreground));
  }
  .dot {
    color: var(--vscode-editorWarning-foreground);
  }
  .active {
    color: var(--vscode-testing-iconPassed);
  }
`;
