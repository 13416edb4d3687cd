import type { Usage } from '../exchange.ts';

/** The answer to an embeddings request, in the order of its inputs. */
export interface NeutralEmbeddings {
  /** The provider's own model name. */
  readonly model?: string;
  /** Each a list of numbers, or base64 of little-endian 32-bit floats. */
  readonly vectors: readonly (readonly number[] | string)[];
  readonly usage?: Usage;
}
