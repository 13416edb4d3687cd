import { asArray, asString, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';

/** Keys that would reach what every object inherits. */
const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
/** A list is not made longer than this by naming a place far behind its end. */
const maxListLength = 100_000;

/**
 * Puts the arguments of one call together where they come in pieces (`partialArgs`: a JSON path and a value each;
 * texts grow while `willContinue`).
 */
export class PartialArguments {
  readonly #arguments: JsonObject = {};

  /** The next piece. One whose path or value makes no sense is left out. */
  add(piece: JsonValue): void {
    if (!isObject(piece)) return;
    const path = stepsOf(asString(piece.jsonPath) ?? '');
    const value = valueOf(piece);
    if (path === undefined || value === undefined) return;
    put(this.#arguments, path, value);
  }

  addAll(pieces: JsonValue | undefined): void {
    for (const piece of asArray(pieces)) this.add(piece);
  }

  /** All arguments that came whole. */
  merge(args: JsonObject): void {
    Object.assign(this.#arguments, args);
  }

  get json(): string {
    return JSON.stringify(this.#arguments);
  }
}

function valueOf(piece: JsonObject): JsonValue | undefined {
  if (piece.nullValue !== undefined) return null;
  return piece.stringValue ?? piece.numberValue ?? piece.boolValue ?? undefined;
}

/** `$.a.b[0]['c d']` → a, b, 0, c d; undefined for anything else. */
function stepsOf(path: string): (string | number)[] | undefined {
  const steps: (string | number)[] = [];
  const step = /\.([^.[\]]+)|\[(\d+)\]|\['([^']*)'\]|\["([^"]*)"\]/y;
  step.lastIndex = path.startsWith('$') ? 1 : 0;
  while (step.lastIndex < path.length) {
    const match = step.exec(path);
    if (match === null) return undefined;
    const name = match[1] ?? match[3] ?? match[4];
    if (name !== undefined && forbiddenKeys.has(name)) return undefined;
    steps.push(name ?? Number(match[2]));
  }
  return steps.length === 0 ? undefined : steps;
}

function put(root: JsonObject, path: readonly (string | number)[], value: JsonValue): void {
  let container: JsonObject | JsonValue[] = root;
  for (const [index, step] of path.entries()) {
    const isLast = index === path.length - 1;
    const known = read(container, step);
    const grown = typeof known === 'string' && typeof value === 'string' ? known + value : value;
    if (isLast) {
      write(container, step, grown);
      return;
    }
    const next: JsonObject | JsonValue[] =
      isObject(known) || Array.isArray(known) ? known : typeof path[index + 1] === 'number' ? [] : {};
    write(container, step, next);
    container = next;
  }
}

function read(container: JsonObject | JsonValue[], step: string | number): JsonValue | undefined {
  return Array.isArray(container) ? container[Number(step)] : container[step];
}

function write(container: JsonObject | JsonValue[], step: string | number, value: JsonValue): void {
  if (!Array.isArray(container)) container[step] = value;
  else if (typeof step === 'number' && step < maxListLength) container[step] = value;
}
