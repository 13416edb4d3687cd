/** The files that settings are kept in, by URI. VS Code's own file system; another one in tests. */
export interface SettingsFs {
  /** The file's content; undefined when there is no such file. */
  read(uri: string): Promise<Uint8Array | undefined>;
  /** Creates or overwrites a file. */
  write(uri: string, content: Uint8Array): Promise<void>;
  delete(uri: string): Promise<void>;
  /** Names of the folders inside a folder; none when it is not there. */
  foldersIn(uri: string): Promise<string[]>;
}

/**
 * Replaces a file's content so that it is never left half-written. The new content is written next to it first, which
 * finds a full or read-only disk before the file itself is touched; should the writing fail later, the old content is
 * put back. Renaming would be safer still, but breaks a settings file that is a symbolic link.
 * @throws what the file system threw; the file then has its old content
 */
export async function replaceContent(
  fs: SettingsFs,
  uri: string,
  before: Uint8Array,
  after: Uint8Array,
): Promise<void> {
  const probe = `${uri}.muxgate-probe`;
  try {
    await fs.write(probe, after);
  } finally {
    await fs.delete(probe).catch(() => undefined);
  }
  try {
    await fs.write(uri, after);
  } catch (error) {
    await fs.write(uri, before).catch(() => undefined);
    throw error;
  }
}
