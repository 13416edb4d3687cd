import { css } from 'lit';

/** The table of requests: quiet lines, numbers that stand below each other, fewer columns where there is less room. */
export const requestListStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    container-type: inline-size;
  }
  .head,
  .line {
    display: grid;
    grid-template-columns:
      104px minmax(160px, 2.2fr) minmax(80px, 1fr) minmax(100px, 1.6fr) 66px 96px 74px
      60px;
    gap: 0 14px;
    align-items: center;
    padding: 0 12px;
  }
  .head {
    height: 28px;
    border-bottom: 1px solid var(--vscode-settings-headerBorder, var(--vscode-widget-border, transparent));
    color: var(--vscode-descriptionForeground);
    font-size: 0.92em;
  }
  .scroller {
    position: relative;
    flex: 1 1 auto;
    min-height: 0;
    overflow-y: auto;
    contain: strict;
  }
  .scroller:focus-visible {
    outline: none;
  }
  .space {
    position: relative;
    width: 100%;
  }
  .line {
    position: absolute;
    top: 0;
    left: 0;
    width: 100%;
    height: 30px;
    cursor: pointer;
    white-space: nowrap;
    contain: strict;
  }
  .running .line {
    position: relative;
    cursor: default;
  }
  .running {
    border-bottom: 1px solid var(--vscode-settings-headerBorder, var(--vscode-widget-border, transparent));
  }
  .line > * {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .line:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .line.open {
    background: var(--vscode-list-inactiveSelectionBackground);
    color: var(--vscode-list-inactiveSelectionForeground, inherit);
    outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
    outline-offset: -1px;
  }
  .line.open .muted,
  .line.open .provider {
    color: inherit;
  }
  .scroller:focus-visible .line.active {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  /* In high contrast an open row has the same line around it. */
  .scroller:focus-visible .line.active.open {
    outline-width: 2px;
    outline-offset: -2px;
  }
  .number {
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  .time,
  .status {
    font-variant-numeric: tabular-nums;
  }
  .status {
    display: flex;
    gap: 6px;
    align-items: center;
  }
  .provider {
    color: var(--vscode-descriptionForeground);
  }
  .line .muted {
    color: var(--vscode-descriptionForeground);
  }
  .blank {
    height: 8px;
    border-radius: 4px;
    background: var(--vscode-list-inactiveSelectionBackground, var(--vscode-widget-border));
    opacity: 0.6;
  }
  .arrow {
    padding: 0 2px;
    color: var(--vscode-descriptionForeground);
  }
  .thumb {
    vertical-align: -2px;
  }
  @container (max-width: 840px) {
    .head,
    .line {
      grid-template-columns: 112px minmax(120px, 2fr) minmax(70px, 1fr) 66px 92px 70px;
    }
    .why,
    .tokens {
      display: none;
    }
  }
  @container (max-width: 640px) {
    .head,
    .line {
      grid-template-columns: 106px minmax(100px, 1fr) 62px 84px 64px;
      gap: 0 10px;
    }
    .client {
      display: none;
    }
  }
  @container (max-width: 480px) {
    .head,
    .line {
      grid-template-columns: minmax(0, 80px) minmax(0, 1fr) 50px 54px;
      gap: 0 8px;
      padding: 0 6px;
    }
    .cost,
    .provider {
      display: none;
    }
  }
`;
