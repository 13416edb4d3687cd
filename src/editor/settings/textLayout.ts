/** How a settings text is laid out, so that what is added looks like the rest. */
export interface TextLayout {
  /** One level of indentation: a tab or some spaces. */
  readonly indent: string;
  readonly eol: '\n' | '\r\n';
}

/** Reads the layout off a text; VS Code's own (four spaces) where the text says nothing. */
export function detectLayout(text: string): TextLayout {
  const firstIndent = /^([ \t]+)["/]/m.exec(text)?.[1];
  return {
    indent: firstIndent === undefined ? '    ' : firstIndent.startsWith('\t') ? '\t' : firstIndent,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
}

/** The white space that the line of this offset begins with. */
export function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}

/** A value as text whose further lines are indented below a line that begins with `baseIndent`. */
export function jsonText(value: unknown, layout: TextLayout, baseIndent: string): string {
  return JSON.stringify(value, undefined, layout.indent).replaceAll('\n', `${layout.eol}${baseIndent}`);
}
