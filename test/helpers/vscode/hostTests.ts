import path from 'node:path';
import type Mocha from 'mocha';
import type { Editor } from './editor.ts';
import { repositoryRoot } from './repository.ts';

/** One test that ran inside the extension host. */
export interface HostTestResult {
  fullTitle: string;
  state: 'passed' | 'failed' | 'skipped';
  /** The stack of what a failed test threw. */
  error?: string;
}

/** Runs mocha inside the window's extension host over all test/vscode/host/*.test.ts, and returns each test's result. */
export function runHostTests(editor: Editor): Promise<HostTestResult[]> {
  return editor.evaluate(
    async (vscode, manifest: string) => {
      const companion = vscode.extensions.getExtension('muxgate.muxgate-test-companion');
      if (!companion) throw new Error('the companion extension is not installed');
      const { createRequire } = process.getBuiltinModule('node:module');
      const MochaClass = createRequire(manifest)('mocha') as typeof Mocha;

      const mocha = new MochaClass({ timeout: 30_000, reporter: 'min' });
      mocha.addFile(`${companion.extensionPath}/hostTests.cjs`);
      const results: HostTestResult[] = [];
      await new Promise<void>((resolve) => {
        const runner = mocha.run(() => resolve());
        runner.on('pass', (test) => results.push({ fullTitle: test.fullTitle(), state: 'passed' }));
        runner.on('pending', (test) => results.push({ fullTitle: test.fullTitle(), state: 'skipped' }));
        runner.on('fail', (test, error: Error) =>
          results.push({ fullTitle: test.fullTitle(), state: 'failed', error: error.stack ?? error.message }),
        );
      });
      return results;
    },
    path.join(repositoryRoot, 'package.json'),
  );
}
