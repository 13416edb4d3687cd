import { css } from 'lit';

/** Tables of numbers: the first column names the row, the others stand on the right; too wide ones scroll by themselves. */
export const tableStyles = css`
  .scroller {
    overflow-x: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 5px 10px;
    text-align: end;
    white-space: nowrap;
  }
  th:first-child {
    padding-left: 0;
    text-align: start;
  }
  td:last-child,
  th:last-child {
    padding-right: 0;
  }
  thead th {
    position: sticky;
    z-index: 2;
    top: 0;
    background: var(--vscode-editor-background);
    font-weight: 400;
    color: var(--vscode-descriptionForeground);
    border-bottom: 1px solid var(--vscode-settings-headerBorder, var(--vscode-widget-border, transparent));
  }
  th:first-child {
    position: sticky;
    z-index: 1;
    left: 0;
    background: var(--vscode-editor-background);
  }
  thead th:first-child {
    z-index: 3;
  }
  tbody th {
    font-weight: 400;
  }
  tbody tr + tr > * {
    border-top: 1px solid color-mix(in srgb, var(--vscode-foreground) 8%, transparent);
  }
  tbody tr:hover > * {
    background: var(--vscode-list-hoverBackground);
  }
`;
