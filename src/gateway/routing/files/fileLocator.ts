import type { RequestFile } from '../decision.ts';
import type { EditorContext, WindowFolder } from '../window.ts';
import { baseName, isAbsolutePath, joinPath, pathWithin } from './filePath.ts';
import { languageOf } from './languages.ts';

/** Finds the files that a prompt names in the window that it belongs to. */
export class FileLocator {
  readonly #context: EditorContext | undefined;
  readonly #folders: readonly WindowFolder[];
  readonly #workingDirectory: string | undefined;
  readonly #ignoreCase: boolean;

  /** @param workingDirectory where the client's relative paths start, when that is known */
  constructor(context: EditorContext | undefined, workingDirectory: string | undefined, ignoreCase: boolean) {
    this.#context = context;
    this.#folders = context?.folders ?? [];
    this.#workingDirectory = workingDirectory;
    this.#ignoreCase = ignoreCase;
  }

  /**
   * The file of a cleaned path: relative to the folder that it lies in (else to the working directory), with the language that
   * the editor gave it or that its name says. A bare or partial name takes the editor's files of that name, all of them when
   * there are several.
   */
  locate(path: string): RequestFile[] {
    const joined = this.#absolute(path);
    const namesakes = this.#namesakes(path);
    const same = namesakes.filter(
      (file) => this.#same(file.absolutePath, joined) || this.#same(file.path, path),
    );
    if (same.length > 0) return same;
    if (!isAbsolutePath(path)) {
      const tail = this.#fold(`/${path}`);
      const partial = namesakes.filter((file) => this.#fold(`/${file.path}`).endsWith(tail));
      if (partial.length > 0) return partial;
    }
    return [{ ...this.#place(path, joined), languageId: languageOf(path) }];
  }

  #absolute(path: string): string | undefined {
    if (isAbsolutePath(path)) return path;
    if (path.startsWith('~')) return undefined;
    const [folder] = this.#folders;
    const start = this.#workingDirectory ?? (this.#folders.length === 1 ? folder?.path : undefined);
    return start === undefined ? this.#ofNamedFolder(path) : joinPath(start, path);
  }

  /** In a window of several folders VS Code writes `folder/path`. */
  #ofNamedFolder(path: string): string | undefined {
    const slash = path.indexOf('/');
    const folder = this.#folders.find(({ name }) => this.#same(name, path.slice(0, slash)));
    return folder === undefined ? undefined : joinPath(folder.path, path.slice(slash + 1));
  }

  #place(path: string, absolutePath: string | undefined): RequestFile {
    if (absolutePath === undefined) return { path };
    let best: WindowFolder | undefined;
    for (const folder of this.#folders) {
      const isInside = pathWithin(folder.path, absolutePath, this.#ignoreCase) !== undefined;
      if (isInside && folder.path.length > (best?.path.length ?? -1)) best = folder;
    }
    const root = best?.path ?? this.#workingDirectory;
    const inside = root === undefined ? undefined : pathWithin(root, absolutePath, this.#ignoreCase);
    return { path: inside === undefined || inside === '' ? path : inside, folder: best?.name, absolutePath };
  }

  #namesakes(path: string): readonly RequestFile[] {
    return this.#context === undefined
      ? []
      : (editorFilesByName(this.#context).get(baseName(path).toLowerCase()) ?? []);
  }

  #same(one: string | undefined, other: string | undefined): boolean {
    return one !== undefined && other !== undefined && this.#fold(one) === this.#fold(other);
  }

  #fold(text: string): string {
    return this.#ignoreCase ? text.toLowerCase() : text;
  }
}

const byNameOf = new WeakMap<EditorContext, ReadonlyMap<string, readonly RequestFile[]>>();

/** The editor's files by base name in lower case; kept with the context, which is a new object after every change. */
function editorFilesByName(context: EditorContext): ReadonlyMap<string, readonly RequestFile[]> {
  const known = byNameOf.get(context);
  if (known !== undefined) return known;
  const byName = new Map<string, RequestFile[]>();
  const seen = new Set<string>();
  const active = context.active === undefined ? [] : [context.active];
  for (const file of [...active, ...context.visible, ...context.open]) {
    const key = file.absolutePath ?? `${file.folder ?? ''}\0${file.path}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const name = baseName(file.path).toLowerCase();
    const namesakes = byName.get(name);
    if (namesakes === undefined) byName.set(name, [file]);
    else namesakes.push(file);
  }
  byNameOf.set(context, byName);
  return byName;
}
