import { isObject, parseObject } from '../../wire/json.ts';
import type { JsonObject, JsonValue } from '../../wire/json.ts';
import { cleanPath } from './filePath.ts';
import type { FoundFile } from './foundFile.ts';
import { patchFiles } from './patchFiles.ts';
import { isToolScript, scriptFiles } from './scriptFiles.ts';
import { shellFiles } from './shellFiles.ts';

/** Argument names that hold a path, in any spelling: `file_path`, `filePath`, `paths`, `target_file`, `notebook_path` … */
const pathKey =
  /^(?:(?:absolute|relative|target|source|old|new|notebook|abs|from|to|input|output|workspace|relative_workspace)_)*(?:file|files|filename|path|paths|file_path|file_paths|filepath|dir|dir_path|directory|uri|destination|cwd|workdir)$/;
const commandKey = /^(?:command|commands|cmd|script|code)$/;
const patchKey = /^(?:patch|patch_text|input|diff|content|command|cmd)$/;
const deepest = 5;

/**
 * Files that a tool call is about, from its arguments as the model wrote them: Read, Edit and Write of Claude Code, Codex'
 * apply_patch and shell, and every tool whose arguments are named alike. Arguments that are not JSON are a script, or else read as a
 * patch and as a command, so that a broken call hides nothing.
 */
export function toolCallFiles(argumentsJson: string): FoundFile[] {
  const value = parseObject(argumentsJson);
  if (value !== undefined) return argumentFiles(value);
  if (isToolScript(argumentsJson)) return scriptFiles(argumentsJson);
  return [...patchFiles(argumentsJson), ...shellFiles(argumentsJson)];
}

/** The same for arguments already parsed. */
export function argumentFiles(value: JsonObject): FoundFile[] {
  const files: FoundFile[] = [];
  walk(value, '', 0, files);
  return files;
}

function walk(value: JsonValue | undefined, key: string, depth: number, files: FoundFile[]): void {
  if (typeof value === 'string') {
    files.push(...textFiles(key, value));
  } else if (Array.isArray(value)) {
    // A command may be a list of its words: ["bash", "-lc", "cat src/a.ts"].
    if (commandKey.test(key) && value.every((entry) => typeof entry === 'string')) {
      files.push(...shellFiles(value.join(' ')), ...patchFiles(value.join('\n')));
    } else if (depth < deepest) {
      for (const entry of value) walk(entry, key, depth + 1, files);
    }
  } else if (isObject(value) && depth < deepest) {
    for (const [name, member] of Object.entries(value)) walk(member, snakeCase(name), depth + 1, files);
  }
}

function textFiles(key: string, text: string): FoundFile[] {
  if (pathKey.test(key)) {
    const path = cleanPath(text);
    if (path === undefined) return [];
    const isFolder = /(?:^|_)(?:dir|directory|cwd|workdir)/.test(key) || /[/\\]\s*$/.test(text);
    return [{ path, as: isFolder ? 'possible' : 'named' }];
  }
  const isPatch = patchKey.test(key) && text.includes('*** ');
  const patched = isPatch || key === 'diff' || key === 'patch' ? patchFiles(text) : [];
  if (patched.length > 0) return patched;
  return commandKey.test(key) ? shellFiles(text) : [];
}

function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}
