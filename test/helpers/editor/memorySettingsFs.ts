import type { SettingsFs } from '../../../src/editor/settings/settingsFs.ts';

/** Files in memory, by URI; writing can be made to fail. */
export class MemorySettingsFs implements SettingsFs {
  readonly files = new Map<string, string>();
  /** URIs written, in order. */
  readonly written: string[] = [];
  /** Called before each write; may throw. Returning a number writes that many bytes and fails then, as a full disk does. */
  beforeWrite: (uri: string) => number | undefined = () => undefined;

  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [uri, text] of Object.entries(files)) this.files.set(uri, text);
  }

  read(uri: string): Promise<Uint8Array | undefined> {
    const text = this.files.get(uri);
    return Promise.resolve(text === undefined ? undefined : new TextEncoder().encode(text));
  }

  async write(uri: string, content: Uint8Array): Promise<void> {
    await Promise.resolve();
    this.written.push(uri);
    const room = this.beforeWrite(uri);
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(content.slice(0, room));
    this.files.set(uri, text);
    if (room !== undefined) throw new Error('ENOSPC: no space left on device, write');
  }

  async delete(uri: string): Promise<void> {
    await Promise.resolve();
    if (!this.files.delete(uri)) throw new Error('EntryNotFound');
  }

  foldersIn(uri: string): Promise<string[]> {
    const below = [...this.files.keys()].filter((file) => file.startsWith(`${uri}/`));
    return Promise.resolve([...new Set(below.map((file) => file.slice(uri.length + 1).split('/')[0] ?? ''))]);
  }
}
