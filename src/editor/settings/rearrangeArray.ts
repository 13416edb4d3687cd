import type { Node } from 'jsonc-parser';
import { endOf, type SettingsDocument } from './settingsDocument.ts';
import { detectLayout, indentAt, jsonText } from './textLayout.ts';

/** Where an element of the new array comes from: an index of the old one, or a new value. */
export type ArrayItem = { readonly from: number } | { readonly value: unknown };

interface Chunk {
  /** White space and comments above the element. */
  readonly lead: string;
  readonly body: string;
  /** Comments at the end of the element's line. */
  readonly tail: string;
}

/**
 * Writes an array's elements in a new order, with some left out and some added. Elements that stay keep their text, the
 * comments above them and those at the end of their line.
 * @param array a node of `document` with at least one element
 * @returns the whole new text
 */
export function rearrangeArray(document: SettingsDocument, array: Node, items: readonly ArrayItem[]): string {
  const { text } = document;
  const { opener, chunks, closer } = takeApart(document, array);
  const layout = detectLayout(text);
  const closingIndent = indentAt(text, endOf(array) - 1);
  const isMultiLine = chunks.some((chunk) => chunk.lead.includes('\n'));
  const elementIndent = isMultiLine ? indentAt(text, array.children?.[0]?.offset ?? 0) : closingIndent;

  const written = items.map((item, index): Chunk => {
    const chunk = 'from' in item ? chunks[item.from] : undefined;
    if (chunk !== undefined) return isMultiLine ? chunk : { ...chunk, lead: inlineLead(chunk.lead, index) };
    const value = 'value' in item ? item.value : null;
    const lead = isMultiLine ? `${layout.eol}${elementIndent}` : inlineLead('', index);
    return { lead, body: jsonText(value, layout, elementIndent), tail: '' };
  });
  const inner = written
    .map(({ lead, body, tail }, index) => `${lead}${body}${index < written.length - 1 ? ',' : ''}${tail}`)
    .join('');
  const before = text.slice(0, array.offset);
  return `${before}[${opener}${inner}${closer}]${text.slice(endOf(array))}`;
}

function takeApart(
  document: SettingsDocument,
  array: Node,
): { opener: string; chunks: Chunk[]; closer: string } {
  const { text } = document;
  const elements = array.children ?? [];
  const closing = endOf(array) - 1;
  const openerEnd = document.separatorAfter(array.offset + 1, elements[0]?.offset ?? closing).tailEnd;
  let leadStart = openerEnd;
  const chunks = elements.map((element, index): Chunk => {
    const end = endOf(element);
    const { comma, tailEnd } = document.separatorAfter(end, elements[index + 1]?.offset ?? closing);
    const chunk = {
      lead: text.slice(leadStart, element.offset),
      body: text.slice(element.offset, end),
      tail:
        comma === undefined
          ? text.slice(end, tailEnd)
          : (text.slice(end, comma) + text.slice(comma + 1, tailEnd)).trimEnd(),
    };
    leadStart = tailEnd;
    return chunk;
  });
  return { opener: text.slice(array.offset + 1, openerEnd), chunks, closer: text.slice(leadStart, closing) };
}

/** On one line, elements are set apart by one blank; comments between them stay. */
function inlineLead(lead: string, index: number): string {
  if (lead.trim() !== '') return lead;
  return index === 0 ? '' : ' ';
}
