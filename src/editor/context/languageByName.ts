/** A language as an extension's manifest contributes it. */
export interface LanguageContribution {
  readonly id: string;
  readonly extensions?: readonly string[];
  readonly filenames?: readonly string[];
}

/**
 * Tells a file's language by its name, for tabs that VS Code has restored but not loaded: only a loaded document has a
 * language id. Knows what manifests contribute and the user's `files.associations` that are a name or `*.extension`.
 */
export class LanguageByName {
  readonly #byFileName = new Map<string, string>();
  readonly #byExtension = new Map<string, string>();

  /** @param associations `files.associations`; they win over contributions */
  constructor(
    contributions: readonly LanguageContribution[],
    associations: Readonly<Record<string, string>> = {},
  ) {
    for (const { id, extensions = [], filenames = [] } of contributions) {
      for (const extension of extensions) this.#byExtension.set(extension.toLowerCase(), id);
      for (const name of filenames) this.#byFileName.set(name.toLowerCase(), id);
    }
    for (const [pattern, id] of Object.entries(associations)) {
      if (pattern.startsWith('*.')) this.#byExtension.set(pattern.slice(1).toLowerCase(), id);
      else this.#byFileName.set(pattern.toLowerCase(), id);
    }
  }

  /** The language id of a path's file; the longest extension wins (`.d.ts` before `.ts`). */
  languageOf(path: string): string | undefined {
    const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
    const byName = this.#byFileName.get(name);
    if (byName !== undefined) return byName;
    for (let dot = name.indexOf('.'); dot !== -1; dot = name.indexOf('.', dot + 1)) {
      const byExtension = this.#byExtension.get(name.slice(dot));
      if (byExtension !== undefined) return byExtension;
    }
    return undefined;
  }
}
