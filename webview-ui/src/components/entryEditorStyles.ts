import { css } from 'lit';

/** Sections below each other, fields side by side where there is room. */
export const entryEditorStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 20px;
  }
  .head,
  .section-head {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    align-items: baseline;
  }
  .head {
    align-items: center;
  }
  .section-head {
    margin-bottom: 8px;
  }
  .id {
    font-weight: 400;
    font-size: 0.85em;
  }
  .columns {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(260px, 100%), 1fr));
    gap: 16px;
  }
  mux-rule-list {
    margin-bottom: 12px;
  }
`;
