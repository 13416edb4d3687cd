import type { ConfigFormat } from './text/configText.ts';
import type { ConfigPath } from './text/configPath.ts';

/** What is known of this machine when clients are looked for. */
export interface Machine {
  readonly home: string;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The editor's name, e.g. `Cursor`. */
  readonly editor: string;
  /** Whether an extension with this id is installed. */
  hasExtension(id: string): boolean;
  /** Whether there is a file or folder. */
  exists(path: string): boolean;
}

/** What a client is pointed at. */
export interface ClientAddress {
  /** `http://host:port` */
  readonly origin: string;
  /** The same as the user's own computer reaches it, where this window is a remote one. */
  readonly external?: string;
  /** The access key to send; without access keys clients still want some text there. */
  readonly key: string;
  /** Requests without the access key are refused. */
  readonly needsKey: boolean;
}

/** One value that is written. */
export interface ConfigEdit {
  readonly path: ConfigPath;
  readonly value: unknown;
  /** What the user has there already stays: a credential of his that serves as well as ours. */
  readonly keepsExisting?: boolean;
}

/** A file of a client and what is written there. */
export interface ConfigTarget {
  readonly path: string;
  readonly format: ConfigFormat;
  readonly edits: (address: ClientAddress, read: ReadConfig) => readonly ConfigEdit[];
}

/** Reads a value of a client's file. `file` counts the client's targets. */
export type ReadConfig = (path: ConfigPath, file?: number) => unknown;

/** Where a client sends its requests by what its files say. */
export interface ClientEndpoint {
  readonly baseUrl: string;
  readonly key?: string;
}

/** Something to do by hand, and the text to copy for it. */
export interface ClientStep {
  readonly text: string;
  readonly copy?: string;
}

/** How a client is connected by changing its files. */
export interface ClientConfig {
  /** In the order in which they are shown; undefined: on this system it cannot be done, `steps` say how. */
  readonly targets: (machine: Machine) => readonly ConfigTarget[] | undefined;
  /** What the files say now; undefined: nothing of an address. */
  readonly endpoint: (read: ReadConfig) => ClientEndpoint | undefined;
}

/** Signs that a client is on this machine; one is enough. */
export interface ClientSigns {
  readonly extensions?: readonly string[];
  /** Commands on the PATH. */
  readonly commands?: readonly string[];
  readonly folders?: (machine: Machine) => readonly string[];
  /** The editor that this window belongs to. */
  readonly editors?: readonly string[];
}

export type ClientWire = 'chat' | 'messages' | 'responses' | 'gemini';

/**
 * A client that can be pointed at the gateway: a file in `catalog/` and a line in `connectors.ts`. It says facts; looking,
 * writing and taking back is done for all of them alike.
 */
export interface ClientConnector {
  readonly id: string;
  readonly name: string;
  readonly signs: ClientSigns;
  /** What it speaks: how a request through it looks. */
  readonly wire: ClientWire;
  /** Absent: nothing outside of the client can set it. */
  readonly config?: ClientConfig;
  /** What has to be done by hand: besides the files, or all of it. */
  readonly steps?: (address: ClientAddress) => readonly ClientStep[];
  /** What cannot work, and why. */
  readonly limits?: () => string;
}
