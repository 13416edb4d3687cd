import type { ConfigPath } from './configPath.ts';
import { EnvironmentText } from './environmentText.ts';
import { JsonConfigText } from './jsonConfigText.ts';
import { TomlConfigText } from './tomlConfigText.ts';
import { YamlConfigText } from './yamlConfigText.ts';

/** How a client's file is written. `dotenv`, `sh` and `fish` are lines that set variables. */
export type ConfigFormat = 'json' | 'toml' | 'yaml' | 'dotenv' | 'sh' | 'fish';

/** A client's file as text that can be read and changed; comments and the layout of what is not changed stay. Immutable. */
export interface ConfigText {
  readonly text: string;
  /** The value at a path; undefined: none. */
  get(path: ConfigPath): unknown;
  /** The text with another value at a path; undefined removes it. */
  set(path: ConfigPath, value: unknown): ConfigText;
  /** Nothing is in it, comments included. */
  readonly isEmpty: boolean;
}

const byteOrderMark = '\uFEFF';

/**
 * Reads a text of a format; a byte order mark stays where it is.
 * @throws {ConfigSyntaxError} when the text is not of the format
 */
export function openConfigText(format: ConfigFormat, text: string): ConfigText {
  return text.startsWith(byteOrderMark)
    ? new MarkedText(openPlain(format, text.slice(1)))
    : openPlain(format, text);
}

function openPlain(format: ConfigFormat, text: string): ConfigText {
  switch (format) {
    case 'json':
      return new JsonConfigText(text);
    case 'toml':
      return new TomlConfigText(text);
    case 'yaml':
      return new YamlConfigText(text);
    case 'dotenv':
    case 'sh':
    case 'fish':
      return new EnvironmentText(format, text);
  }
}

/** A text that begins with a byte order mark. */
class MarkedText implements ConfigText {
  readonly #inner: ConfigText;

  constructor(inner: ConfigText) {
    this.#inner = inner;
  }

  get text(): string {
    return byteOrderMark + this.#inner.text;
  }

  get isEmpty(): boolean {
    return this.#inner.isEmpty;
  }

  get(path: ConfigPath): unknown {
    return this.#inner.get(path);
  }

  set(path: ConfigPath, value: unknown): ConfigText {
    return new MarkedText(this.#inner.set(path, value));
  }
}
