import type { ModelReference } from '../modelReference.ts';
import type { RequestClass } from '../../config/conditionSchema.ts';
import type { Intent } from '../intent/intent.ts';
import type { AttemptPlan } from '../routes/attemptPlan.ts';

export type RequestKind = 'chat' | 'fim' | 'embeddings';

/** Layers of files, narrowest first (design section 4.2). */
export type FileLayer = 'prompt' | 'active' | 'visible' | 'open' | 'history';

/** A file that a request is about. */
export interface RequestFile {
  /** Forward slashes; relative to its window folder, else to the client's working directory, where it lies in one; else as found. */
  readonly path: string;
  /** The folder (name or path) that `path` is relative to. */
  readonly folder?: string;
  readonly languageId?: string;
  /** An absolute path, where known. */
  readonly absolutePath?: string;
}

/** Why a decision came out as it did: one of the mechanisms of design sections 3 and 4. */
export type DecisionCause =
  | 'named model'
  | 'named route'
  | 'pin'
  | 'rule'
  | 'tier'
  | 'catch-all'
  | 'embeddings model'
  | 'same turn'
  | 'local only'
  /** The provider keeps what the request speaks of: an earlier response, a file, a batch. */
  | 'given id'
  /** No rule is for such requests: the first provider that has the path. */
  | 'first provider';

export interface RuleOutcome {
  /** Counted from 1, as people count. */
  readonly number: number;
  readonly name?: string;
  /** The rule in short, e.g. `chat *.ts → anthropic/claude`. */
  readonly text: string;
  readonly outcome: 'matched' | 'not matched' | 'broken' | 'disabled' | 'not reached' | 'guard';
  /** Why, in one sentence, naming the condition and the file. */
  readonly why: string;
}

/** The one value that headers, log, status bar, explain and tests read. */
export interface Decision {
  /** The first of the plan's targets. */
  readonly target: ModelReference;
  /** Who may answer, best first. */
  readonly plan: AttemptPlan;
  readonly kind: RequestKind;
  readonly workspace: string;
  readonly cause: DecisionCause;
  /** The deciding rule, when one decided. */
  readonly rule?: { readonly number: number; readonly name?: string; readonly text: string };
  /** One sentence for people, e.g. `rule 2 (*.md) matched README.md, named in the newest message`. */
  readonly reason: string;
  /** The editor window that the request belongs to and how that was found; undefined when headless. */
  readonly window?: { readonly id: string; readonly how: string };
  /** The layer whose files were looked at, and those files; undefined when there were none. */
  readonly layer?: FileLayer;
  readonly files: readonly RequestFile[];
  /** The file that made the rule match. */
  readonly matchedFile?: RequestFile;
  /** The recognised client, e.g. `claude-code`. */
  readonly client?: string;
  /** What the newest user turn is about; undefined where intents are switched off, and for what is no chat. */
  readonly intent?: Intent;
  /** The rules one by one, up to the one that decided, where the record wants them; undefined: none was asked. */
  readonly rules?: readonly RuleOutcome[];
  /** A localOnly rule holds: nothing but a local target may answer. */
  readonly localOnly?: { readonly rule: string; readonly file: string };
  /** Skipped broken rules and the like, for the log and the status bar. */
  readonly warnings: readonly string[];
}

/** How a route was planned for a dry run. */
export interface RouteOutcome {
  /** Without `@`. */
  readonly id: string;
  readonly strategy: string;
  /** Who is asked in turn, as people read it; several that are asked together are one. */
  readonly order: readonly string[];
  /** Targets that take no part, of nested routes too, each with why. */
  readonly leftOut: readonly { readonly route: string; readonly target: string; readonly why: string }[];
}

/** The answer of a dry run: the decision or why there is none, and every rule with its outcome. */
export interface Explanation {
  readonly decision?: Decision;
  /** Whose rules were asked, for a refusal too; undefined when there is no such workspace. */
  readonly workspace?: string;
  readonly error?: { readonly code: string; readonly message: string };
  readonly client?: string;
  readonly requestedModel?: string;
  /** What the agent asks for. */
  readonly requestClass: RequestClass;
  /** Of refused requests too. */
  readonly intent?: Intent;
  /** About how many tokens the prompt has. */
  readonly tokens: number;
  readonly layers: readonly { readonly layer: FileLayer; readonly files: readonly RequestFile[] }[];
  readonly rules: readonly RuleOutcome[];
  /** Undefined when a model was chosen directly. */
  readonly route?: RouteOutcome;
}
