/** What is needed of the document. */
export interface FocusedPage {
  readonly body: unknown;
  readonly activeElement: unknown;
  hasFocus(): boolean;
  readonly defaultView: Pick<EventTarget, 'addEventListener'> | null;
}

/** What is needed of an element. */
export interface Focusable {
  readonly isConnected: boolean;
  focus(options?: { readonly preventScroll?: boolean }): void;
}

/**
 * Gives an element the focus. While the person is elsewhere, in a quick pick of VS Code say, which would close, it is left there: the
 * element has the focus when the person comes back and nothing else of the page has it.
 */
export function focusWhenThere(element: Focusable, page: FocusedPage): void {
  if (page.hasFocus()) {
    element.focus();
    return;
  }
  const onReturn = (): void => {
    if (element.isConnected && page.activeElement === page.body) element.focus({ preventScroll: true });
  };
  page.defaultView?.addEventListener('focus', onReturn, { once: true });
}
