import { type FSWatcher, watch } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { ConfigScope } from './configScope.ts';
import { parseConfigText } from './parseConfigText.ts';

/** A configuration file that cannot be read at all. */
export class ConfigFileError extends Error {
  override readonly name = 'ConfigFileError';
}

export interface LoadedConfigFile {
  readonly scope: ConfigScope;
  readonly text: string;
  /** Set when others than the owner can read a file that holds keys: what to do about it. */
  readonly permissionWarning?: string;
}

/**
 * Reads a headless configuration file.
 * @throws ConfigFileError when it cannot be read, ConfigSyntaxError when it is no JSON object
 */
export async function loadConfigFile(file: string): Promise<LoadedConfigFile> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new ConfigFileError(
      `${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
  const parsed = parseConfigText(text);
  return {
    text,
    scope: { kind: 'file', value: parsed.value, lineOf: (path) => parsed.lineOf(path) },
    permissionWarning: await permissionWarning(file, text),
  };
}

/** Files with literal keys must be the owner's alone; Windows has no such mode bits. */
async function permissionWarning(file: string, text: string): Promise<string | undefined> {
  const holdsKey = /"(apiKey|accessKeys)"\s*:\s*\[?\s*"(?!\$\{env:)[^"]+"/.test(text);
  if (!holdsKey || process.platform === 'win32') return undefined;
  const { mode } = await stat(file);
  return (mode & 0o077) === 0
    ? undefined
    : `${file} holds keys and others can read it; run: chmod 600 ${file}`;
}

/**
 * Watches a file through its folder, so that editors which replace files are seen too.
 * @param onChange called after each burst of changes with the new text; not called when the text is the same
 * @returns stops watching
 */
export function watchConfigFile(
  file: string,
  initialText: string,
  onChange: () => void,
  settleMs = 50,
): { close(): void } {
  const path = resolve(file);
  let lastText = initialText;
  let timer: NodeJS.Timeout | undefined;
  const check = async (): Promise<void> => {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text === undefined || text === lastText) return;
    lastText = text;
    onChange();
  };
  const watcher: FSWatcher = watch(dirname(path), { persistent: false }, (_event, name) => {
    if (name !== null && name !== basename(path)) return;
    clearTimeout(timer);
    timer = setTimeout(() => void check(), settleMs);
  });
  return {
    close: () => {
      clearTimeout(timer);
      watcher.close();
    },
  };
}
