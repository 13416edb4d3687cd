import { cleanPath } from './filePath.ts';
import { looksLikeFile } from './fileName.ts';
import type { FoundFile } from './foundFile.ts';
import { patchFiles } from './patchFiles.ts';
import { shellFiles } from './shellFiles.ts';

/** Codex' `exec` takes JavaScript that calls the other tools. */
const toolCall = /\btools\.\w{1,64}\s{0,4}\(/;
const longestScript = 200_000;
/** One string of the script. Escapes outside of strings are passed over whole, so that the search is linear in any text. */
const literal =
  /\\[\s\S]|"([^"\\\n]*(?:\\[\s\S][^"\\\n]*)*)"|'([^'\\\n]*(?:\\[\s\S][^'\\\n]*)*)'|`([^`\\]*(?:\\[\s\S][^`\\]*)*)`/g;
const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** Whether a tool's input is a script that calls tools. */
export function isToolScript(text: string): boolean {
  return toolCall.test(text.slice(0, longestScript));
}

/** Files in the strings of a script: each is read as a patch, as a path and as a command. */
export function scriptFiles(script: string): FoundFile[] {
  const files: FoundFile[] = [];
  for (const [, double, single, template] of script.slice(0, longestScript).matchAll(literal)) {
    files.push(...stringFiles(unescape(double ?? single ?? template ?? '')));
  }
  return files;
}

function stringFiles(text: string): FoundFile[] {
  const patched = text.includes('*** ') ? patchFiles(text) : [];
  if (patched.length > 0) return patched;
  if (/\s/.test(text.trim())) return shellFiles(text);
  const path = cleanPath(text);
  return path !== undefined && looksLikeFile(path) ? [{ path, as: 'named' }] : [];
}

function unescape(text: string): string {
  return text.replace(/\\([\s\S])/g, (_all, character: string) => escapes.get(character) ?? character);
}
