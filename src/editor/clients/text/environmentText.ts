import type { ConfigPath } from './configPath.ts';
import type { ConfigText } from './configText.ts';

type Dialect = 'dotenv' | 'sh' | 'fish';

const begin = '# >>> muxgate: written by Muxgate, taken back by “Disconnect” >>>';
const end = '# <<< muxgate <<<';

/**
 * Lines that set variables. Ours stand in a marked block at the end, where they win over earlier ones: no line of the
 * user's is changed, so nothing of it can be lost.
 */
export class EnvironmentText implements ConfigText {
  readonly text: string;
  readonly #dialect: Dialect;

  constructor(dialect: Dialect, text: string) {
    this.#dialect = dialect;
    this.text = text;
  }

  get isEmpty(): boolean {
    return this.text.trim() === '';
  }

  /** The value that is set last; a path is one name. */
  get([name]: ConfigPath): unknown {
    const pattern = assignment(this.#dialect);
    const values = this.text.split(/\r?\n/).flatMap((line) => {
      const match = pattern.exec(line);
      return match?.[1] === name ? [unquoted(match?.[2] ?? '')] : [];
    });
    return values.at(-1);
  }

  set([name]: ConfigPath, value: unknown): EnvironmentText {
    if (typeof name !== 'string' || (value !== undefined && typeof value !== 'string'))
      throw new Error('a variable has a name and a text');
    const { before, own, after } = this.#parts();
    const pattern = assignment(this.#dialect);
    const kept = own.filter((line) => pattern.exec(line)?.[1] !== name);
    const others = new EnvironmentText(this.#dialect, this.#joined(before, kept, after));
    // What the user's own lines say already needs no line of ours.
    if (value === undefined || others.get([name]) === value) return others;
    return new EnvironmentText(
      this.#dialect,
      this.#joined(before, [...kept, this.#line(name, value)], after),
    );
  }

  #joined(before: string, lines: readonly string[], after: string): string {
    const eol = this.text.includes('\r\n') ? '\r\n' : '\n';
    if (lines.length === 0) return before + after;
    // The file's last line may have no line break. It gets none that would stay when the block goes.
    const isOpen = before !== '' && !before.endsWith('\n');
    const block = [begin, ...lines, end].join(eol);
    return `${before}${isOpen ? eol : ''}${block}${eol}${after}`;
  }

  #parts(): { readonly before: string; readonly own: readonly string[]; readonly after: string } {
    const start = this.text.indexOf(begin);
    const stop = this.text.indexOf(end, start);
    if (start < 0 || stop < 0) return { before: this.text, own: [], after: '' };
    const lines = this.text.slice(start, stop).split(/\r?\n/).slice(1, -1);
    const after = this.text.slice(stop + end.length).replace(/^\r?\n/, '');
    return { before: this.text.slice(0, start), own: lines, after };
  }

  #line(name: string, value: string): string {
    const quoted = /^[\w./:=@%+-]+$/.test(value) ? value : `'${value}'`;
    // No quoting is the same in all of them; an access key has no such sign unless somebody typed one.
    if (/['\r\n]/.test(value)) throw new Error('a value with a quotation mark cannot be written here');
    switch (this.#dialect) {
      case 'dotenv':
        return `${name}=${quoted}`;
      case 'sh':
        return `export ${name}=${quoted}`;
      case 'fish':
        return `set -gx ${name} ${quoted}`;
    }
  }
}

function assignment(dialect: Dialect): RegExp {
  return dialect === 'fish'
    ? /^\s*set\s+-(?:gx|x|Ux)\s+(\w+)\s+(.*?)\s*$/
    : /^\s*(?:export\s+)?(\w+)\s*=\s*(.*?)\s*$/;
}

function unquoted(text: string): string {
  const quoted = /^(?:'([^']*)'|"([^"]*)")/.exec(text);
  if (quoted !== null) return quoted[1] ?? quoted[2] ?? '';
  return text.replace(/\s+#.*$/, '');
}
