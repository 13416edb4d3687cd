import type { Frame, FrameLocator } from 'playwright-core';

/** The frame itself that a locator finds, where scripts can be evaluated that the page's own policy would not let in. */
export async function ownFrame(frame: FrameLocator): Promise<Frame> {
  const body = await frame.locator('body').elementHandle();
  const owner = await body.ownerFrame();
  if (!owner) throw new Error('the webview has no page');
  return owner;
}
