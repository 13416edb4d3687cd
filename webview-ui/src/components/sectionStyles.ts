import { css } from 'lit';

/** Parts that open and close, and headed parts of a page. */
export const sectionStyles = css`
  details > summary {
    padding: 4px 0;
    font-weight: 600;
    cursor: pointer;
  }
  .content {
    display: flex;
    flex-direction: column;
    gap: 14px;
    padding: 8px 0 12px 14px;
  }
  .content > p,
  .lead {
    max-width: 110ch;
  }
  @media (max-width: 480px) {
    .content {
      padding-left: 0;
    }
  }
`;
