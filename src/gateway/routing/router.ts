import type { EffectiveConfig, EffectiveRule } from '../../config/effectiveConfig.ts';
import { GatewayError, toGatewayError } from '../errors.ts';
import type { Candidate } from './candidate.ts';
import { chooseModel, pinOf } from './chooseModel.ts';
import type { Choice } from './chooseModel.ts';
import { choosePassed } from './choosePassed.ts';
import { chooseWorkspace } from './chooseWorkspace.ts';
import { RuleCompiler } from './compiledRule.ts';
import type { CompiledRule, CompiledWorkspace } from './compiledRule.ts';
import type { Decision, Explanation, RequestFile, RouteOutcome } from './decision.ts';
import { buildDecision } from './buildDecision.ts';
import { explainRules, type RuleStory, traceRules } from './explainRules.ts';
import { routeOutcome } from './routeOutcome.ts';
import { explainedFacts } from './explainedFacts.ts';
import { FileSet } from './fileSet.ts';
import { filesInScope } from './filesInScope.ts';
import { glimpsedRequest } from './glimpsedRequest.ts';
import { ignoresCase } from './globs.ts';
import { RoutePlanner } from '../routes/routePlanner.ts';
import type { OrderContext } from '../routes/orderUnits.ts';
import type { PlanRequest } from '../routes/planRequest.ts';
import type { RouteTurns } from '../routes/routeTurns.ts';
import { guardChoice, guardHits, guardPassed } from './localOnlyGuard.ts';
import type { GuardHit } from './localOnlyGuard.ts';
import type { IntentQuestion } from '../intent/secondOpinion.ts';
import type { ModelDirectory } from './modelDirectory.ts';
import { readModelName } from './modelName.ts';
import type { PassedRequest } from './passedRequest.ts';
import { previewRequest, previewWindows } from './previewRequest.ts';
import { FactReader } from './requestFacts.ts';
import type { RequestFacts } from './requestFacts.ts';
import type { RoutingRequest } from './routingRequest.ts';
import { ruleText } from './ruleText.ts';
import { type TurnEntry, TurnMap } from './turnMap.ts';
import { conversationOf, turnKeyOf } from './turns/requestKeys.ts';
import type { EditorWindow } from './window.ts';
import type { WindowSource } from './windowSource.ts';

export interface RouterOptions {
  readonly config: EffectiveConfig;
  readonly directory: ModelDirectory;
  /** Outlives the router, so that a turn keeps its model when the configuration changes. */
  readonly turns: TurnMap;
  /** What the strategies of routes order by; it outlives the router too. */
  readonly order: OrderContext;
  /** Decides whether case counts in paths. */
  readonly platform?: NodeJS.Platform;
  /** Time in ms since 1970, for `time` conditions; the machine's by default. */
  readonly now?: () => number;
}

/** Where a choice stands once the workspace is known. */
interface Route extends Choice {
  readonly hits: readonly GuardHit[];
  readonly warnings: readonly string[];
  readonly turnKey: string | undefined;
  readonly leftOut: RouteOutcome['leftOut'];
}

/** Decides which model answers (design section 4). Compiled once for a configuration. */
export class Router {
  readonly #options: RouterOptions;
  readonly #config: EffectiveConfig;
  readonly #directory: ModelDirectory;
  readonly #turns: TurnMap;
  readonly #ignoreCase: boolean;
  readonly #routeTurns: RouteTurns;
  readonly #planner: RoutePlanner;
  readonly #compiler: RuleCompiler;
  readonly #workspaces: ReadonlyMap<string, CompiledWorkspace>;
  readonly #ruleOf = new Map<EffectiveRule, CompiledRule>();
  readonly #facts: FactReader;

