import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  stringify,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { sameJson } from '../../../protocol/sameJson.ts';
import { type ConfigPath, isEmptyContainer, type ItemMatch, valueAt, withValueAt } from './configPath.ts';
import { ConfigSyntaxError } from './configSyntaxError.ts';
import type { ConfigText } from './configText.ts';

/**
 * YAML: one key of the top table, or one item of a list there. Only the lines that change are written; where that cannot
 * be (flow style), the library writes the document anew, comments included.
 */
export class YamlConfigText implements ConfigText {
  readonly text: string;
  readonly #document: Document.Parsed;
  readonly #eol: '\n' | '\r\n';

  /** @throws {ConfigSyntaxError} */
  constructor(text: string) {
    this.text = text;
    this.#eol = text.includes('\r\n') ? '\r\n' : '\n';
    this.#document = parseDocument(text, { keepSourceTokens: true });
    const [error] = this.#document.errors;
    if (error !== undefined)
      throw new ConfigSyntaxError(reasonOf(error.message), error.linePos?.[0].line ?? 1);
    const content: unknown = this.#document.contents;
    if (content !== null && !isMap(content) && !(isScalar(content) && content.value === null))
      throw new ConfigSyntaxError('a table with keys is expected', 1);
  }

  get isEmpty(): boolean {
    return this.text.trim() === '';
  }

  get(path: ConfigPath): unknown {
    return valueAt(this.#value, path);
  }

  set(path: ConfigPath, value: unknown): YamlConfigText {
    const wanted = withValueAt(this.#value, path, value);
    const spliced = this.#spliced(path, value);
    const result = spliced === undefined ? undefined : readOrUndefined(spliced);
    const isRight = result !== undefined && sameJson(orTable(result.#value), orTable(wanted));
    return isRight ? result : this.#rewritten(path, wanted);
  }

  get #value(): unknown {
    return this.#document.toJS() as unknown;
  }

  #spliced(path: ConfigPath, value: unknown): string | undefined {
    const [key, item] = path;
    const top: unknown = this.#document.contents;
    if (typeof key !== 'string' || path.length > 2 || (isMap(top) && top.flow)) return undefined;
    const pair = isMap(top) ? pairOf(top, key) : undefined;
    if (item === undefined) {
      if (pair === undefined) return value === undefined ? this.text : this.#append({ [key]: value });
      return value === undefined ? this.#withoutPair(pair) : this.#withScalar(pair.value, value);
    }
    if (typeof item === 'string') return undefined;
    if (pair === undefined) return value === undefined ? this.text : this.#append({ [key]: [value] });
    return isSeq(pair.value) && !pair.value.flow ? this.#withItem(pair.value, item, value) : undefined;
  }

  #append(entry: Readonly<Record<string, unknown>>): string {
    const open = this.text === '' || this.text.endsWith('\n') ? '' : this.#eol;
    return this.text + open + this.#write(entry);
  }

  #withScalar(node: unknown, value: unknown): string | undefined {
    const range = isScalar(node) ? node.range : undefined;
    if (range === undefined || range === null || range[0] === range[1]) return undefined;
    return this.text.slice(0, range[0]) + this.#write(value).trimEnd() + this.text.slice(range[1]);
  }

  #withoutPair(pair: PairNodes): string | undefined {
    const start = rangeOf(pair.key)?.[0];
    const stop = rangeOf(pair.value)?.[1];
    return start === undefined || stop === undefined ? undefined : this.#cutLines(start, stop);
  }

  #withItem(list: YAMLSeq, match: ItemMatch, value: unknown): string | undefined {
    const [first] = list.items;
    const found = list.items.find((item) => isMap(item) && item.get(match.key) === match.is);
    const place = rangeOf(found ?? first);
    if (place === undefined) return undefined;
    const lineStart = this.text.lastIndexOf('\n', place[0] - 1) + 1;
    const lead = this.text.slice(lineStart, place[0]);
    const indent = /^([ ]*)-[ ]+$/.exec(lead)?.[1];
    if (indent === undefined) return undefined;
    const cut = found === undefined ? this.text : this.#cutLines(lineStart, place[1]);
    if (value === undefined) return cut;
    const lines = this.#write([value]).trimEnd().split(/\r?\n/);
    const written = lines.map((line) => indent + line + this.#eol).join('');
    return cut.slice(0, lineStart) + written + cut.slice(lineStart);
  }

  /** Cuts whole lines: from the one that has `start` to the one that has the end of what ends at `stop`. */
  #cutLines(start: number, stop: number): string {
    const from = this.text.lastIndexOf('\n', start - 1) + 1;
    const last = this.text[stop - 1] === '\n' ? stop - 1 : stop;
    const lineEnd = this.text.indexOf('\n', last);
    return this.text.slice(0, from) + (lineEnd < 0 ? '' : this.text.slice(lineEnd + 1));
  }

  #rewritten(path: ConfigPath, wanted: unknown): YamlConfigText {
    const document = this.#document.clone() as Document;
    const [key] = path;
    const part = valueAt(wanted, path.slice(0, 1));
    if (part === undefined) document.delete(key);
    else document.set(key, document.createNode(part));
    const text = isEmptyContainer(document.toJS()) ? '' : document.toString({ lineWidth: 0 });
    return new YamlConfigText(this.#eol === '\n' ? text : text.replaceAll('\n', '\r\n'));
  }

  #write(value: unknown): string {
    const text = stringify(value, { lineWidth: 0 });
    return this.#eol === '\n' ? text : text.replaceAll('\n', '\r\n');
  }
}

interface PairNodes {
  readonly key: unknown;
  readonly value: unknown;
}

function pairOf(map: YAMLMap, key: string): PairNodes | undefined {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

function rangeOf(node: unknown): readonly [number, number, number] | undefined {
  const range = (node as { range?: readonly [number, number, number] | null } | null | undefined)?.range;
  return range ?? undefined;
}

/** The library's message without the place, which is said already. */
function reasonOf(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');
}

function readOrUndefined(text: string): YamlConfigText | undefined {
  try {
    return new YamlConfigText(text);
  } catch {
    return undefined;
  }
}

/** An empty document and an empty table say the same. */
function orTable(value: unknown): unknown {
  return value ?? {};
}
