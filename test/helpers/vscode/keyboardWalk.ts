import type { FrameLocator, Page } from 'playwright-core';
import { ownFrame } from './ownFrame.ts';

/** What a person without a mouse meets in a webview's page. */
export interface KeyboardWalk {
  /** Every place where Tab stopped, in its order, as `role name`. */
  readonly stops: readonly string[];
  /** What is wrong, a line each; none when all is well. */
  readonly problems: readonly string[];
}

/**
 * Goes through a webview's page with Tab, from its beginning until the focus leaves it (in an open dialog: once around), and looks
 * whether every control in sight was reached in reading order and showed that it had the focus. Of a composite (tabs, a
 * toolbar) one control is enough: arrow keys reach the others.
 */
export async function walkByTab(page: Page, frame: FrameLocator): Promise<KeyboardWalk> {
  const inner = await ownFrame(frame);
  const { count, isModal }: { count: number; isModal: boolean } = await inner.evaluate(beginWalk);
  let hasLeft = false;
  for (let pressed = 0; pressed < 2 * count + 20 && !hasLeft; pressed++) {
    await page.keyboard.press('Tab');
    if (pressed % 4 === 3) hasLeft = !(await inner.evaluate<boolean>('document.hasFocus()'));
  }
  const walk: KeyboardWalk = await inner.evaluate(endWalk);
  if (isModal || hasLeft) return walk;
  return { ...walk, problems: [...walk.problems, 'Tab does not leave the page'] };
}

/** Evaluated in the page. How a control looks is remembered before it has the focus. */
const beginWalk = `(async () => {
  function* everything(root) {
    for (const element of root.querySelectorAll('*')) {
      yield element;
      if (element.shadowRoot) yield* everything(element.shadowRoot);
    }
  }
  const parentOf = (element) => element.assignedSlot ?? element.parentElement ?? element.getRootNode().host;
  const chain = (element) => {
    const all = [];
    for (let one = element; one; one = parentOf(one)) all.push(one);
    return all;
  };
  const roles = ['button', 'link', 'tab', 'checkbox', 'radio', 'switch', 'combobox', 'textbox', 'searchbox', 'slider', 'spinbutton', 'menuitem'];
  const native = 'button, a[href], input, select, textarea, summary, [tabindex]:not([tabindex="-1"])';
  const interactive = [native, ...roles.map((role) => '[role=' + role + ']')].join(', ');
  const name = (element) => {
    const shown = element.getAttribute('aria-label') ?? element.getAttribute('label') ?? element.innerText ?? '';
    const within = chain(element).find(({ localName }) => localName.startsWith('mux-'))?.localName ?? '';
    const host = element.getRootNode().host?.getAttribute('label') ?? '';
    return within + ' > ' + (element.getAttribute('role') ?? element.localName) + ' "' + (shown || host).trim().replace(/\\s+/g, ' ').slice(0, 40) + '"';
  };
  const isInSight = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && element.checkVisibility({ checkVisibilityCSS: true });
  };
  const isUsable = (element) =>
    !chain(element).some((one) => one.inert || one.disabled === true || one.getAttribute('aria-hidden') === 'true');
  const modal = [...everything(document)].find((element) => element.localName === 'dialog' && element.open);
  const controls = [...everything(document)].filter((element) =>
    element.matches(interactive) && isInSight(element) && isUsable(element) &&
    (!modal || chain(element).includes(modal)) && !chain(element).slice(1).some((one) => one.matches?.(interactive)));
  const look = (element) => chain(element).slice(0, 5).map((one) => {
    if (!(one instanceof Element)) return '';
    const active = one.getRootNode().getElementById?.(one.getAttribute('aria-activedescendant') ?? '');
    return [one, ...(active ? [active] : [])].map((each) => {
      const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor } = getComputedStyle(each);
      const hasOutline = outlineStyle !== 'none' && outlineWidth !== '0px';
      return [hasOutline ? outlineStyle + outlineWidth + outlineColor : '', boxShadow, borderColor].join();
    }).join();
  }).join(';');
  const focused = (root = document) => {
    const active = root.activeElement;
    return active?.shadowRoot?.activeElement ? focused(active.shadowRoot) : active;
  };
  const initial = focused();
  focused()?.blur();
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  const plain = new Map(controls.flatMap((control) => [control, ...everything(control), ...(control.shadowRoot ? everything(control.shadowRoot) : [])]).map((element) => [element, look(element)]));
  const reached = new Set();
  const stops = [];
  const problems = [];
  let before;
  const onKeyUp = ({ key }) => {
    if (key !== 'Tab') return;
    const element = focused();
    if (!element || element === document.body || reached.has(element)) return;
    for (const one of chain(element)) reached.add(one);
    stops.push(name(element));
    const normal = plain.get(element);
    if (normal === look(element)) problems.push('no focus ring: ' + name(element));
    const { left, top, bottom } = element.getBoundingClientRect();
    const here = { left, top: top + scrollY, bottom: bottom + scrollY };
    if (before && here.bottom <= before.top && here.left <= before.left) problems.push('back up: ' + name(element));
    before = here;
  };
  addEventListener('keyup', onKeyUp, true);
  const start = document.createElement('span');
  if (modal) {
    // A dialog has the focus in it when it opens.
    initial?.focus();
    for (const one of chain(initial)) reached.add(one);
    stops.push(name(initial));
  } else {
    start.tabIndex = -1;
    document.body.prepend(start);
    start.focus();
  }
  globalThis.muxEndWalk = () => {
    removeEventListener('keyup', onKeyUp, true);
    start.remove();
    const composite = '[role=tablist], [role=toolbar], [role=radiogroup], [role=listbox], [role=grid], [role=menu], [role=tree]';
    const isReached = (control) => reached.has(control) || (control.tabIndex < 0 &&
      chain(control).some((one) => one.matches?.(composite) && reached.has(one)));
    for (const control of controls) if (control.isConnected && !isReached(control)) problems.push('not reached: ' + name(control));
    return { stops, problems };
  };
  return { count: controls.length, isModal: modal !== undefined };
})()`;

const endWalk = 'globalThis.muxEndWalk()';
