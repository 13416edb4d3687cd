import { focusWhenThere } from '../model/focusWhenThere.ts';

/** The element that has the focus, looked for inside shadow roots. */
export function focusedElement(root: DocumentOrShadowRoot = document): HTMLElement | undefined {
  const active = root.activeElement;
  if (!(active instanceof HTMLElement)) return undefined;
  return active.shadowRoot === null ? active : (focusedElement(active.shadowRoot) ?? active);
}

/** Gives an element of the page the focus, now or when the person is back on the page. */
export function giveFocus(element: HTMLElement | null | undefined): void {
  if (element !== null && element !== undefined) focusWhenThere(element, document);
}
