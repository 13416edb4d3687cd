import { listPosition } from '../model/listPosition.ts';

/** The select boxes, which know where their list may open and do not look whether there is room. */
const selectBoxes: ReadonlySet<string> = new Set(['VSCODE-SINGLE-SELECT', 'VSCODE-MULTI-SELECT']);

/** Has the lists of select boxes open where they can be seen: a page ends with its editor, and nothing reaches beyond. */
export function placeLists(page: Document): void {
  for (const type of ['pointerdown', 'keydown'] as const) {
    page.addEventListener(type, (event) => place(event, page.documentElement.clientHeight), {
      capture: true,
    });
  }
}

function place(event: Event, viewportHeightPx: number): void {
  for (const element of event.composedPath()) {
    if (!(element instanceof HTMLElement) || !selectBoxes.has(element.tagName)) continue;
    element.setAttribute('position', listPosition(element.getBoundingClientRect(), viewportHeightPx));
  }
}
