import type { ContextMessage } from '../../protocol/gatewayMessages.ts';

/** A file as the gateway hears of it. */
export type ContextFile = NonNullable<ContextMessage['active']>;
/** A folder as the gateway hears of it. */
export type ContextFolder = NonNullable<ContextMessage['folders']>[number];

/** The parts of a VS Code URI that say where a file is. `path` is decoded, with forward slashes (`/c:/…` on Windows). */
export interface UriParts {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
}

export interface OpenFolder {
  readonly name: string;
  readonly uri: UriParts;
  /** The URI as VS Code writes it. */
  readonly uriText: string;
}

/** Schemes whose paths name files on the machine where agents run (in a remote window: the remote machine). */
const fileSystemSchemes = new Set(['file', 'vscode-remote']);

/** Documents of VS Code itself; no request is about them. */
const foreignSchemes = new Set([
  'output',
  'vscode',
  'vscode-scm',
  'debug',
  'walkThrough',
  'comment',
  'muxgate',
]);

/** Whether a document of this scheme counts as a file that somebody works on. */
export function isWorkedOn(scheme: string): boolean {
  return !foreignSchemes.has(scheme);
}

/** Whether a document's path can be read on the machine where this runs. */
export function isOnFileSystem({ scheme }: UriParts): boolean {
  return fileSystemSchemes.has(scheme);
}

/** How a folder is told to the gateway: its path absolute with forward slashes (`c:/…` on Windows). */
export function contextFolder(folder: OpenFolder): ContextFolder {
  return { name: folder.name, path: plainPath(folder.uri), uri: folder.uriText };
}

/**
 * How a file is told to the gateway: its path relative to the innermost open folder that holds it, else absolute, or its
 * bare name when it is nowhere (untitled, in a virtual file system).
 */
export function contextFile(
  uri: UriParts,
  folders: readonly OpenFolder[],
  options: { readonly languageId: string | undefined; readonly caseInsensitive: boolean },
): ContextFile {
  const path = plainPath(uri);
  const folder = innermostFolder(uri, folders, options.caseInsensitive);
  const absolutePath = isOnFileSystem(uri) ? path : undefined;
  const { languageId } = options;
  if (folder === undefined) return { path: absolutePath ?? baseName(path), languageId, absolutePath };
  const folderPath = plainPath(folder.uri);
  return { path: path.slice(withSlash(folderPath).length), folder: folderPath, languageId, absolutePath };
}

function innermostFolder(
  uri: UriParts,
  folders: readonly OpenFolder[],
  caseInsensitive: boolean,
): OpenFolder | undefined {
  const comparable = (text: string): string => (caseInsensitive ? text.toLowerCase() : text);
  const path = comparable(plainPath(uri));
  return folders
    .filter(
      (folder) =>
        isSamePlace(uri, folder.uri) && path.startsWith(comparable(withSlash(plainPath(folder.uri)))),
    )
    .reduce<OpenFolder | undefined>(
      (longest, folder) =>
        longest === undefined || folder.uri.path.length > longest.uri.path.length ? folder : longest,
      undefined,
    );
}

/**
 * Whether two URIs are in one file system. Other versions of a file (`git:/folder/file`) and new ones that have a place
 * already (`untitled:/folder/file`) carry its path without its authority, and count as that file.
 */
function isSamePlace(uri: UriParts, folder: UriParts): boolean {
  if (uri.scheme === folder.scheme) return uri.authority === folder.authority;
  return !fileSystemSchemes.has(uri.scheme) && fileSystemSchemes.has(folder.scheme);
}

/** `/c:/x` → `c:/x`, `//server/share` for UNC, and no slash at the end. */
function plainPath({ scheme, authority, path }: UriParts): string {
  const drive = /^\/([A-Za-z]:)/.exec(path)?.[1];
  if (drive !== undefined) return trimSlash(drive.toLowerCase() + path.slice(1 + drive.length));
  return trimSlash(scheme === 'file' && authority !== '' ? `//${authority}${path}` : path);
}

function trimSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function withSlash(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
