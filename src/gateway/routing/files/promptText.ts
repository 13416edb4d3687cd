import { fencePath } from './fencePath.ts';

/** A fenced block: what stands on its opening line, the line above it and its first line. */
export interface Fence {
  readonly info: string;
  readonly lineAbove: string;
  readonly firstLine: string;
}

/** A tag that clients wrap files and editor state in, with what stands inside. */
export interface TextElement {
  readonly name: string;
  readonly attributes: string;
  readonly body: string;
}

/** A message's text taken apart, so that content of files is never read as the user's words. */
export interface PromptText {
  readonly raw: string;
  readonly fences: readonly Fence[];
  readonly elements: readonly TextElement[];
  /** What remains: the words, and tags that are not known. */
  readonly prose: string;
}

/** Tags whose body is a file, a report of the editor, or a tool call written as text. */
const elementNames = [
  'file_content',
  'file_contents',
  'folder_content',
  'final_file_content',
  'file',
  'document',
  'attachment',
  'source_file',
  'code_snippet',
  'environment_details',
  'environment_context',
  'session_context',
  'system-reminder',
  'ide_opened_file',
  'ide_selection',
  'ide_diagnostics',
  'editorContext',
  'INSTRUCTIONS',
  'user_instructions',
  'local-command-stdout',
  'repository_map',
  'read_file',
  'write_to_file',
  'replace_in_file',
  'apply_diff',
  'insert_content',
  'search_and_replace',
  'edit_file',
  'new_file',
  'search_files',
  'list_files',
  'list_code_definition_names',
];

/** Every alternative is bounded by its line or by a length, so that the search is linear in the text. */
const opening = new RegExp(
  `(?<!\`)(\`{3,})(?!\`)([^\`\\n]*)$|^[ \\t>]*(~{3,})([^\\n]*)$|<(${elementNames.join('|')})((?:\\s[^<>]{0,1000})?)>`,
  'gm',
);

/** Takes a text apart in one pass; a fence or element is skipped whole, whatever stands in it. */
export function readPromptText(raw: string): PromptText {
  // Most of a long text holds none of these, and a search for one character is many times faster than the pattern's.
  if (!raw.includes('<') && !raw.includes('```') && !raw.includes('~~~')) {
    return { raw, fences: [], elements: [], prose: raw };
  }
  const fences: Fence[] = [];
  const elements: TextElement[] = [];
  const unclosed = new Set<string>();
  let prose = '';
  let from = 0;
  opening.lastIndex = 0;
  for (;;) {
    const match = opening.exec(raw);
    if (match === null) break;
    const [whole, ticks, tickInfo, tildes, tildeInfo, name, attributes] = match;
    const inside = match.index + whole.length;
    let end: number;
    if (name !== undefined) {
      const close = unclosed.has(name) ? -1 : raw.indexOf(`</${name}>`, inside);
      if (close === -1) {
        unclosed.add(name);
        continue;
      }
      elements.push({ name, attributes: attributes ?? '', body: raw.slice(inside, close) });
      end = close + name.length + 3;
    } else {
      const marker = ticks ?? tildes ?? '';
      const info = (tickInfo ?? tildeInfo ?? '').trim();
      const lineStart = raw.lastIndexOf('\n', match.index - 1) + 1;
      const isAtLineStart = /^[ \t>]*(?:[-*+] |\d{1,3}[.)] )?$/.test(raw.slice(lineStart, match.index));
      // Within a line it is a fence only where a path follows: prose may speak of fences.
      if (tildes === undefined && !isAtLineStart && fencePath(info) === undefined) continue;
      fences.push({ info, lineAbove: lineBefore(raw, lineStart), firstLine: lineAt(raw, inside + 1) });
      end = fenceEnd(raw, inside, marker);
    }
    prose += `${raw.slice(from, match.index)}\n`;
    from = end;
    opening.lastIndex = end;
  }
  return { raw, fences, elements, prose: prose + raw.slice(from) };
}

/** The opening tag of any of these elements, to be looked for where a `<` stands. */
export function openingTag(names: readonly string[]): RegExp {
  return new RegExp(`<(${names.join('|')})(?:\\s[^<>]{0,1000})?>`, 'y');
}

/**
 * The text without the elements that a tag opens; an element that does not end stays.
 * @param tag made by {@link openingTag}
 */
export function withoutElements(text: string, tag: RegExp): string {
  let kept = '';
  let from = 0;
  let at = text.indexOf('<');
  while (at !== -1) {
    tag.lastIndex = at;
    const name = tag.exec(text)?.[1];
    if (name === undefined) {
      at = text.indexOf('<', at + 1);
      continue;
    }
    const close = text.indexOf(`</${name}>`, tag.lastIndex);
    if (close === -1) break;
    kept += text.slice(from, at);
    from = close + name.length + 3;
    at = text.indexOf('<', from);
  }
  return kept + text.slice(from);
}

/** Where the line that closes a fence ends; the end of the text for a fence that nothing closes. */
function fenceEnd(text: string, from: number, marker: string): number {
  const character = marker.charAt(0);
  let at = text.indexOf(marker, from);
  while (at !== -1) {
    let end = at;
    while (text.charAt(end) === character) end++;
    const lineStart = text.lastIndexOf('\n', at - 1) + 1;
    const lineEnd = endOfLine(text, end);
    const stands = text.slice(lineStart, at).trim().replaceAll('>', '') === '' && lineStart > from;
    if (stands && text.slice(end, lineEnd).trim() === '') return lineEnd;
    at = text.indexOf(marker, end);
  }
  return text.length;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function lineAt(text: string, from: number): string {
  return text.slice(from, Math.min(endOfLine(text, from), from + 1100));
}

function lineBefore(text: string, lineStart: number): string {
  if (lineStart === 0) return '';
  const start = text.lastIndexOf('\n', lineStart - 2) + 1;
  return lineStart - start > 1100 ? '' : text.slice(start, lineStart - 1);
}
