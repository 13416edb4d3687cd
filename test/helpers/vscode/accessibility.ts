import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { RunOptions } from 'axe-core';
import type { FrameLocator } from 'playwright-core';
import { ownFrame } from './ownFrame.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[];
}

/**
 * What axe-core finds wrong in a webview's page as it stands, a line each; none when all is well.
 * @param rules only these of axe's rules; all by default
 */
export async function accessibilityProblems(
  frame: FrameLocator,
  rules?: readonly string[],
): Promise<string[]> {
  const page = await ownFrame(frame);
  // Through the debugger: the page's own policy lets in no other script.
  if (await page.evaluate<boolean>(`typeof axe === "undefined"`))
    await page.evaluate(`${axeSource}; undefined`);
  const options: RunOptions = {
    iframes: false,
    resultTypes: ['violations'],
    ...(rules === undefined ? {} : { runOnly: { type: 'rule', values: [...rules] } }),
  };
  // VS Code paints the background behind a webview, where axe cannot see it.
  const violations: Violation[] = await page.evaluate(`(async () => {
    const { body, documentElement } = document;
    const isSideBar = !documentElement.querySelector('mux-settings');
    body.style.backgroundColor = isSideBar ? 'var(--vscode-sideBar-background)' : 'var(--vscode-editor-background)';
    const { violations } = await axe.run(document, ${JSON.stringify(options)});
    return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })) }));
  })()`);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary = '' }) =>
        `${id} (${help}): ${JSON.stringify(target)} ${failureSummary.replace(/\s+/g, ' ')}`,
    ),
  );
}
