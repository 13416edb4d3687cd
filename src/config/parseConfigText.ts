import {
  findNodeAtLocation,
  type Node,
  parseTree,
  getNodeValue,
  type ParseError,
  printParseErrorCode,
} from 'jsonc-parser';
import type { PathSegment } from './issueText.ts';

/** A configuration text that is no JSON object: where and what. */
export class ConfigSyntaxError extends Error {
  override readonly name = 'ConfigSyntaxError';
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;

  constructor(message: string, line: number, column: number) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

export interface ParsedConfig {
  readonly value: Readonly<Record<string, unknown>>;
  /** Line (from 1) of the entry at a path, or of its nearest parent that exists. */
  lineOf(path: readonly PathSegment[]): number;
}

/**
 * Parses JSON with comments and trailing commas.
 * @throws ConfigSyntaxError with line and column when it cannot be read as one object
 */
export function parseConfigText(text: string): ParsedConfig {
  const errors: ParseError[] = [];
  const body = text.replace(/^\uFEFF/, '');
  const root = parseTree(body, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const error = errors[0];
  if (error !== undefined) {
    const { line, column } = position(body, error.offset);
    throw new ConfigSyntaxError(sentence(printParseErrorCode(error.error)), line, column);
  }
  if (root === undefined) return { value: {}, lineOf: () => 1 };
  const value: unknown = getNodeValue(root);
  if (root.type !== 'object' || typeof value !== 'object' || value === null) {
    const { line, column } = position(body, root.offset);
    throw new ConfigSyntaxError('expected an object: { "providers": { … } }', line, column);
  }
  return { value: { ...value }, lineOf: (path) => position(body, nearestNode(root, path).offset).line };
}

function nearestNode(root: Node, path: readonly PathSegment[]): Node {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node !== undefined) return node.parent?.type === 'property' ? node.parent : node;
  }
  return root;
}

function position(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** `PropertyNameExpected` → `property name expected`. */
function sentence(code: string): string {
  return code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
