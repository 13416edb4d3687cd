import type { EffectiveSettings } from '../../config/effectiveConfig.ts';
import { once } from './once.ts';
import { detectClient } from './clients/detectClient.ts';
import type { FileLayer, RequestFile, RequestKind } from './decision.ts';
import { distinctFiles, FileLayers } from './fileLayers.ts';
import { FileSet, noFiles } from './fileSet.ts';
import { FileLocator } from './files/fileLocator.ts';
import type { FoundFile } from './files/foundFile.ts';
import { conversationOf, RequestFiles } from './files/requestFiles.ts';
import { ignoresCase } from './globs.ts';
import { requestKind } from './requestKind.ts';
import { pathsOf } from './requestPaths.ts';
import { resolveWindow } from './resolveWindow.ts';
import type { ResolvedWindow } from './resolveWindow.ts';
import type { RoutingRequest } from './routingRequest.ts';
import { layerPhrases } from './phrases.ts';
import { PromptFacts } from './promptFacts.ts';
import type { Conversation } from './turns/conversation.ts';
import type { EditorContext } from './window.ts';
import type { WindowSource } from './windowSource.ts';
import { workingDirectory } from './workingDirectory.ts';

/** A file as `localOnly` rules look at it. */
export interface GuardedFile {
  readonly file: RequestFile;
  /** The path as the prompt has it. */
  readonly written: string;
  /** A phrase for people, e.g. `named in an older message`. */
  readonly where: string;
}

/** Everything that the rules ask about one request; what costs is read when it is first asked for. */
export interface RequestFacts {
  readonly request: RoutingRequest;
  readonly kind: RequestKind;
  readonly client: string | undefined;
  readonly window: ResolvedWindow | undefined;
  readonly layers: FileLayers;
  readonly conversation: () => Conversation | undefined;
  /** All files of the request and the active editor, the nearest first. */
  readonly guardedFiles: () => readonly GuardedFile[];
  /** Its words and shape. */
  readonly prompt: PromptFacts;
  /** Time in ms since 1970. */
  readonly now: () => number;
  readonly warnings: readonly string[];
}

export interface FactReaderOptions {
  readonly platform: NodeJS.Platform;
  readonly intent: EffectiveSettings['intent'];
  /** Time in ms since 1970. */
  readonly now: () => number;
}

/** Reads the facts of requests. Sets of an editor's files are kept as long as the window reports the same ones. */
export class FactReader {
  readonly #options: FactReaderOptions;
  readonly #ignoreCase: boolean;
  readonly #editorSets = new WeakMap<object, FileSet>();

  constructor(options: FactReaderOptions) {
    this.#options = options;
    this.#ignoreCase = ignoresCase(options.platform);
  }

  /** @param named files that count as named in the newest message, besides those that are */
  read(request: RoutingRequest, windows: WindowSource, named: readonly RequestFile[] = []): RequestFacts {
    const kind = requestKind(request);
    const conversation = once(() => conversationOf(request.request, kind));
    const files = new RequestFiles(request.request, kind, conversation);
    const directory = once(() => workingDirectory(request));
    const { resolved, warnings } =
      request.place ??
      resolveWindow(
        {
          pinnedWindow: request.pinnedWindow,
          workingDirectory: directory,
          paths: (readAll) => pathsOf(files, readAll),
        },
        windows,
        this.#ignoreCase,
      );
    const context = resolved?.window.context;
    const locator = once(() => new FileLocator(context, directory(), this.#ignoreCase));
    const locate = (found: readonly FoundFile[]): readonly RequestFile[] =>
      distinctFiles(found.flatMap(({ path }) => locator().locate(path)));
    const client = detectClient(request);
    const { intent, now } = this.#options;
    return {
      request,
      kind,
      client,
      prompt: new PromptFacts({ request, kind, client, conversation }, intent),
      now,
      window: resolved,
      conversation,
      warnings,
      layers: new FileLayers((layer) => this.#layer(layer, context, files, locate, named), this.#ignoreCase),
      guardedFiles: once(() => guardedFiles(context, files, locator, named, kind)),
    };
  }

  #layer(
    layer: FileLayer,
    context: EditorContext | undefined,
    files: RequestFiles,
    locate: (found: readonly FoundFile[]) => readonly RequestFile[],
    named: readonly RequestFile[],
  ): FileSet {
    const found = (all: readonly FoundFile[], as: FoundFile['as']): FileSet =>
      this.#set(locate(all.filter((file) => file.as === as)));
    switch (layer) {
      case 'prompt':
        return named.length > 0 ? this.#set(named) : found(files.newest, 'named');
      case 'active':
        return context?.active === undefined
          ? found(files.newest, 'active')
          : this.#editorSet(context.active, [context.active]);
      case 'visible':
      case 'open': {
        // What a window reports itself is newer than what a client wrote into its prompt.
        const reported = context?.[layer] ?? [];
        return reported.length === 0 ? found(files.newest, layer) : this.#editorSet(reported, reported);
      }
      case 'history':
        return found(files.older, 'named');
    }
  }

  #set(files: readonly RequestFile[]): FileSet {
    return files.length === 0 ? noFiles : new FileSet(files, this.#ignoreCase);
  }

  #editorSet(key: object, files: readonly RequestFile[]): FileSet {
    const known = this.#editorSets.get(key);
    if (known !== undefined) return known;
    const set = this.#set(files);
    this.#editorSets.set(key, set);
    return set;
  }
}

function guardedFiles(
  context: EditorContext | undefined,
  files: RequestFiles,
  locator: () => FileLocator,
  named: readonly RequestFile[],
  kind: RequestKind,
): GuardedFile[] {
  const active = context?.active;
  const given = named.map((file) => ({ file, written: file.path, where: layerPhrases.prompt }));
  const located = (found: readonly FoundFile[], where: string): GuardedFile[] =>
    found.flatMap(({ path }) =>
      locator()
        .locate(path)
        .map((file) => ({ file, written: path, where })),
    );
  return [
    ...(active === undefined ? [] : [{ file: active, written: active.path, where: layerPhrases.active }]),
    ...given,
    ...located(files.newest, layerPhrases.prompt),
    ...located(files.older, kind === 'chat' ? layerPhrases.history : 'part of the request'),
  ];
}
