import { parseObject } from '../json.ts';
import { inputProperty } from './customToolForm.ts';

/** The arguments' beginning up to the text of the input. */
const opening = new RegExp(`^\\s*\\{\\s*"${inputProperty}"\\s*:\\s*"`);
const openingWithoutSpace = `{"${inputProperty}":"`;

const escapes: ReadonlyMap<string, string> = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/**
 * Reads the input of a custom tool out of the arguments of the function that stands for it, fragment by fragment, giving
 * out text as soon as it is whole: no half escapes, no half surrogate pairs. Arguments that do not begin with the input
 * are judged at their end: other JSON than an object with an `input` string is itself the input, as the model wrote it.
 */
export class RawInputReader {
  #state: 'opening' | 'text' | 'other' | 'done' = 'opening';
  /** What was read and not yet given out. */
  #held = '';

  /** Takes in a fragment; returns the text that is certain now, possibly none. */
  push(fragment: string): string {
    if (this.#state === 'done') return '';
    this.#held += fragment;
    if (this.#state === 'opening') this.#open();
    return this.#state === 'text' ? this.#readText() : '';
  }

  /** What is left at the end of the arguments; half an escape of text that was cut off is nothing. */
  end(): string {
    const isJudged = this.#state === 'opening' || this.#state === 'other';
    this.#state = 'done';
    return isJudged ? inputOf(this.#held) : '';
  }

  #open(): void {
    const match = opening.exec(this.#held);
    if (match !== null) {
      this.#state = 'text';
      this.#held = this.#held.slice(match[0].length);
    } else if (!openingWithoutSpace.startsWith(this.#held.replaceAll(/\s/g, ''))) this.#state = 'other';
  }

  #readText(): string {
    const held = this.#held;
    let text = '';
    let at = 0;
    while (at < held.length) {
      const next = nextSpecial(held, at);
      text += held.slice(at, next);
      at = next;
      if (at === held.length) break;
      if (held[at] === '"') {
        this.#state = 'done';
        this.#held = '';
        return text;
      }
      const escape = escapeAt(held, at);
      if (escape === undefined) break;
      text += escape.text;
      at += escape.length;
    }
    const certain = /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text;
    this.#held = text.slice(certain.length) + held.slice(at);
    return certain;
  }
}

function nextSpecial(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const unit = text[at];
    if (unit === '"' || unit === '\\') return at;
  }
  return text.length;
}

/** The escape sequence at a backslash; undefined while it is incomplete. One that JSON does not know stays as it is. */
function escapeAt(text: string, at: number): { readonly text: string; readonly length: number } | undefined {
  const kind = text[at + 1];
  if (kind === undefined) return undefined;
  if (kind === '"' || kind === '\\' || kind === '/') return { text: kind, length: 2 };
  if (kind !== 'u') return { text: escapes.get(kind) ?? `\\${kind}`, length: 2 };
  const digits = text.slice(at + 2, at + 6);
  if (!/^[0-9a-f]*$/i.test(digits)) return { text: '\\u', length: 2 };
  if (digits.length < 4) return undefined;
  return { text: String.fromCharCode(Number.parseInt(digits, 16)), length: 6 };
}

function inputOf(json: string): string {
  const value = parseObject(json);
  if (value === undefined) return stringOf(json) ?? json;
  const input = value[inputProperty];
  if (typeof input === 'string') return input;
  return Object.keys(value).length === 0 ? '' : json;
}

/** The string that a model wrote instead of the object. */
function stringOf(json: string): string | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
