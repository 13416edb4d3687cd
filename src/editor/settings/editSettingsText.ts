import type { Node } from 'jsonc-parser';
import { ownMember, sameJson } from '../../protocol/sameJson.ts';
import { matchItems } from './matchItems.ts';
import { type ArrayItem, rearrangeArray } from './rearrangeArray.ts';
import { endOf, propertyOf, SettingsDocument } from './settingsDocument.ts';
import { detectLayout, indentAt, jsonText } from './textLayout.ts';

export type JsonPath = readonly (string | number)[];

/**
 * Makes the value at a path of a settings text equal to `value` by changing as little text as possible: members that
 * stay the same keep their text, and every comment outside of what is replaced survives.
 * @param text JSON with comments
 * @param path keys and indices; missing objects on the way are added
 * @param value any JSON value; `undefined` removes the property
 * @throws {SettingsSyntaxError} when the text is not JSON with comments
 */
export function editSettingsText(text: string, path: JsonPath, value: unknown): string {
  const document = new SettingsDocument(text);
  const node = document.nodeAt(path);
  // Again, should the key be there twice.
  if (value === undefined)
    return node === undefined ? text : editSettingsText(removeProperty(document, path), path, value);
  if (node === undefined) return addProperty(document, path, value);
  return editNode(document, path, node, value);
}

/**
 * Gives a property another key where it stands; its value and the comments around it stay.
 * @returns the text unchanged when there is no such property
 */
export function renameProperty(text: string, path: JsonPath, key: string): string {
  const document = new SettingsDocument(text);
  const keyNode = propertyAt(document, path)?.children?.[0];
  if (keyNode === undefined) return text;
  return text.slice(0, keyNode.offset) + JSON.stringify(key) + text.slice(endOf(keyNode));
}

function editNode(document: SettingsDocument, path: JsonPath, node: Node, value: unknown): string {
  const before = valueOf(document, path);
  if (sameJson(before, value)) return document.text;
  if (Array.isArray(before) && Array.isArray(value)) {
    return before.length === 0 || value.length === 0
      ? replaceNode(document, node, value)
      : editArray(document.text, path, before, value);
  }
  if (isObject(before) && isObject(value)) return editObject(document.text, path, before, value);
  return replaceNode(document, node, value);
}

function editObject(
  text: string,
  path: JsonPath,
  before: Record<string, unknown>,
  value: Record<string, unknown>,
): string {
  let edited = text;
  for (const key of new Set([...Object.keys(before), ...Object.keys(value)])) {
    edited = editSettingsText(edited, [...path, key], ownMember(value, key));
  }
  return edited;
}

function editArray(
  text: string,
  path: JsonPath,
  before: readonly unknown[],
  value: readonly unknown[],
): string {
  const origins = matchItems(before, value);
  let edited = text;
  for (const [index, origin] of origins.entries()) {
    if (origin !== undefined) edited = editSettingsText(edited, [...path, origin], value[index]);
  }
  const isInPlace = before.length === value.length && origins.every((origin, index) => origin === index);
  if (isInPlace) return edited;
  const items = origins.map((from, index): ArrayItem =>
    from === undefined ? { value: value[index] } : { from },
  );
  const document = new SettingsDocument(edited);
  const array = document.nodeAt(path);
  return array === undefined ? edited : rearrangeArray(document, array, items);
}

function replaceNode({ text }: SettingsDocument, node: Node, value: unknown): string {
  const written = jsonText(value, detectLayout(text), indentAt(text, node.offset));
  return text.slice(0, node.offset) + written + text.slice(endOf(node));
}

/** Adds a property as the last of its object, below the comment that ends the line of the one before. */
function addProperty(document: SettingsDocument, path: JsonPath, value: unknown): string {
  const { text } = document;
  const key = path.at(-1);
  const parentPath = path.slice(0, -1);
  const parent = document.nodeAt(parentPath);
  if (typeof key !== 'string') throw new Error(`there is no element at ${path.join('.')}`);
  if (parent === undefined) return addProperty(document, parentPath, { [key]: value });
  if (parent.type !== 'object') return replaceNode(document, parent, { [key]: value });

  const layout = detectLayout(text);
  const closing = endOf(parent) - 1;
  const last = parent.children?.at(-1);
  if (last === undefined) return addFirstProperty(document, parent, JSON.stringify(key), value);
  const { comma, tailEnd } = document.separatorAfter(endOf(last), closing);
  const isMultiLine = text.slice(parent.offset, closing).includes('\n');
  const indent = isMultiLine ? indentAt(text, last.offset) : indentAt(text, parent.offset);
  const gap = isMultiLine ? `${layout.eol}${indent}` : ' ';
  const property = `${gap}${JSON.stringify(key)}: ${jsonText(value, layout, indent)}`;
  return (
    text.slice(0, endOf(last)) +
    (comma === undefined ? ',' : '') +
    text.slice(endOf(last), tailEnd) +
    property +
    text.slice(tailEnd)
  );
}

function addFirstProperty({ text }: SettingsDocument, parent: Node, key: string, value: unknown): string {
  const layout = detectLayout(text);
  const closing = endOf(parent) - 1;
  const baseIndent = indentAt(text, parent.offset);
  const indent = baseIndent + layout.indent;
  const kept = text.slice(0, closing).trimEnd();
  const property = `${layout.eol}${indent}${key}: ${jsonText(value, layout, indent)}`;
  return `${kept}${property}${layout.eol}${baseIndent}${text.slice(closing)}`;
}

/** Takes a property out, with its comma and, when nothing else stands on them, its lines. Comments around it stay. */
function removeProperty(document: SettingsDocument, path: JsonPath): string {
  const { text } = document;
  const property = propertyAt(document, path);
  const object = property?.parent;
  const siblings = object?.children;
  if (property === undefined || object === undefined || siblings === undefined) return text;

  const index = siblings.indexOf(property);
  const next = siblings[index + 1];
  const previous = siblings[index - 1];
  const { comma } = document.separatorAfter(endOf(property), next?.offset ?? endOf(object) - 1);
  let edited = text;
  if (comma !== undefined) edited = cut(edited, comma, comma + 1);
  edited = cutWithLine(edited, property.offset, endOf(property));
  if (next !== undefined || previous === undefined) return edited;
  const { comma: commaBefore } = document.separatorAfter(endOf(previous), property.offset);
  return commaBefore === undefined ? edited : cut(edited, commaBefore, commaBefore + 1);
}

function cut(text: string, start: number, end: number): string {
  return text.slice(0, start) + text.slice(end);
}

/** Cuts a span, and the line break before it when its line would be left blank. */
function cutWithLine(text: string, start: number, end: number): string {
  const before = /\r?\n?[ \t]*$/.exec(text.slice(0, start))?.[0] ?? '';
  const after = /^[ \t]*/.exec(text.slice(end))?.[0] ?? '';
  const following = text[end + after.length];
  const isAlone =
    before.includes('\n') && (following === '\n' || following === '\r' || following === undefined);
  if (isAlone) return cut(text, start - before.length, end + after.length);
  return following === '}' ? cut(text, start - before.length, end) : cut(text, start, end + after.length);
}

function propertyAt(document: SettingsDocument, path: JsonPath): Node | undefined {
  const key = path.at(-1);
  const parent = document.nodeAt(path.slice(0, -1));
  return parent === undefined || typeof key !== 'string' ? undefined : propertyOf(parent, key);
}

function valueOf(document: SettingsDocument, path: JsonPath): unknown {
  let value: unknown = document.value;
  for (const segment of path) value = (value as Record<string | number, unknown>)[segment];
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
