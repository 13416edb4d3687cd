import type { EffectiveConfig, EffectiveRule, EffectiveWorkspace } from '../../config/effectiveConfig.ts';
import type { FileScope } from '../../config/conditionSchema.ts';
import { parseModelReference } from '../modelReference.ts';
import type { ModelReference } from '../modelReference.ts';
import type { RequestKind } from './decision.ts';
import type { FileCondition } from './fileCondition.ts';
import { compileGlobs } from './globs.ts';
import type { Globs } from './globs.ts';
import { conditionsText, ruleText } from './ruleText.ts';

/** A rule, ready to be asked. */
export interface CompiledRule {
  readonly rule: EffectiveRule;
  /** Counted from 1, in its workspace. */
  readonly number: number;
  /** e.g. `rule 2 (*.md)`. */
  readonly label: string;
  /** e.g. `*.md → openai/gpt-4o-mini`. */
  readonly text: string;
  readonly kinds: ReadonlySet<RequestKind>;
  /** The kinds that it guards when it is `localOnly`: embeddings too, unless it says otherwise. */
  readonly guardedKinds: ReadonlySet<RequestKind>;
  readonly clients: ReadonlySet<string> | undefined;
  /** undefined: it holds whatever the files are, and without any. */
  readonly condition: FileCondition | undefined;
  readonly scope: FileScope | undefined;
  readonly target: ModelReference | undefined;
  /** Why it can never be used as it is written: the configuration's finding, or a glob that does not compile. */
  readonly broken: string | undefined;
}

/** A workspace, ready to decide. */
export interface CompiledWorkspace {
  readonly workspace: EffectiveWorkspace;
  readonly rules: readonly CompiledRule[];
  /** The enabled rules that may hold for a kind, in order. */
  readonly byKind: Readonly<Record<RequestKind, readonly CompiledRule[]>>;
  /** The enabled `localOnly` rules, the user's own too in a folder's workspace. */
  readonly guards: readonly CompiledRule[];
}

const chatAndFim: ReadonlySet<RequestKind> = new Set<RequestKind>(['chat', 'fim']);
const everyKind: ReadonlySet<RequestKind> = new Set<RequestKind>(['chat', 'fim', 'embeddings']);

/** Compiles the rules of a configuration; equal conditions are shared, so that files are matched against each only once. */
export class RuleCompiler {
  readonly #platform: NodeJS.Platform;
  readonly #conditions = new Map<string, FileCondition>();

  constructor(platform: NodeJS.Platform) {
    this.#platform = platform;
  }

  workspaces(config: EffectiveConfig): Map<string, CompiledWorkspace> {
    return new Map(
      [...config.workspaces].map(([id, workspace]) => [
        id,
        this.#workspace(workspace, config.userLocalOnlyRules),
      ]),
    );
  }

  /** @param owner says whose rule it is when it is not the workspace's */
  rule(rule: EffectiveRule, number: number, owner = ''): CompiledRule {
    const files = this.#globs(rule);
    const { broken: globError, globs } = files;
    const name = rule.name === undefined ? '' : ` "${rule.name}"`;
    return {
      rule,
      number,
      label: `${owner === '' ? `rule ${number}` : owner}${name} (${conditionsText(rule)})`,
      text: ruleText(rule),
      kinds: kindsOf(rule, chatAndFim),
      guardedKinds: kindsOf(rule, everyKind),
      clients: wordSet(rule.clients),
      condition: this.#condition(rule, globs),
      scope: rule.scope,
      target: rule.model === undefined ? undefined : parseModelReference(rule.model),
      broken: rule.broken ?? globError,
    };
  }

  #workspace(workspace: EffectiveWorkspace, userGuards: readonly EffectiveRule[]): CompiledWorkspace {
    const rules = workspace.rules.map((rule, index) => this.rule(rule, index + 1));
    const enabled = rules.filter(({ rule }) => rule.enabled !== false);
    const guards = enabled.filter(({ rule }) => rule.localOnly === true);
    const inherited =
      workspace.origin === 'folder'
        ? userGuards.map((rule, index) => this.rule(rule, rules.length + index + 1, 'your own rule'))
        : [];
    const ofKind = (kind: RequestKind): CompiledRule[] => enabled.filter(({ kinds }) => kinds.has(kind));
    return {
      workspace,
      rules,
      byKind: { chat: ofKind('chat'), fim: ofKind('fim'), embeddings: ofKind('embeddings') },
      guards: [...guards, ...inherited],
    };
  }

  #globs(rule: EffectiveRule): { globs?: Globs; broken?: string } {
    const patterns = [rule.files ?? []].flat();
    if (patterns.every((pattern) => pattern.trim() === '')) return {};
    const compiled = compileGlobs(patterns, this.#platform);
    return 'error' in compiled ? { broken: compiled.error } : { globs: compiled };
  }

  #condition(rule: EffectiveRule, globs: Globs | undefined): FileCondition | undefined {
    const languages = wordSet(rule.languages);
    if (globs === undefined && languages === undefined) return undefined;
    const key = JSON.stringify([rule.files, rule.languages]);
    const known = this.#conditions.get(key);
    if (known !== undefined) return known;
    const condition = { globs, languages };
    this.#conditions.set(key, condition);
    return condition;
  }
}

function kindsOf(rule: EffectiveRule, unsaid: ReadonlySet<RequestKind>): ReadonlySet<RequestKind> {
  return rule.request === undefined || rule.request === 'any' ? unsaid : new Set([rule.request]);
}

function wordSet(words: readonly string[] | undefined): ReadonlySet<string> | undefined {
  const kept = (words ?? []).map((word) => word.trim().toLowerCase()).filter((word) => word !== '');
  return kept.length === 0 ? undefined : new Set(kept);
}
