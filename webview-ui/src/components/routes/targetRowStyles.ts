import { css } from 'lit';

/** A target on one line where there is room, else in two; how it stands is below. */
export const targetRowStyles = css`
  :host {
    container-type: inline-size;
  }
  .target {
    display: grid;
    grid-template-columns: 16px 20px minmax(18px, auto) minmax(180px, 2fr) minmax(120px, 1fr) auto auto;
    grid-template-areas:
      'handle enabled title model account weight icons'
      '. . . line line line line';
    gap: 4px 8px;
    align-items: center;
    padding: 8px 4px 8px 2px;
  }
  .enabled {
    grid-area: enabled;
  }
  .title {
    grid-area: title;
  }
  .model {
    grid-area: model;
    min-width: 0;
  }
  .lone .model {
    grid-column: model-start / account-end;
  }
  .account {
    grid-area: account;
    min-width: 0;
  }
  .weight {
    grid-area: weight;
    width: 84px;
  }
  .icons {
    grid-area: icons;
    justify-self: end;
  }
  .line {
    grid-area: line;
    display: flex;
    flex-wrap: wrap;
    gap: 2px 6px;
    align-items: center;
    color: var(--vscode-descriptionForeground);
    overflow-wrap: anywhere;
  }
  .standing {
    display: flex;
    gap: 6px;
    align-items: flex-start;
  }
  .standing mux-state-icon {
    flex: none;
    margin-top: 1px;
  }
  .bad {
    color: color-mix(in srgb, var(--vscode-errorForeground) 70%, var(--vscode-foreground));
  }
  .caption {
    display: none;
    margin-bottom: 2px;
    font-size: 0.9em;
    color: var(--vscode-descriptionForeground);
  }
  .off .model,
  .off .account,
  .off .weight {
    opacity: 0.75;
  }
  .more {
    grid-column: 4 / -1;
    display: flex;
    flex-direction: column;
    gap: 12px;
    padding: 6px 0 4px;
  }
  .more h4 {
    margin: 0 0 4px;
    font-size: 1em;
    font-weight: 600;
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(230px, 100%), 1fr));
    gap: 8px 12px;
    align-items: start;
  }
  @container (max-width: 620px) {
    .lone .model {
      grid-column: model;
    }
    .target {
      grid-template-columns: 16px 20px minmax(0, 1fr) minmax(0, 1fr);
      grid-template-areas:
        'handle enabled title icons'
        'handle . model model'
        'handle . account weight'
        'handle . line line';
      gap: 6px 8px;
    }
    .caption {
      display: block;
    }
    .weight {
      width: auto;
    }
    .more {
      grid-column: 2 / -1;
    }
  }
`;
