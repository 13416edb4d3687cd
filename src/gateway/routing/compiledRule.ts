import type { Conditions } from '../../config/conditionSchema.ts';
import type { EffectiveConfig, EffectiveRule, EffectiveWorkspace } from '../../config/effectiveConfig.ts';
import { parseTargetReference } from '../routes/targetReference.ts';
import type { TargetReference } from '../routes/targetReference.ts';
import type { RequestKind } from './decision.ts';
import { chatAndFim, compileConditions } from './conditions/compileConditions.ts';
import type { CompiledConditions, SharedFileConditions } from './conditions/compileConditions.ts';
import { conditionsText } from './conditions/conditionsText.ts';
import { type CompiledTier, compileTiers } from './compiledTier.ts';
import { ruleText } from './ruleText.ts';

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
  readonly conditions: CompiledConditions;
  readonly target: TargetReference | undefined;
  /** Why it can never be used as it is written: the configuration's finding, or what does not compile. */
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
  /** Those that are switched on, the workspace's own first. */
  readonly tiers: readonly CompiledTier[];
}

const everyKind: ReadonlySet<RequestKind> = new Set<RequestKind>(['chat', 'fim', 'embeddings']);

/** Compiles the rules of a configuration; equal conditions are shared, so that files are matched against each only once. */
export class RuleCompiler {
  readonly #platform: NodeJS.Platform;
  readonly #shared: SharedFileConditions = new Map();

  constructor(platform: NodeJS.Platform) {
    this.#platform = platform;
  }

  workspaces(config: EffectiveConfig): Map<string, CompiledWorkspace> {
    return new Map([...config.workspaces].map(([id, workspace]) => [id, this.#workspace(workspace, config)]));
  }

  /** Conditions of anything else that has the same ones as rules. */
  conditions(when: Conditions): CompiledConditions {
    return compileConditions(when, this.#platform, this.#shared);
  }

  /** @param owner says whose rule it is when it is not the workspace's */
  rule(rule: EffectiveRule, number: number, owner = ''): CompiledRule {
    const conditions = this.conditions(rule);
    const name = rule.name === undefined ? '' : ` "${rule.name}"`;
    return {
      rule,
      number,
      label: `${owner === '' ? `rule ${number}` : owner}${name} (${conditionsText(rule)})`,
      text: ruleText(rule),
      kinds: kindsOf(rule, chatAndFim),
      guardedKinds: kindsOf(rule, everyKind),
      conditions,
      target: rule.model === undefined ? undefined : parseTargetReference(rule.model),
      broken: rule.broken ?? conditions.broken,
    };
  }

  #workspace(workspace: EffectiveWorkspace, config: EffectiveConfig): CompiledWorkspace {
    const rules = workspace.rules.map((rule, index) => this.rule(rule, index + 1));
    const enabled = rules.filter(({ rule }) => rule.enabled !== false);
    const guards = enabled.filter(({ rule }) => rule.localOnly === true);
    const inherited =
      workspace.origin === 'folder'
        ? config.userLocalOnlyRules.map((rule, index) =>
            this.rule(rule, rules.length + index + 1, 'your own rule'),
          )
        : [];
    const ofKind = (kind: RequestKind): CompiledRule[] => enabled.filter(({ kinds }) => kinds.has(kind));
    return {
      workspace,
      rules,
      byKind: { chat: ofKind('chat'), fim: ofKind('fim'), embeddings: ofKind('embeddings') },
      guards: [...guards, ...inherited],
      tiers: compileTiers(workspace, config.tiers),
    };
  }
}

function kindsOf(rule: EffectiveRule, unsaid: ReadonlySet<RequestKind>): ReadonlySet<RequestKind> {
  return rule.request === undefined || rule.request === 'any' ? unsaid : new Set([rule.request]);
}
