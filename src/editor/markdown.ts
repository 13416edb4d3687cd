import type { CommandId } from './commands/commandIds.ts';

/** Markdown source that is safe to show: other text gets into it only escaped. */
export class Markdown {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

/** Builds safe Markdown: interpolated strings and numbers are escaped, so that a file's name can be no link, icon or image. */
export function safe(
  strings: TemplateStringsArray,
  ...values: readonly (string | number | Markdown)[]
): Markdown {
  const parts = strings.raw.map((text, index) => {
    const value = values[index];
    if (value === undefined) return text;
    return text + sourceOf(value);
  });
  return new Markdown(parts.join(''));
}

/**
 * Safe Markdown of a translated text: what fills its places is escaped as in `safe`.
 * @param text of `l10n.t` without arguments, with `{0}`, `{1}` … where the values go
 */
export function filled(text: string, ...values: readonly (string | number | Markdown)[]): Markdown {
  return new Markdown(
    text.replace(/\{(\d+)\}/g, (place, index: string) => {
      const value = values[Number(index)];
      return value === undefined ? place : sourceOf(value);
    }),
  );
}

function sourceOf(value: string | number | Markdown): string {
  return value instanceof Markdown ? value.source : escapeMarkdown(String(value));
}

/** Joins pieces, leaving out what is not there. */
export function joinMarkdown(pieces: readonly (Markdown | undefined)[], separator: string): Markdown {
  return new Markdown(
    pieces
      .filter((piece) => piece !== undefined)
      .map((piece) => piece.source)
      .join(separator),
  );
}

/** Inline code. */
export function code(text: string): Markdown {
  const longestRun = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longestRun + 1);
  const padding = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return new Markdown(fence + padding + oneLine(text) + padding + fence);
}

/** A link that runs one of our commands. Works only where the command is enabled for the Markdown. */
export function commandLink(
  label: string | Markdown,
  command: CommandId,
  tooltip: string,
  argument?: unknown,
): Markdown {
  const query = argument === undefined ? '' : `?${encodeURIComponent(JSON.stringify([argument]))}`;
  return safe`[${label}](command:${new Markdown(command + query)} "${new Markdown(tooltip)}")`;
}

/** An icon of VS Code's, where theme icons are on. */
export function icon(name: string): Markdown {
  return new Markdown(`$(${name})`);
}

/** Every ASCII punctuation mark may be escaped by a backslash. */
function escapeMarkdown(text: string): string {
  return oneLine(text).replace(/[!-/:-@[-`{-~]/g, String.raw`\$&`);
}

/** Without line breaks, and with a zero-width space in what VS Code would show as an icon, which no backslash prevents. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('$(', '$\u200b(');
}
