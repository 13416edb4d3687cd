import { cleanPath } from './filePath.ts';
import { looksLikeFile } from './fileName.ts';
import type { FoundFile } from './foundFile.ts';
import type { PromptText, TextElement } from './promptText.ts';

const pathAttribute =
  /(?:^|\s)(?:file_?path|path|filename|file|source|src|uri|name)\s*=\s*(?:"([^"\n]{1,1024})"|'([^'\n]{1,1024})')/i;
const idAttribute = /(?:^|\s)id\s*=\s*"([^"\n]{1,1024})"/i;
const pathChild = /<(?:path|source|file_?path|filename)>\s{0,40}([^<\n]{1,1024}?)\s{0,40}<\//gi;

/** Elements that hold one file; tool calls written as text hold paths too, but only the assistant writes them. */
const fileElements = new Set([
  'file_content',
  'file_contents',
  'final_file_content',
  'file',
  'document',
  'attachment',
  'source_file',
  'code_snippet',
]);
const textToolCalls = new Set([
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
]);

/** Files in tags: `<file_content path="…">`, `<file path="…">`, `<attachment filePath="…">`, `<document><source>…`. */
export function elementFiles({ elements }: PromptText): FoundFile[] {
  return elements.flatMap((element) => {
    if (element.name === 'folder_content') return found(attributeOf(element, pathAttribute), 'possible');
    if (!fileElements.has(element.name)) return [];
    const attribute = attributeOf(element, pathAttribute);
    if (attribute !== undefined) return found(attribute, 'named');
    const children = childPaths(element.body.slice(0, 2000));
    if (children.length > 0) return children;
    const id = attributeOf(element, idAttribute);
    return id === undefined ? [] : found(id, 'named').filter(({ path }) => looksLikeFile(path));
  });
}

/** Tool calls that Cline, Roo and Kilo write as text: `<read_file><path>src/a.ts</path></read_file>`. */
export function textToolCallFiles({ elements }: PromptText): FoundFile[] {
  return elements
    .filter(({ name }) => textToolCalls.has(name))
    .flatMap(({ body }) => childPaths(body.slice(0, 20_000)));
}

/** Every `<path>` in a text. */
export function childPaths(text: string): FoundFile[] {
  return [...text.matchAll(pathChild)].flatMap((match) => found(match[1], 'named'));
}

function attributeOf(element: TextElement, attribute: RegExp): string | undefined {
  const match = attribute.exec(element.attributes);
  return match?.[1] ?? match?.[2];
}

function found(written: string | undefined, as: FoundFile['as']): FoundFile[] {
  const path = written === undefined ? undefined : cleanPath(written);
  return path === undefined ? [] : [{ path, as }];
}
