import type { ModelReference } from '../modelReference.ts';

/** What routing asks about providers and their models; the answers never wait for the network. */
export interface ModelDirectory {
  /** Another number as soon as one of the answers below may be another. */
  readonly revision: number;
  /** A usable entry of that id is configured, `demo` included. */
  hasProvider(id: string): boolean;
  /** Nothing sent to this model leaves the machine. */
  isLocal(reference: ModelReference): boolean;
  /** `gone`: the provider's list was fetched and no longer has it; `unknown`: there is no list to tell. */
  modelState(reference: ModelReference): 'known' | 'unknown' | 'gone';
  /** The provider has all that a call needs, its key above all. */
  usable(id: string): boolean;
  /** In the order of the configuration. */
  providerIds(): string[];
}
