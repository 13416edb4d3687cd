import { css } from 'lit';

/** How a row of the page of agents looks. */
export const agentRowStyles = css`
  :host {
    container-type: inline-size;
  }
  .line {
    display: grid;
    grid-template-columns: 20px minmax(0, 1fr) auto;
    gap: 2px 12px;
    align-items: center;
    padding: 8px 8px 8px 12px;
  }
  .line:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .name {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .about {
    overflow-wrap: anywhere;
  }
  .bad {
    color: color-mix(in srgb, var(--vscode-errorForeground) 70%, var(--vscode-foreground));
  }
  .buttons {
    display: flex;
    gap: 6px;
    align-items: center;
    justify-content: end;
  }
  .toggle {
    display: inline-flex;
    gap: 2px;
    align-items: center;
    padding: 2px 4px;
    white-space: nowrap;
  }
  .outcome,
  .more {
    margin-left: 32px;
    padding: 0 12px 10px 12px;
  }
  .outcome {
    display: flex;
    gap: 6px;
    align-items: flex-start;
    overflow-wrap: anywhere;
  }
  .outcome vscode-icon {
    flex: none;
    margin-top: 1px;
  }
  .outcome .done {
    color: var(--vscode-testing-iconPassed);
  }
  .limits {
    max-width: 80ch;
    margin-bottom: 10px;
    padding-left: 10px;
    border-left: 2px solid var(--vscode-editorWarning-foreground);
  }
  ol {
    display: flex;
    flex-direction: column;
    gap: 8px;
  }
  .step {
    max-width: 80ch;
  }
  .copy {
    display: flex;
    gap: 4px;
    align-items: flex-start;
    max-width: 100ch;
    margin-top: 4px;
    border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
    border-radius: 4px;
    background: var(--vscode-textCodeBlock-background);
  }
  pre {
    flex: 1;
    min-width: 0;
    max-height: 240px;
    margin: 0;
    padding: 5px 8px;
    overflow: auto;
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: 0.95em;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .copy .icon-button {
    flex: none;
    margin: 2px;
  }
  @container (max-width: 560px) {
    .line {
      grid-template-columns: 20px minmax(0, 1fr);
    }
    .buttons {
      grid-column: 2;
      justify-content: start;
      flex-wrap: wrap;
      margin-top: 4px;
    }
    .outcome,
    .more {
      margin-left: 20px;
    }
  }
`;
