import type { FileScope } from '../../config/conditionSchema.ts';
import type { FileLayer, RequestFile } from './decision.ts';
import { FileSet, noFiles } from './fileSet.ts';

/** Narrowest first. */
export const layerOrder: readonly FileLayer[] = ['prompt', 'active', 'visible', 'open', 'history'];

/** The files of a request in layers (design 4.2); each layer is made when it is first asked for. */
export class FileLayers {
  readonly #load: (layer: FileLayer) => FileSet;
  readonly #ignoreCase: boolean;
  readonly #sets = new Map<FileLayer, FileSet>();
  #all: FileSet | undefined;

  constructor(load: (layer: FileLayer) => FileSet, ignoreCase: boolean) {
    this.#load = load;
    this.#ignoreCase = ignoreCase;
  }

  set(layer: FileLayer): FileSet {
    const known = this.#sets.get(layer);
    if (known !== undefined) return known;
    const loaded = this.#load(layer);
    this.#sets.set(layer, loaded);
    return loaded;
  }

  /** The narrowest layer that has files. */
  narrowest(): FileLayer | undefined {
    return layerOrder.find((layer) => !this.set(layer).isEmpty);
  }

  /** The narrowest layer that has files, of those that somebody asked for: nothing is read for it. */
  narrowestRead(): FileLayer | undefined {
    return layerOrder.find((layer) => this.#sets.get(layer)?.isEmpty === false);
  }

  /** The files that a rule looks at: those of its `scope`, else of the narrowest layer; empty when there are none. */
  inScope(scope: FileScope | undefined): FileSet {
    if (scope === 'all') return this.#everything();
    const layer = scope ?? this.narrowest();
    return layer === undefined ? noFiles : this.set(layer);
  }

  /** The narrowest layer that a file stands in. */
  layerOf(file: RequestFile): FileLayer | undefined {
    return layerOrder.find((layer) => this.set(layer).files.includes(file));
  }

  #everything(): FileSet {
    this.#all ??= new FileSet(
      distinctFiles(layerOrder.flatMap((layer) => this.set(layer).files)),
      this.#ignoreCase,
    );
    return this.#all;
  }
}

/** Each file once, the first of equals. */
export function distinctFiles(files: readonly RequestFile[]): readonly RequestFile[] {
  if (files.length < 2) return files;
  const byKey = new Map<string, RequestFile>();
  for (const file of files) {
    const key = file.absolutePath ?? `${file.folder ?? ''}\0${file.path}`;
    if (!byKey.has(key)) byKey.set(key, file);
  }
  return [...byKey.values()];
}
