import type { Conditions } from '../../../config/conditionSchema.ts';
import { orList } from '../phrases.ts';
import type { WindowFolder } from '../window.ts';
import type { ConditionCheck, ConditionFacts } from './conditionCheck.ts';
import { compileNameGlobs } from './nameGlobs.ts';

type WantedDiagnostics = NonNullable<Conditions['diagnostics']>;

/** `branch`: globs on the git branch of the request's folder; for `localOnly`, of any folder of its window. */
export function branchCheck(patterns: readonly string[]): ConditionCheck | [] {
  const matches = compileNameGlobs(patterns);
  if (matches === undefined) return [];
  const isOn = (branch: string | null | undefined): boolean | undefined =>
    branch === undefined ? undefined : branch !== null && matches(branch);
  return {
    asks: `the branch ${orList(patterns)}`,
    test: (facts) => isOn(folderOf(facts)?.branch),
    covers: ({ window }) => {
      if (window === undefined) return undefined;
      const found = window.window.context.folders.map(({ branch }) => isOn(branch));
      return found.includes(true) || (found.includes(undefined) ? undefined : false);
    },
    found: (facts) => {
      const folder = folderOf(facts);
      if (folder?.branch === undefined) return 'no editor tells the branch';
      return folder.branch === null ? `${folder.name} is on none` : `${folder.name} is on ${folder.branch}`;
    },
  };
}

/** `diagnostics`: what VS Code reports for the active file. */
export function diagnosticsCheck(wanted: WantedDiagnostics): ConditionCheck {
  return {
    asks: diagnosticsTexts[wanted],
    test: ({ window }) => {
      const counts = window?.window.context.diagnostics;
      if (counts === undefined) return undefined;
      switch (wanted) {
        case 'errors':
          return counts.errors > 0;
        case 'warnings':
          return counts.errors + counts.warnings > 0;
        case 'none':
          return counts.errors + counts.warnings === 0;
      }
    },
    found: ({ window }) => {
      const counts = window?.window.context.diagnostics;
      if (counts === undefined) return 'there is no active file that is known';
      return `it has ${counted(counts.errors, 'error')} and ${counted(counts.warnings, 'warning')}`;
    },
  };
}

export const diagnosticsTexts: Readonly<Record<WantedDiagnostics, string>> = {
  errors: 'errors in the active file',
  warnings: 'errors or warnings in the active file',
  none: 'an active file without errors and warnings',
};

/** The folder that a request is about: the one that it was found by, else the active file's, else the window's first. */
function folderOf({ window }: ConditionFacts): WindowFolder | undefined {
  if (window === undefined) return undefined;
  const { folders, active } = window.window.context;
  const holding = folders.find(({ path, name }) => active?.folder === path || active?.folder === name);
  return window.folder ?? holding ?? folders[0];
}

function counted(count: number, noun: string): string {
  return count === 0 ? `no ${noun}` : `${count} ${noun}${count === 1 ? '' : 's'}`;
}
