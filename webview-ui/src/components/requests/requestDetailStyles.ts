import { css } from 'lit';

/** Everything of one request: short sections, captions in a quiet colour, numbers that stand below each other. */
export const requestDetailStyles = css`
  :host {
    overflow-y: auto;
    padding: 4px 4px 16px 20px;
  }
  header {
    display: flex;
    gap: 8px;
    align-items: flex-start;
    justify-content: space-between;
  }
  h2 {
    font-size: 1.25em;
    font-weight: 600;
  }
  .sub {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 10px;
    margin-top: 2px;
  }
  .sub mux-state-icon {
    vertical-align: -3px;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
    margin: 12px 0 4px;
  }
  section {
    margin-top: 18px;
  }
  h3 {
    margin-bottom: 6px;
    font-size: 0.92em;
    font-weight: 600;
    letter-spacing: 0.02em;
    color: var(--vscode-descriptionForeground);
  }
  .failure {
    margin-top: 12px;
    padding: 8px 10px;
    border-inline-start: 3px solid var(--vscode-errorForeground);
    background: var(--vscode-inputValidation-errorBackground, transparent);
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(112px, 1fr));
    gap: 10px 16px;
  }
  dt {
    font-size: 0.92em;
    color: var(--vscode-descriptionForeground);
  }
  dd {
    font-size: 1.1em;
    font-variant-numeric: tabular-nums;
  }
  .attempt {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 2px 12px;
    padding: 4px 0;
  }
  .attempt .took {
    font-variant-numeric: tabular-nums;
  }
  .track {
    grid-column: 1 / -1;
    position: relative;
    height: 6px;
    border-radius: 3px;
    background: var(--vscode-list-inactiveSelectionBackground, transparent);
    outline: 1px solid var(--vscode-contrastBorder, transparent);
  }
  .piece {
    position: absolute;
    top: 0;
    height: 6px;
    min-width: 3px;
    border-radius: 3px;
    background: var(--vscode-charts-blue);
  }
  .piece.failed,
  .piece.refused {
    background: var(--vscode-charts-red);
  }
  .piece.cancelled {
    background: var(--vscode-charts-yellow);
  }
  .first {
    position: absolute;
    top: -3px;
    width: 2px;
    height: 12px;
    background: var(--vscode-foreground);
  }
  .attempt .error {
    grid-column: 1 / -1;
    font-size: 0.92em;
  }
  .again {
    margin-top: 12px;
    padding: 10px 12px;
    border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
    border-radius: 6px;
  }
  .again h3 {
    color: inherit;
    font-size: 1em;
  }
  .tags {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin-top: 4px;
  }
  .id {
    margin-top: 20px;
    font-size: 0.9em;
    user-select: all;
  }
`;
