import { css } from 'lit';

/** Fields side by side where there is room. */
export const columnStyles = css`
  .columns {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr));
    gap: 16px;
  }
`;

/** An element of several fields, below each other or in columns. */
export const fieldGroupStyles = [
  columnStyles,
  css`
    :host {
      display: flex;
      flex-direction: column;
      gap: 16px;
    }
  `,
];
