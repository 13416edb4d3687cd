import * as z from 'zod/mini';
import type { VscodePart } from './vscodeChat.ts';

/** The editor's questions whose answers come in parts, before the result: one entry a method, checked by the gateway. */
const streamedParams = {
  /** A request of VS Code's own chat, or of an extension through `vscode.lm`: a `VscodeChatRequest`. */
  vscodeChat: z.object({
    model: z.string(),
    messages: z.array(z.unknown()),
    tools: z.optional(z.array(z.unknown())),
    toolMode: z.optional(z.enum(['auto', 'required'])),
    modelOptions: z.optional(z.record(z.string(), z.unknown())),
  }),
} as const;

export type StreamedMethod = keyof typeof streamedParams;
export type StreamedParams<M extends StreamedMethod> = z.infer<(typeof streamedParams)[M]>;

/** What one part holds. */
export interface StreamedParts {
  vscodeChat: readonly VscodePart[];
}

export interface StreamedResults {
  /** Who answered, for the log: the `x-muxgate-*` headers without the prefix. */
  vscodeChat: { readonly decision: Readonly<Record<string, string>> };
}

/** The asker's end of a stream. */
export interface PartSink<Part> {
  readonly signal: AbortSignal;
  /** Resolves when the asker keeps up; rejects with the signal's reason when it has gone. */
  readonly send: (part: Part) => Promise<void>;
}

export type StreamHandlers = {
  [M in StreamedMethod]: (
    params: StreamedParams<M>,
    sink: PartSink<StreamedParts[M]>,
  ) => Promise<StreamedResults[M]>;
};

/** Whether a method exists, and is answered in parts. */
export function isStreamedMethod(method: string): method is StreamedMethod {
  return Object.hasOwn(streamedParams, method);
}

/** The parameters of a method when they are of its shape, else undefined. */
export function parseStreamedParams<M extends StreamedMethod>(
  method: M,
  raw: unknown,
): StreamedParams<M> | undefined {
  const result = streamedParams[method].safeParse(raw);
  return result.success ? result.data : undefined;
}
