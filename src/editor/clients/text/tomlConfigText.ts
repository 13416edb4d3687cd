import { parse, patch, stringify } from '@decimalturn/toml-patch';
import { sameJson } from '../../../protocol/sameJson.ts';
import { type ConfigPath, isTable, valueAt, withValueAt } from './configPath.ts';
import { ConfigSyntaxError } from './configSyntaxError.ts';
import type { ConfigText } from './configText.ts';

/** TOML 1.0, with its comments and the order of its tables. */
export class TomlConfigText implements ConfigText {
  readonly text: string;
  readonly #value: Record<string, unknown>;

  /** @throws {ConfigSyntaxError} */
  constructor(text: string) {
    this.text = text;
    try {
      this.#value = parse(text) as Record<string, unknown>;
    } catch (error) {
      throw syntaxError(error);
    }
  }

  get isEmpty(): boolean {
    return this.text.trim() === '';
  }

  get(path: ConfigPath): unknown {
    return valueAt(this.#value, path);
  }

  set(path: ConfigPath, value: unknown): TomlConfigText {
    const wanted = withValueAt(this.#value, path, value);
    const spliced = value === undefined ? this.#cut(path, wanted) : this.#appended(path, value, wanted);
    if (spliced !== undefined) return spliced;
    const eol = this.text.includes('\r\n') ? '\r\n' : '\n';
    const patched = patch(this.text, wanted);
    return new TomlConfigText(this.text === '' && !patched.endsWith('\n') ? patched + eol : patched);
  }

  /** A new table goes to the end as a section of its own, as people write it; the library would make it an inline one. */
  #appended(path: ConfigPath, value: unknown, wanted: unknown): TomlConfigText | undefined {
    const keys = path.filter((segment) => typeof segment === 'string');
    if (!isTable(value) || keys.length !== path.length || this.get(path) !== undefined) return undefined;
    const eol = this.text.includes('\r\n') ? '\r\n' : '\n';
    const lines = [`[${keys.map(tomlKey).join('.')}]`, ...stringify(value).trim().split(/\r?\n/)];
    const gap = this.text === '' ? '' : this.text.endsWith('\n') ? eol : eol + eol;
    return readAs(`${this.text}${gap}${lines.join(eol)}${eol}`, wanted);
  }

  /** Cuts a key's line or a table's section alone; the library would take comments above it along. */
  #cut(path: ConfigPath, wanted: unknown): TomlConfigText | undefined {
    const keys = path.filter((segment) => typeof segment === 'string');
    const lines = this.text.split(/(?<=\n)/);
    const header = `[${keys.map(tomlKey).join('.')}]`;
    const first = lines.findIndex((line) => line.trim() === header || keyOf(line) === keys.join('.'));
    if (first < 0) return undefined;
    let last = first;
    if (lines[first]?.trim() === header) {
      const next = lines.findIndex((line, index) => index > first && /^\s*\[/.test(line));
      const end = next < 0 ? lines.length : next;
      for (let index = first; index < end; index += 1)
        if (keyOf(lines[index] ?? '') !== undefined) last = index;
    }
    const isSetApart = last > first && lines[first - 1]?.trim() === '';
    const kept = lines.toSpliced(isSetApart ? first - 1 : first, last - first + (isSetApart ? 2 : 1));
    return readAs(kept.join(''), wanted);
  }
}

function readAs(text: string, wanted: unknown): TomlConfigText | undefined {
  try {
    const result = new TomlConfigText(text);
    return sameJson(result.get([]), wanted) ? result : undefined;
  } catch {
    // Such as a section for a table that is an inline one.
    return undefined;
  }
}

/** The bare or dotted key that a line sets. */
function keyOf(line: string): string | undefined {
  return /^\s*([\w.-]+)\s*=/.exec(line)?.[1];
}

function tomlKey(key: string): string {
  return /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
}

function syntaxError(error: unknown): ConfigSyntaxError {
  const { line, message } = error as { line?: number; message?: string };
  const reason = (message ?? '').split('\n').at(-1) ?? '';
  return new ConfigSyntaxError(reason, line ?? 1);
}
