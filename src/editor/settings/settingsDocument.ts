import * as l10n from '@vscode/l10n';
import { type Node, type ParseError, parse, parseTree, printParseErrorCode, visit } from 'jsonc-parser';

const parseOptions = { allowTrailingComma: true };

interface Span {
  readonly start: number;
  readonly end: number;
}

/** What stands between a member of an object or array and the next one, or the closing bracket. */
export interface Separator {
  /** Offset of the comma; undefined when there is none. */
  readonly comma: number | undefined;
  /** End of what still belongs to the member before: its comma and the comments that end its line. */
  readonly tailEnd: number;
}

/** The text of a settings file cannot be read as JSON with comments. */
export class SettingsSyntaxError extends Error {
  override readonly name = 'SettingsSyntaxError';
  /** Counted from 1. */
  readonly line: number;
  readonly reason: string;

  constructor(reason: string, line: number) {
    super(l10n.t('settings.json has an error in line {0} ({1})', line, reason));
    this.line = line;
    this.reason = reason;
  }
}

/** A parsed settings text that knows where its commas and comments are. */
export class SettingsDocument {
  readonly text: string;
  readonly root: Node;
  readonly #commas: number[] = [];
  readonly #comments: Span[] = [];

  /**
   * @param text JSON with comments and trailing commas; nothing at all counts as `{}`
   * @throws {SettingsSyntaxError} when it is anything else
   */
  constructor(text: string) {
    const errors: ParseError[] = [];
    const hasValue = parseTree(text, [], parseOptions) !== undefined;
    this.text = hasValue ? text : `${text.trimEnd()}\n{}`.trimStart();
    const root = parseTree(this.text, errors, parseOptions);
    const [error] = errors;
    if (error !== undefined)
      throw new SettingsSyntaxError(printParseErrorCode(error.error), lineOf(text, error.offset));
    if (root?.type !== 'object') throw new SettingsSyntaxError('an object is expected', 1);
    this.root = root;
    visit(this.text, {
      onSeparator: (character, offset) => {
        if (character === ',') this.#commas.push(offset);
      },
      onComment: (offset, length) => {
        this.#comments.push({ start: offset, end: offset + length });
      },
    });
  }

  /** All settings, as VS Code would read them. */
  get value(): Record<string, unknown> {
    return parse(this.text, [], parseOptions) as Record<string, unknown>;
  }

  /** The node at this path, or undefined. Unlike jsonc-parser's own look-up, the last of equal keys counts, as in VS Code. */
  nodeAt(path: readonly (string | number)[]): Node | undefined {
    let node: Node | undefined = this.root;
    for (const segment of path) {
      node =
        typeof segment === 'number' ? node.children?.[segment] : propertyOf(node, segment)?.children?.[1];
      if (node === undefined) return undefined;
    }
    return node;
  }

  /** Looks at what follows the member that ends at `start`, up to the next member or closing bracket at `end`. */
  separatorAfter(start: number, end: number): Separator {
    const comma = this.#commas.find((offset) => offset >= start && offset < end);
    const from = comma === undefined ? start : comma + 1;
    let tailEnd = from;
    for (;;) {
      const next = tailEnd + (/^[ \t]*/.exec(this.text.slice(tailEnd, end))?.[0].length ?? 0);
      const comment = this.#comments.find((span) => span.start === next && next < end);
      if (comment === undefined) return { comma, tailEnd: this.#endsLine(next, end) ? tailEnd : from };
      tailEnd = comment.end;
    }
  }

  #endsLine(offset: number, end: number): boolean {
    return offset >= end || this.text[offset] === '\n' || this.text[offset] === '\r';
  }
}

/** The property node with this key; the last of several. */
export function propertyOf(object: Node, key: string): Node | undefined {
  if (object.type !== 'object') return undefined;
  return object.children?.findLast((property) => property.children?.[0]?.value === key);
}

/** Offset after a node. */
export function endOf(node: Node): number {
  return node.offset + node.length;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
