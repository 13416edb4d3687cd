import { claudeReminderFiles, instructionFiles } from './claudeReminderFiles.ts';
import { editorStateFiles } from './editorStateFiles.ts';
import { elementFiles, textToolCallFiles } from './elementFiles.ts';
import { fenceFiles, repoMapFiles, spokenReadFiles, textToolResultFiles } from './textFiles.ts';
import type { FoundFile } from './foundFile.ts';
import { mentionFiles } from './mentionFiles.ts';
import type { PromptText } from './promptText.ts';
import { toolResultFiles } from './toolResultFiles.ts';

/** Whose text it is: the system prompt, the user's message, the model's, or a tool's result. */
export type Speaker = 'system' | 'user' | 'assistant' | 'result';

/** One way in which clients name files in a text. */
export interface FileExtractor {
  readonly style: string;
  readonly speakers: readonly Speaker[];
  /** Linear in the text. */
  readonly extract: (text: PromptText) => FoundFile[];
}

/** Every way in which files are named, by what stands in the text; which client sent it is never asked. */
const fileExtractors: readonly FileExtractor[] = [
  {
    style: 'fences with a path, Continue, aider, Copilot',
    speakers: ['user', 'assistant'],
    extract: fenceFiles,
  },
  { style: 'tags that hold a file', speakers: ['user', 'assistant'], extract: elementFiles },
  { style: 'tool calls written as tags', speakers: ['assistant'], extract: textToolCallFiles },
  { style: 'tool results written as text', speakers: ['user'], extract: textToolResultFiles },
  { style: 'reported editor state', speakers: ['user'], extract: editorStateFiles },
  { style: "Claude Code's reminders", speakers: ['user', 'result'], extract: claudeReminderFiles },
  { style: 'instruction files', speakers: ['system'], extract: instructionFiles },
  { style: "aider's repository map", speakers: ['user'], extract: repoMapFiles },
  { style: "Open Interpreter's reading", speakers: ['assistant'], extract: spokenReadFiles },
  { style: 'names in the words', speakers: ['user'], extract: mentionFiles },
  { style: 'contents in results', speakers: ['result'], extract: toolResultFiles },
];

/** All files that a text names, in the order of the table. */
export function filesInText(text: PromptText, speaker: Speaker): FoundFile[] {
  return fileExtractors
    .filter(({ speakers }) => speakers.includes(speaker))
    .flatMap(({ extract }) => extract(text));
}
