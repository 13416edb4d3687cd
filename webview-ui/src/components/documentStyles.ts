import { css } from 'lit';

/** For the document itself: the page has its own margins, and colours that a high-contrast theme does not define. */
export const documentStyles = css`
  /* The head stands where it is, whether a page is longer than the editor or not. A narrow editor has no room to spare. */
  @media (min-width: 481px) {
    html {
      scrollbar-gutter: stable;
    }
  }
  body {
    padding: 0;
  }
  body.vscode-high-contrast {
    --vscode-button-secondaryBackground: transparent;
    --vscode-button-secondaryHoverBackground: transparent;
    --vscode-list-hoverBackground: transparent;
    --vscode-toolbar-hoverBackground: transparent;
  }
`;
