const defaultTag = ':latest';

/** A model's name as Ollama's clients know names: always with a tag. */
export function withTag(name: string): string {
  const last = name.slice(name.lastIndexOf('/') + 1);
  return last.includes(':') ? name : name + defaultTag;
}

/** A name without the tag that Ollama's clients put behind every name that has none. */
export function withoutDefaultTag(name: string): string {
  return name.endsWith(defaultTag) ? name.slice(0, -defaultTag.length) : name;
}
