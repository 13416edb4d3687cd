import { css } from 'lit';

/** What pages share: a head with its buttons, a framed list, and what stands where there is nothing yet. */
export const pageStyles = css`
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    align-items: center;
    justify-content: space-between;
    margin-bottom: 12px;
  }
  .list {
    border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
    border-radius: 6px;
  }
  .empty {
    padding: 16px;
    border: 1px dashed var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
    border-radius: 6px;
  }
  .empty p {
    max-width: 60ch;
    margin: 4px 0 12px;
  }
`;
