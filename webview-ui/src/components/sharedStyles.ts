import { css } from 'lit';

/** What every component looks like: VS Code's fonts and colours, one rhythm of 4 px, focus always visible. */
export const sharedStyles = css`
  :host {
    box-sizing: border-box;
    display: block;
    font-family: var(--vscode-font-family);
    font-size: var(--vscode-font-size, 13px);
    line-height: 1.45;
    color: var(--vscode-foreground);
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h2 {
    font-size: 1.15em;
    font-weight: 600;
    color: var(--vscode-settings-headerForeground, var(--vscode-foreground));
  }
  h3 {
    font-size: 1em;
    font-weight: 600;
  }
  a {
    color: var(--vscode-textLink-foreground);
    text-decoration: none;
    cursor: pointer;
  }
  a:hover {
    text-decoration: underline;
  }
  :focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  .muted {
    color: var(--vscode-descriptionForeground);
  }
  .mono {
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: 0.95em;
  }
  /* Light themes' red alone is too pale for text. */
  .error {
    color: color-mix(in srgb, var(--vscode-errorForeground) 70%, var(--vscode-foreground));
  }
  .row {
    display: flex;
    align-items: center;
    gap: 8px;
    flex-wrap: wrap;
  }
  .grow {
    flex: 1 1 auto;
    min-width: 0;
  }
  .break {
    overflow-wrap: anywhere;
  }
  .screen-reader {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  vscode-textfield,
  vscode-textarea,
  vscode-single-select {
    display: block;
    width: 100%;
  }
  vscode-button[secondary] {
    --vscode-button-border: var(--vscode-button-secondaryBorder, transparent);
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none !important;
      animation: none !important;
    }
  }
`;
