import * as l10n from '@vscode/l10n';
import { sameJson } from '../../protocol/sameJson.ts';
import { ClientError } from './clientError.ts';
import type { ClientAddress, ConfigTarget } from './connector.ts';
import { type ConfigPath, isEmptyContainer, isTable } from './text/configPath.ts';
import { ConfigSyntaxError } from './text/configSyntaxError.ts';
import { type ConfigFormat, type ConfigText, openConfigText } from './text/configText.ts';

/** One value that was written, and what was there before: what taking it back needs. */
export interface WrittenEdit {
  readonly path: ConfigPath;
  readonly after: unknown;
  /** Absent: nothing was there. */
  readonly before?: unknown;
  /** How many first parts of the path were there: the tables after them were made for us. */
  readonly depthThere: number;
}

/** The text of a file with an address written into it. */
export interface ChangedText {
  readonly text: string;
  /** Those that changed something. */
  readonly edits: readonly WrittenEdit[];
}

/**
 * Writes an address into the text of a client's file.
 * @param text undefined: there is no file yet
 * @throws {ClientError} naming file and line when the text cannot be read
 */
export function changeText(
  target: ConfigTarget,
  text: string | undefined,
  address: ClientAddress,
): ChangedText {
  let config = openFile(target.path, target.format, text ?? '');
  const original = config;
  const edits: WrittenEdit[] = [];
  for (const { path, value, keepsExisting } of target.edits(address, (at) => original.get(at))) {
    const before = config.get(path);
    const stays = keepsExisting === true && before !== undefined;
    if (stays || sameJson(before, value)) continue;
    edits.push({ path, after: value, before, depthThere: depthThere(config, path) });
    config = config.set(path, value);
  }
  return { text: config.text, edits };
}

/** What taking an address back gives. */
export interface RestoredText {
  readonly text: string;
  /** Nothing is left in it. */
  readonly isEmpty: boolean;
  /** Values that the user has changed since; they stay as they are. */
  readonly kept: readonly ConfigPath[];
}

/**
 * Puts back what was there before, value by value; everything else in the text stays as it is by now.
 * @throws {ClientError} naming file and line when the text cannot be read
 */
export function restoreText(
  file: { readonly path: string; readonly format: ConfigFormat },
  text: string,
  edits: readonly WrittenEdit[],
): RestoredText {
  let config = openFile(file.path, file.format, text);
  const kept: ConfigPath[] = [];
  for (const edit of edits.toReversed()) {
    const now = config.get(edit.path);
    // A table or an item that we added is ours, whatever was changed inside of it.
    const isOurs = edit.before === undefined && isTable(edit.after) && isTable(now);
    if (!isOurs && !sameJson(now, edit.after)) {
      if (!sameJson(now, edit.before)) kept.push(edit.path);
      continue;
    }
    config = config.set(edit.path, edit.before);
    if (edit.before === undefined) config = withoutEmptyTables(config, edit);
  }
  return { text: config.text, isEmpty: config.isEmpty, kept };
}

/** @throws {ClientError} naming file and line when the text is not of the format */
export function openFile(path: string, format: ConfigFormat, text: string): ConfigText {
  try {
    return openConfigText(format, text);
  } catch (error) {
    if (!(error instanceof ConfigSyntaxError)) throw error;
    throw new ClientError(
      l10n.t(
        '{0} has an error in line {1} ({2}). Correct it, then try again.',
        path,
        error.line,
        error.reason,
      ),
    );
  }
}

function withoutEmptyTables(config: ConfigText, { path, depthThere: depth }: WrittenEdit): ConfigText {
  let cleaned = config;
  for (let length = path.length - 1; length > depth; length -= 1) {
    const table = path.slice(0, length);
    const value = cleaned.get(table);
    if (value !== undefined && !isEmptyContainer(value)) break;
    cleaned = cleaned.set(table, undefined);
  }
  return cleaned;
}

function depthThere(config: ConfigText, path: ConfigPath): number {
  for (let length = 1; length <= path.length; length += 1) {
    if (config.get(path.slice(0, length)) === undefined) return length - 1;
  }
  return path.length;
}
