import { isObject } from '../../wire/json.ts';
import type { JsonObject, JsonValue } from '../../wire/json.ts';
import { filesInText } from './extractors.ts';
import { headerPath } from './fencePath.ts';
import type { FoundFile } from './foundFile.ts';
import { readPromptText } from './promptText.ts';
import { argumentFiles, toolCallFiles } from './toolCallFiles.ts';

const deepest = 6;

/**
 * Files in a block that only its own protocol knows: a server tool's call or result, a search result, a call of a custom tool. What
 * its fields mean is not known, so each text is read in every way; all are `possible`.
 */
export function opaqueFiles(value: JsonObject): FoundFile[] {
  return [...argumentFiles(value), ...textsIn(value, 0).flatMap(filesOfUnknownText)].map(asPossible);
}

/** Files that a text names by its form (its first line, fences, tags, search hits), whoever wrote it; all are `possible`. */
export function filesOfForm(text: string): FoundFile[] {
  const prompt = readPromptText(text);
  const firstLine = headerPath(/\S.*/.exec(text.slice(0, 4096))?.[0] ?? '');
  return [
    ...(firstLine === undefined ? [] : [{ path: firstLine, as: 'possible' as const }]),
    ...filesInText(prompt, 'assistant').map(asPossible),
    ...filesInText({ ...prompt, raw: text }, 'result').map(asPossible),
  ];
}

function filesOfUnknownText({ key, text }: { key: string; text: string }): FoundFile[] {
  return [...filesOfForm(text), ...(key === 'input' ? toolCallFiles(text) : [])];
}

function textsIn(value: JsonValue | undefined, depth: number, key = ''): { key: string; text: string }[] {
  if (typeof value === 'string') return [{ key, text: value }];
  if (depth > deepest) return [];
  if (Array.isArray(value)) return value.flatMap((entry) => textsIn(entry, depth + 1, key));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => textsIn(member, depth + 1, name));
}

function asPossible({ path }: FoundFile): FoundFile {
  return { path, as: 'possible' };
}
