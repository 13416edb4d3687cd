/**
 * VS Code's language-model API (`vscode.lm`) as plain data: its classes have no JSON form, so the editor maps them to this and
 * back. One shape for both ways: what VS Code's chat asks of us, and what we ask of VS Code's own models.
 */

/** `system` has no member in the stable enum; VS Code's own chat sends it as 3 all the same. */
export type VscodeRole = 'user' | 'assistant' | 'system';

export type VscodePart =
  | { readonly type: 'text'; readonly value: string }
  /** Proposed API, there at run time in the versions that show thoughts. */
  | {
      readonly type: 'thinking';
      readonly value: string;
      readonly id?: string;
      readonly metadata?: Readonly<Record<string, unknown>>;
    }
  | { readonly type: 'toolCall'; readonly callId: string; readonly name: string; readonly input: unknown }
  | { readonly type: 'toolResult'; readonly callId: string; readonly content: readonly VscodePart[] }
  /** `data` is base64. */
  | { readonly type: 'data'; readonly mimeType: string; readonly data: string };

export interface VscodeMessage {
  readonly role: VscodeRole;
  readonly name?: string;
  readonly content: readonly VscodePart[];
}

export interface VscodeTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema?: unknown;
}

/** One request to a language model. */
export interface VscodeChatRequest {
  readonly model: string;
  readonly messages: readonly VscodeMessage[];
  readonly tools?: readonly VscodeTool[];
  readonly toolMode?: 'auto' | 'required';
  readonly modelOptions?: Readonly<Record<string, unknown>>;
}

/** A model that VS Code has, as it says. */
export interface VscodeModel {
  /** `vendor/id`. */
  readonly id: string;
  readonly name: string;
  readonly family: string;
  readonly maxInputTokens: number;
  /** false: the user has not allowed it yet. */
  readonly allowed: boolean;
}

/** Somebody of ours that VS Code's chat may ask; the editor says it in words. What is not known is absent. */
export interface OfferedModel {
  /** Stable: `auto`, `workspace:ID`, `@route` or `provider/model`. */
  readonly id: string;
  readonly kind: 'auto' | 'workspace' | 'route' | 'model';
  readonly name: string;
  /** The provider's name, of a `model`. */
  readonly provider?: string;
  /** Who answers: where no rule matches, or in turn. Empty for a `model`. */
  readonly targets: readonly string[];
  readonly contextTokens?: number;
  readonly maxOutputTokens?: number;
  readonly tools?: boolean;
  readonly images?: boolean;
  readonly reasoning?: boolean;
  /** In USD per million tokens. */
  readonly price?: { readonly inputUsd: number; readonly outputUsd: number };
  /** Nothing of a request leaves the machine. */
  readonly local: boolean;
  /** Shown in the picker unless the user decides otherwise. */
  readonly selectable: boolean;
}