  constructor(options: RouterOptions) {
    const platform = options.platform ?? process.platform;
    this.#options = options;
    this.#config = options.config;
    this.#directory = options.directory;
    this.#turns = options.turns;
    this.#ignoreCase = ignoresCase(platform);
    this.#facts = new FactReader({ platform, intent: options.config.intent, now: options.now ?? Date.now });
    this.#compiler = new RuleCompiler(platform);
    this.#workspaces = this.#compiler.workspaces(options.config);
    this.#routeTurns = options.order.turns;
    this.#planner = new RoutePlanner({
      ...options.order,
      config: options.config,
      directory: options.directory,
      compileCondition: (when) => this.#compiler.conditions(when),
    });
    for (const { rules } of this.#workspaces.values()) {
      for (const compiled of rules) this.#ruleOf.set(compiled.rule, compiled);
    }
  }

  /**
   * The model that answers a request. Throws GatewayError `policy_violation`, `model_not_found`, `invalid_request` or
   * `provider_unavailable`, each saying what to do.
   */
  decide(request: RoutingRequest, windows: WindowSource): Decision {
    const route = this.#route(this.#facts.read(this.#glimpsed(request, windows), windows));
    const candidate = this.#choose(route);
    const decision = this.#decision(candidate, route);
    if (request.isCount !== true) for (const id of candidate.planned?.turns ?? []) this.#routeTurns.count(id);
    // Whatever began or changed the turn is remembered; a turn that merely goes on is already.
    if (route.turnKey === undefined || candidate.cause === 'named model') return decision;
    if (candidate.cause === 'same turn') this.#turns.follow(route.turnKey, decision);
    else this.#turns.set(route.turnKey, { decision, pin: pinOf(route.facts) });
    return decision;
  }

  /**
   * The provider that answers a request which is passed on. Throws `policy_violation`, `unknown_path`, `model_not_found` or
   * `provider_unavailable`, each saying what to do.
   */
  decidePassed(request: PassedRequest, windows: WindowSource): Decision {
    const route = this.#route(this.#facts.read(request.routing, windows));
    const hits = request.carriesData ? route.hits : [];
    const candidates = choosePassed(request, route, this.#directory);
    return buildDecision(guardPassed(candidates, hits, this.#directory), route, hits, route.warnings);
  }

  /**
   * The newest user turn when the classifier is not sure of its intent and rules are about to decide: not for a model that is
   * named or pinned, a turn that goes on, or an agent's side request. undefined where no second opinion is needed. Never throws.
   */
  intentQuestion(request: RoutingRequest, windows: WindowSource): IntentQuestion | undefined {
    const facts = this.#facts.read(this.#glimpsed(request, windows), windows);
    const own = facts.prompt.intent();
    if (own === undefined || own.confidence >= this.#config.intent.lowConfidence) return undefined;
    if (!['main', 'subagent'].includes(facts.prompt.requestClass()) || pinOf(facts) !== undefined)
      return undefined;
    try {
      const { wish, turn, hits, compiled } = this.#route(facts);
      if (wish.target !== undefined || turn !== undefined) return undefined;
      // A guard that asks for an intent may hold once that is known.
      const staysLocal = hits.length > 0 || compiled.guards.some(({ rule }) => rule.intent !== undefined);
      return { words: facts.prompt.words()?.text ?? '', own, staysLocal };
    } catch {
      // The decision says what is wrong.
      return undefined;
    }
  }

  /** A dry run: the decision or why there is none, and every rule with why it did or did not match. Never throws. */
  explain(request: RoutingRequest, windows: WindowSource): Explanation {
    return this.#explain(this.#facts.read(request, windows));
  }

  /** What a chat request from a window would get right now; `files` count as named in it. Never throws. */
  preview(window: EditorWindow | undefined, files: readonly RequestFile[] = []): Explanation {
    return this.#explain(this.#facts.read(previewRequest(window), previewWindows(window), files));
  }

  /** Which of a window's files a rule matches: those of its `scope` where that names editors, else all. */
  matchingFiles(rule: EffectiveRule, window: EditorWindow | undefined): string[] {
    const files = filesInScope(rule.scope, window);
    const { conditions, broken } = this.#compiled(rule);
    if (broken !== undefined) return [];
    const matches =
      conditions.files === undefined
        ? files
        : new FileSet(files, this.#ignoreCase).allMatches(conditions.files);
    return matches.map(({ path }) => path);
  }

  /** A router of a configuration that is still being edited; it knows no turns, and remembers none. */
  forDraft(config: EffectiveConfig): Router {
    return new Router({ ...this.#options, config, turns: new TurnMap() });
  }

  /** A rule in short, e.g. `chat *.ts → anthropic/claude-sonnet-4-5`. */
  ruleText(rule: EffectiveRule): string {
    return ruleText(rule);
  }

  /** Why a rule is skipped right now; undefined when it can be used. */
  brokenReason(rule: EffectiveRule): string | undefined {
    return this.#trouble(this.#compiled(rule));
  }

  #compiled(rule: EffectiveRule): CompiledRule {
    return this.#ruleOf.get(rule) ?? this.#compiler.rule(rule, 1);
  }

  #trouble(rule: CompiledRule): string | undefined {
    if (rule.broken !== undefined || rule.target === undefined) return rule.broken;
    return this.#planner.trouble(rule.target);
  }

  #explain(facts: RequestFacts): Explanation {
    const about = explainedFacts(facts);
    let route: Route | undefined;
    let decided: Candidate | undefined;
    const rules = (): Explanation['rules'] =>
      route === undefined ? [] : explainRules(this.#story(route, decided));
    try {
      route = this.#route(facts, true);
      decided = this.#choose(route);
      return {
        ...about,
        workspace: route.compiled.workspace.id,
        decision: this.#decision(decided, route),
        rules: rules(),
        route: routeOutcome(decided, route.leftOut),
      };
    } catch (error) {
      const { code, message } = toGatewayError(error);
      return { ...about, workspace: route?.compiled.workspace.id, error: { code, message }, rules: rules() };
    }
  }

  #decision(candidate: Candidate, route: Route): Decision {
    const rules = this.#config.record.enabled ? traceRules(this.#story(route, candidate)) : undefined;
    return buildDecision(candidate, route, route.hits, route.warnings, rules);
  }

  #story(route: Route, decided: Candidate | undefined): RuleStory {
    return { ...route, decided, trouble: (rule) => this.#trouble(rule) };
  }

  #glimpsed(request: RoutingRequest, windows: WindowSource): RoutingRequest {
    const { config, directory } = this.#options;
    return glimpsedRequest(request, { config, directory, windows, workspaces: this.#workspaces });
  }

  /** Settles which workspace decides and which local-only rules hold; throws for a name that means nothing. */
  #route(facts: RequestFacts, isDry = false): Route {
    const { request, window } = facts;
    const wish = readModelName(request, this.#config, this.#directory);
    const asked = { named: wish.workspace, pinned: request.pinnedWorkspace };
    const { id, warnings: workspaceWarnings } = chooseWorkspace(this.#config, asked, window);
    const compiled = this.#workspaces.get(id);
    if (compiled === undefined) {
      throw new GatewayError('model_not_found', `there is no workspace "${id}"`, {
        details: { model: `workspace:${id}` },
      });
    }
    // A request that names its model belongs to no turn of ours, so that nobody has to read it for one.
    const conversation = wish.target === undefined ? facts.conversation() : undefined;
    const key = turnKeyOf(facts, wish, window?.isCertain === true);
    // A later step of a turn may tell its window by a path that the first did not have yet.
    const turn =
      conversation?.continues === true
        ? (this.#turn(key) ?? this.#turn(turnKeyOf(facts, wish, false)))
        : undefined;
    const warnings = [...facts.warnings, ...workspaceWarnings];
    const warn = (warning: string): void => {
      warnings.push(warning);
    };
    const leftOut: RouteOutcome['leftOut'][number][] = [];
    const planRequest: PlanRequest = {
      facts,
      requestedModel: wish.requested,
      conversation: () => conversationOf(request),
      isDry,
      leaveOut: isDry ? (id, target, why) => leftOut.push({ route: id, target, why }) : undefined,
      warn,
    };
    return {
      config: this.#config,
      directory: this.#directory,
      facts,
      compiled,
      wish,
      turn,
      turnKey: key,
      hits: guardHits(compiled.guards, facts, this.#ignoreCase),
      warnings,
      warn,
      plan: (reference, options) => {
        // Only what is said of the last reference that was tried is told.
        leftOut.length = 0;
        return this.#planner.plan(reference, { ...planRequest, ...options });
      },
      leftOut,
    };
  }

  #turn(key: string | undefined): TurnEntry | undefined {
    return key === undefined ? undefined : this.#turns.get(key);
  }

  #choose(route: Route): Candidate {
    let chosen: Candidate | GatewayError;
    try {
      chosen = chooseModel(route);
    } catch (error) {
      // Where nothing else would answer, a local-only rule's own model still may.
      if (!(error instanceof GatewayError)) throw error;
      chosen = error;
    }
    return guardChoice(chosen, route.hits, route);
  }
}
