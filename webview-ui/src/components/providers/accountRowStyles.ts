import { css } from 'lit';

/** An account on one line where there is room, else below each other; how it stands is below. */
export const accountRowStyles = css`
  :host {
    container-type: inline-size;
  }
  .account {
    display: grid;
    grid-template-columns: 16px 20px minmax(120px, 1fr) minmax(150px, 1.4fr) auto;
    grid-template-areas:
      'handle enabled name key icons'
      '. . line line line';
    gap: 4px 8px;
    align-items: start;
    padding: 8px 4px 8px 2px;
  }
  .handle,
  .enabled,
  .icons {
    margin-top: 20px;
  }
  .enabled {
    grid-area: enabled;
  }
  .name {
    grid-area: name;
    min-width: 0;
  }
  .key {
    grid-area: key;
    min-width: 0;
  }
  .icons {
    grid-area: icons;
    justify-self: end;
  }
  .line {
    grid-area: line;
    display: flex;
    flex-wrap: wrap;
    gap: 2px 8px;
    align-items: center;
    color: var(--vscode-descriptionForeground);
    overflow-wrap: anywhere;
  }
  .line .grow {
    flex: 1 1 200px;
  }
  .line .link-button {
    margin-inline-start: auto;
    padding-inline: 4px;
  }
  .caption {
    display: block;
    margin-bottom: 2px;
    font-size: 0.9em;
    color: var(--vscode-descriptionForeground);
  }
  .off .name > :not(.caption),
  .off .key > :not(.caption) {
    opacity: 0.75;
  }
  .more {
    grid-column: 3 / -1;
    padding: 6px 8px 4px 0;
  }
  @container (max-width: 520px) {
    .account {
      grid-template-columns: 16px 20px minmax(0, 1fr) auto;
      grid-template-areas:
        'handle enabled . icons'
        'handle name name name'
        'handle key key key'
        'handle line line line';
      gap: 6px 8px;
    }
    .handle,
    .enabled,
    .icons {
      margin-top: 0;
    }
    .more {
      grid-column: 2 / -1;
    }
  }
`;
