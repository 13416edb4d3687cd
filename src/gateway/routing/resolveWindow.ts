import { isAbsolutePath, pathWithin } from './files/filePath.ts';
import type { EditorWindow, WindowFolder } from './window.ts';
import type { WindowSource } from './windowSource.ts';

/** Where a request was found to belong. */
export interface WindowResolution {
  /** undefined: there are no windows. */
  readonly resolved?: ResolvedWindow;
  readonly warnings: readonly string[];
}

/** The window that a request belongs to, and how that was found. */
export interface ResolvedWindow {
  readonly window: EditorWindow;
  /** A phrase for people, e.g. `its folder holds the working directory /home/me/shop`. */
  readonly how: string;
  /** The request itself says so; false when the window was taken because it had the focus last. */
  readonly isCertain: boolean;
  /** The folder by which it was found. */
  readonly folder?: WindowFolder;
}

/** What the request says about where it comes from; the paths are only asked for when there are windows to compare them with. */
export interface WindowClues {
  readonly pinnedWindow: string | undefined;
  readonly workingDirectory: () => string | undefined;
  /** Paths in the prompt, the most telling first; all of them, or those of the newest turn. */
  readonly paths: (readAll: boolean) => Iterable<string>;
}

/**
 * Finds the window (design 4.1): `/window/{id}`, else the folder that holds the working directory, else the one that holds a
 * path of the prompt (the longest folder wins, of equals the one focused last), else the window focused last. An id that is
 * not known is reported in `warnings` and falls through. Undefined when there are no windows.
 */
export function resolveWindow(
  clues: WindowClues,
  windows: WindowSource,
  ignoreCase: boolean,
): WindowResolution {
  const { pinnedWindow } = clues;
  const pinned = pinnedWindow === undefined ? undefined : windows.get(pinnedWindow);
  if (pinned !== undefined) {
    return { resolved: { window: pinned, how: 'its id is in the address', isCertain: true }, warnings: [] };
  }
  const byFocus = windows.all().sort((one, other) => other.focusedAtMs - one.focusedAtMs);
  const resolved = findWindow(clues, byFocus, ignoreCase);
  const warnings =
    pinnedWindow === undefined
      ? []
      : [
          resolved === undefined
            ? `there is no window "${pinnedWindow}", and no other one`
            : `there is no window "${pinnedWindow}"; another was taken: ${resolved.how}`,
        ];
  return { resolved, warnings };
}

function findWindow(
  clues: WindowClues,
  byFocus: readonly EditorWindow[],
  ignoreCase: boolean,
): ResolvedWindow | undefined {
  const [focused] = byFocus;
  if (focused === undefined) return undefined;
  const directory = clues.workingDirectory();
  const byDirectory = directory === undefined ? undefined : windowOf(directory, byFocus, ignoreCase);
  if (byDirectory !== undefined) {
    return {
      ...byDirectory,
      how: `its folder holds the working directory ${directory ?? ''}`,
      isCertain: true,
    };
  }
  for (const path of clues.paths(byFocus.length > 1)) {
    const byPath = isAbsolutePath(path) ? windowOf(path, byFocus, ignoreCase) : undefined;
    if (byPath !== undefined) return { ...byPath, how: `its folder holds ${path}`, isCertain: true };
  }
  return { window: focused, how: 'it had the focus last', isCertain: false };
}

function windowOf(
  path: string,
  byFocus: readonly EditorWindow[],
  ignoreCase: boolean,
): { window: EditorWindow; folder: WindowFolder } | undefined {
  let best: { window: EditorWindow; folder: WindowFolder } | undefined;
  for (const window of byFocus) {
    for (const folder of window.context.folders) {
      const isInside = pathWithin(folder.path, path, ignoreCase) !== undefined;
      if (isInside && folder.path.length > (best?.folder.path.length ?? -1)) best = { window, folder };
    }
  }
  return best;
}
