import { css } from 'lit';

/** A rule on one line where there is room, else in two columns, else in one; what it matches stands below. */
export const ruleRowStyles = css`
  :host {
    container-type: inline-size;
  }
  .rule {
    display: grid;
    grid-template-columns:
      16px 20px minmax(20px, auto) 118px minmax(90px, 1.1fr) minmax(90px, 0.8fr) minmax(140px, 1.6fr)
      auto auto;
    grid-template-areas:
      'handle enabled title request files languages model local icons'
      '. . . line line line line line line';
    gap: 4px 8px;
    align-items: center;
    padding: 8px 4px 8px 2px;
  }
  .name {
    font-weight: 600;
  }
  .title .name {
    display: none;
  }
  .enabled {
    grid-area: enabled;
  }
  .title {
    grid-area: title;
    overflow-wrap: anywhere;
  }
  .request {
    grid-area: request;
  }
  .files {
    grid-area: files;
  }
  .languages {
    grid-area: languages;
  }
  .model {
    grid-area: model;
  }
  .local {
    grid-area: local;
    white-space: nowrap;
  }
  .icons {
    grid-area: icons;
  }
  .line {
    grid-area: line;
    display: flex;
    gap: 6px;
    align-items: center;
    color: var(--vscode-descriptionForeground);
    overflow-wrap: anywhere;
  }
  .line vscode-icon {
    flex: none;
  }
  .line .name {
    flex: 0 0 auto;
    max-width: 40%;
  }
  .line.matches vscode-icon {
    color: var(--vscode-testing-iconPassed);
  }
  .line.broken {
    color: color-mix(in srgb, var(--vscode-errorForeground) 70%, var(--vscode-foreground));
  }
  .more {
    grid-column: 4 / -1;
    display: flex;
    flex-direction: column;
    gap: 8px;
    padding-top: 4px;
  }
  .more .head {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(230px, 100%), 1fr));
    gap: 8px 12px;
    align-items: end;
  }
  .more .link-button {
    min-height: 26px;
  }
  .cell {
    min-width: 0;
  }
  .caption {
    display: none;
    margin-bottom: 2px;
    font-size: 0.9em;
    color: var(--vscode-descriptionForeground);
  }
  .more .caption {
    display: block;
  }
  .off .cell > :not(.caption),
  .off .title {
    opacity: 0.75;
  }
  @container (max-width: 860px) {
    .rule {
      grid-template-columns: 16px 20px minmax(0, 1fr) minmax(0, 1fr);
      grid-template-areas:
        'handle enabled title icons'
        'handle . request model'
        'handle . files languages'
        'handle . local local'
        'handle . line line';
      gap: 6px 8px;
    }
    .title .name {
      display: inline;
    }
    .line .name {
      display: none;
    }
    .icons {
      justify-self: end;
    }
    .caption {
      display: block;
    }
    .more {
      grid-column: 3 / -1;
    }
  }
  @container (max-width: 440px) {
    .more {
      grid-column: 2 / -1;
    }
    .rule {
      grid-template-columns: 16px 20px minmax(0, 1fr) auto;
      grid-template-areas:
        'handle enabled title icons'
        'handle request request request'
        'handle files files files'
        'handle languages languages languages'
        'handle model model model'
        'handle local local local'
        'handle line line line';
    }
  }
`;
