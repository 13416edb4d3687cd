import type { Usage } from '../exchange.ts';

/** The answer to an embeddings request, in the order of its inputs. */
export interface NeutralEmbeddings {
  /** The provider's own model name. */
  readonly model?: string;
  /** Each a list of numbers, or base64 of little-endian 32-bit floats. */
  readonly vectors: readonly (readonly number[] | string)[];
  readonly usage?: Usage;
}

/** The answers to one request that was asked for in parts, in the order of its inputs. */
export function joinEmbeddings(parts: readonly NeutralEmbeddings[]): NeutralEmbeddings {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first;
  const counts = parts.flatMap(({ usage }) => usage?.inputTokens ?? []);
  return {
    model: first?.model,
    vectors: parts.flatMap(({ vectors }) => vectors),
    usage: counts.length === 0 ? undefined : { inputTokens: counts.reduce((sum, count) => sum + count, 0) },
  };
}
