import { rm } from 'node:fs/promises';
import path from 'node:path';
import { inspect } from 'node:util';
import type { Context } from 'mocha';
import { repositoryRoot } from './repository.ts';
import { RunningVscode } from './runningVscode.ts';

const evidenceFolder = path.join(repositoryRoot, 'out/vscode-failures');

/** Mocha's root hooks for tests in a real VS Code: a failed test leaves screenshots and logs, and nothing is left running. */
export const mochaHooks = {
  async beforeAll(): Promise<void> {
    await rm(evidenceFolder, { recursive: true, force: true });
  },

  async afterEach(this: Context): Promise<void> {
    const test = this.currentTest;
    if (test?.state !== 'failed') return;
    for (const [index, vscode] of [...RunningVscode.all].entries()) {
      const folder = path.join(evidenceFolder, `${fileName(test.fullTitle())}-${index + 1}`);
      // The failure that matters is the test's own.
      await vscode
        .saveEvidence(folder)
        .catch((error: unknown) => process.stderr.write(`${inspect(error)}\n`));
      process.stderr.write(`      evidence: ${path.relative(repositoryRoot, folder)}\n`);
    }
  },

  async afterAll(): Promise<void> {
    await Promise.all([...RunningVscode.all].map((vscode) => vscode.close()));
  },
};

function fileName(title: string): string {
  return title.replace(/[^\w-]+/g, '-').slice(0, 100);
}
