import { parseObject } from '../../wire/json.ts';
import { cleanPath } from './filePath.ts';
import type { FoundFile } from './foundFile.ts';
import type { PromptText } from './promptText.ts';
import { argumentFiles } from './toolCallFiles.ts';

const attachedByTool = /\bCalled the \w{1,50} tool with the following input: (\{[^\n]{1,2000}\})/g;
const changedOrCarried =
  /\bNote: ([^\n]{1,1024}?) was (?:modified|read)\b|^[ \t]*(?:Contents of|Instructions from:) ([^\n]{1,1024}?)(?: \([^\n)]*\))?:?$/gm;

/** What the pattern above cannot do without; plain words are found many times faster. */
const carryingWords = ['Note: ', 'Contents of ', 'Instructions from: '];

/**
 * Files in Claude Code's (and opencode's) reminders. What `@path` attached is named. Changed files and instruction files such
 * as CLAUDE.md come with every request, so they decide nothing, but what they say is in the request: `possible`.
 */
export function claudeReminderFiles(text: PromptText): FoundFile[] {
  const bodies = text.elements.filter(({ name }) => name === 'system-reminder').map(({ body }) => body);
  return [...bodies, text.prose].flatMap((body) => [...attachedFiles(body), ...carriedFiles(body)]);
}

/** Instruction files in a system prompt, whose content is part of the request. */
export function instructionFiles(text: PromptText): FoundFile[] {
  return carriedFiles(text.raw);
}

function attachedFiles(body: string): FoundFile[] {
  if (!body.includes('Called the ')) return [];
  return [...body.matchAll(attachedByTool)].flatMap((match) => {
    const input = parseObject(match[1] ?? '');
    return input === undefined ? [] : argumentFiles(input);
  });
}

function carriedFiles(body: string): FoundFile[] {
  if (!carryingWords.some((words) => body.includes(words))) return [];
  return [...body.matchAll(changedOrCarried)].flatMap((match) => {
    const path = cleanPath(match[1] ?? match[2] ?? '');
    return path === undefined ? [] : [{ path, as: 'possible' as const }];
  });
}
