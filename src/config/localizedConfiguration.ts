type Json = Record<string, unknown>;

const textKeys = new Set(['description', 'markdownDescription', 'deprecationMessage']);
/** What a key leaves out, because it says how the schema is built and not what the text is about. */
const structure = /^(properties|additionalProperties|propertyNames|items|anyOf|oneOf|allOf|\d+)$/;
/** Data of the schema, in which `description` would be somebody's property. */
const data = new Set(['default', 'enum', 'const', 'examples', 'required']);

/**
 * Replaces the texts of VS Code's configuration by the `%keys%` under which package.nls.json holds them, since VS Code translates
 * nothing else in package.json.
 * @param configuration of `vscodeConfiguration()`; stays as it is
 * @returns the configuration with keys, and the English text of each key. A text that occurs more than once has one key.
 */
export function localizedConfiguration(configuration: Readonly<Json>): {
  readonly configuration: Json;
  readonly texts: Readonly<Record<string, string>>;
} {
  const keyByText = new Map<string, string>();
  const texts: Record<string, string> = {};

  const keyOf = (text: string, path: readonly string[]): string => {
    const known = keyByText.get(text);
    if (known !== undefined) return known;
    const name = ['configuration', ...path.filter((part) => !structure.test(part))]
      .join('.')
      .replace('.muxgate.', '.');
    let key = name;
    for (let count = 2; key in texts; count++) key = `${name}.${count}`;
    keyByText.set(text, key);
    texts[key] = text;
    return key;
  };
  const visit = (value: unknown, path: readonly string[]): unknown => {
    if (Array.isArray(value)) return value.map((item: unknown, index) => visit(item, [...path, `${index}`]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]: [string, unknown]) => {
        if (textKeys.has(name) && typeof member === 'string') return [name, `%${keyOf(member, path)}%`];
        return [name, data.has(name) ? member : visit(member, [...path, name])];
      }),
    );
  };
  return { configuration: visit(configuration, []) as Json, texts };
}
