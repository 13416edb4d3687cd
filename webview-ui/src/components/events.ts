/** Tells the parents of an element that something happened. */
export function emit(element: EventTarget, name: string, detail?: unknown): void {
  element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}

/** The value of the field that an input or change event came from. */
export function fieldValue(event: Event): string {
  return (event.currentTarget as { value?: string } | null)?.value ?? '';
}

/** Whether the box that a change event came from is checked. */
export function isChecked(event: Event): boolean {
  return (event.currentTarget as { checked?: boolean } | null)?.checked ?? false;
}

/** Whether the part that a toggle event came from is open. */
export function isOpen(event: Event): boolean {
  return event.currentTarget instanceof HTMLDetailsElement && event.currentTarget.open;
}

/** Has a screen reader say something that changed on the screen only. */
export function announce(element: EventTarget, text: string): void {
  emit(element, 'mux-announce', text);
}
