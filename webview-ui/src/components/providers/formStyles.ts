import { css } from 'lit';
import { columnStyles } from './fieldGroupStyles.ts';

/** A form: one column of fields, side by side where there is room. */
export const formStyles = css`
  form {
    display: flex;
    flex-direction: column;
    gap: 16px;
    max-width: 760px;
    margin-top: 12px;
  }
  h2:focus {
    outline: none;
  }
  .back {
    display: inline-flex;
    gap: 4px;
    align-items: center;
  }
  ${columnStyles}
  .testing {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 12px;
    align-items: center;
  }
`;
