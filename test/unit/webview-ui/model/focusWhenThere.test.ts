import assert from 'node:assert/strict';
import { focusWhenThere } from '../../../../webview-ui/src/model/focusWhenThere.ts';

/** A page whose window has the focus or not, and an element that knows how often it was given it. */
function setUp({ hasFocus }: { hasFocus: boolean }) {
  const defaultView = new EventTarget();
  const body = {};
  const page = { body, activeElement: body, hasFocus: () => hasFocus, defaultView };
  const element = {
    isConnected: true,
    count: 0,
    focus: () => {
      element.count++;
    },
  };
  const comeBack = (): boolean => defaultView.dispatchEvent(new Event('focus'));
  return { page, element, comeBack };
}

describe('giving an element of the page the focus', () => {
  it('does so at once while the person is on the page', () => {
    const { page, element, comeBack } = setUp({ hasFocus: true });
    focusWhenThere(element, page);
    assert.equal(element.count, 1);
    comeBack();
    assert.equal(element.count, 1);
  });

  it('does not take it from the editor, and does so when the person comes back', () => {
    const { page, element, comeBack } = setUp({ hasFocus: false });
    focusWhenThere(element, page);
    assert.equal(element.count, 0);
    comeBack();
    comeBack();
    assert.equal(element.count, 1);
  });

  it('leaves it to what has it by then, and to nothing where the element is gone', () => {
    const taken = setUp({ hasFocus: false });
    focusWhenThere(taken.element, taken.page);
    taken.page.activeElement = {};
    taken.comeBack();
    const gone = setUp({ hasFocus: false });
    focusWhenThere(gone.element, gone.page);
    gone.element.isConnected = false;
    gone.comeBack();
    assert.deepEqual([taken.element.count, gone.element.count], [0, 0]);
  });
});
