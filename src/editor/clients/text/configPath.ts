/** Finds one item of a list: the one whose member `key` is `is`. */
export interface ItemMatch {
  readonly key: string;
  readonly is: string;
}

/** Where a value stands in a configuration: keys of tables, and an item of a list by what it is called. */
export type ConfigPath = readonly (string | ItemMatch)[];

/** The value at a path of parsed content; undefined when there is none. */
export function valueAt(content: unknown, path: ConfigPath): unknown {
  let value = content;
  for (const segment of path) {
    if (typeof segment === 'string') {
      if (!isTable(value) || !Object.hasOwn(value, segment)) return undefined;
      value = value[segment];
    } else {
      value = Array.isArray(value) ? value.find((item) => isItem(item, segment)) : undefined;
    }
  }
  return value;
}

/**
 * A copy of parsed content with another value at a path; tables on the way are made, a new item of a list comes first.
 * @param value undefined removes what is there
 */
export function withValueAt(content: unknown, path: ConfigPath, value: unknown): unknown {
  const [segment, ...rest] = path;
  if (segment === undefined) return value;
  if (typeof segment === 'string') {
    const table = isTable(content) ? { ...content } : {};
    const inner = withValueAt(table[segment], rest, value);
    if (inner === undefined) Reflect.deleteProperty(table, segment);
    else table[segment] = inner;
    return table;
  }
  const items: readonly unknown[] = Array.isArray(content) ? content : [];
  const index = items.findIndex((item) => isItem(item, segment));
  const inner = withValueAt(items[index], rest, value);
  if (inner === undefined) return items.filter((_, at) => at !== index);
  return index < 0 ? [inner, ...items] : items.with(index, inner);
}

/** Whether there is nothing in a table or list. */
export function isEmptyContainer(value: unknown): boolean {
  if (value === null) return true;
  return Array.isArray(value) ? value.length === 0 : isTable(value) && Object.keys(value).length === 0;
}

/** Whether a value is a table with keys. */
export function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function isItem(item: unknown, { key, is }: ItemMatch): boolean {
  return isTable(item) && item[key] === is;
}
