import { invalidRequest } from '../errors.ts';
import { isObject } from './json.ts';
import type { JsonObject, JsonValue } from './json.ts';

/**
 * Reads the fields of one JSON object of a request. A wrong type throws `invalid_request` that names the field by its
 * path from the body's root (`messages[2].content`); `null` counts as absent. What nobody read is left for `rest`.
 */
export class FieldReader {
  readonly #object: JsonObject;
  readonly #path: string;
  /** Names, of fields that are there: few. */
  readonly #read: string[] = [];

  constructor(object: JsonObject, path = '') {
    this.#object = object;
    this.#path = path;
  }

  /** The reader of a value that must be an object; `path` names it in the error. */
  static of(value: JsonValue | undefined, path: string): FieldReader {
    if (!isObject(value)) throw wrongType(path, 'an object', value);
    return new FieldReader(value, path);
  }

  /** The path of one of this object's fields, as errors write it. */
  path(key: string): string {
    return this.#path === '' ? key : `${this.#path}.${key}`;
  }

  /** The value as it came; it counts as read. */
  value(key: string): JsonValue | undefined {
    const value = this.#object[key];
    if (value === undefined) return undefined;
    this.#read.push(key);
    return value ?? undefined;
  }

  /** The value as it came; it stays in `rest`. */
  peek(key: string): JsonValue | undefined {
    return this.#object[key] ?? undefined;
  }

  string(key: string): string | undefined {
    const value = this.value(key);
    if (value === undefined || typeof value === 'string') return value;
    throw wrongType(this.path(key), 'a string', value);
  }

  requiredString(key: string): string {
    const value = this.string(key);
    if (value === undefined) throw wrongType(this.path(key), 'a string', value);
    return value;
  }

  number(key: string): number | undefined {
    const value = this.value(key);
    if (value === undefined || typeof value === 'number') return value;
    throw wrongType(this.path(key), 'a number', value);
  }

  boolean(key: string): boolean | undefined {
    const value = this.value(key);
    if (value === undefined || typeof value === 'boolean') return value;
    throw wrongType(this.path(key), 'true or false', value);
  }

  list(key: string): JsonValue[] | undefined {
    const value = this.value(key);
    if (value === undefined || Array.isArray(value)) return value;
    throw wrongType(this.path(key), 'a list', value);
  }

  strings(key: string): string[] | undefined {
    return this.list(key)?.map((value, index) => {
      if (typeof value === 'string') return value;
      throw wrongType(`${this.path(key)}[${index}]`, 'a string', value);
    });
  }

  object(key: string): JsonObject | undefined {
    const value = this.value(key);
    if (value === undefined || isObject(value)) return value;
    throw wrongType(this.path(key), 'an object', value);
  }

  /** A reader of a nested object; undefined when the field is absent. */
  reader(key: string): FieldReader | undefined {
    const value = this.object(key);
    return value === undefined ? undefined : new FieldReader(value, this.path(key));
  }

  /** The fields that nobody read, as they came; undefined when there are none. */
  rest(): JsonObject | undefined {
    const unread = Object.entries(this.#object).filter(
      ([key, value]) => !this.#read.includes(key) && value !== undefined,
    );
    return unread.length === 0 ? undefined : Object.fromEntries(unread);
  }
}

/** The `invalid_request` for a field whose value is not what it must be; `expected` completes "must be …". */
export function wrongType(path: string, expected: string, value: unknown): Error {
  return invalidRequest(path, `${path} must be ${expected}, but ${describe(value)}.`);
}

function describe(value: unknown): string {
  if (value === undefined) return 'is missing';
  if (value === null) return 'is null';
  if (Array.isArray(value)) return value.length === 0 ? 'is an empty list' : 'is a list';
  if (typeof value === 'object') return 'is an object';
  return `is ${JSON.stringify(value).slice(0, 60)}`;
}
