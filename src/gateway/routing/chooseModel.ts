import type { EffectiveConfig } from '../../config/effectiveConfig.ts';
import { GatewayError, invalidRequest } from '../errors.ts';
import { formatModelReference, parseModelReference } from '../modelReference.ts';
import { firstTarget, type PlannedTarget } from '../routes/attemptPlan.ts';
import { filterPlan, startWith } from '../routes/filterPlan.ts';
import { type Planned, type PlanRequest, targetOf, type Unplanned } from '../routes/planRequest.ts';
import { parseTargetReference, type TargetReference } from '../routes/targetReference.ts';
import type { Candidate } from './candidate.ts';
import type { CompiledWorkspace } from './compiledRule.ts';
import { matchRule, matchText } from './matchRule.ts';
import type { ModelDirectory } from './modelDirectory.ts';
import type { ModelWish } from './modelName.ts';
import { modelTrouble } from './modelTrouble.ts';
import { keepTargets } from './keepTargets.ts';
import type { GivenId } from './passedRequest.ts';
import type { RequestFacts } from './requestFacts.ts';
import type { TurnEntry } from './turnMap.ts';

/** What a choice is made from. */
export interface Choice {
  readonly config: EffectiveConfig;
  readonly directory: ModelDirectory;
  readonly facts: RequestFacts;
  readonly compiled: CompiledWorkspace;
  readonly wish: ModelWish;
  /** The turn that the request goes on with. */
  readonly turn: TurnEntry | undefined;
  /** Who may answer for a model reference, or why nobody can. */
  readonly plan: (
    reference: TargetReference,
    options?: Partial<Pick<PlanRequest, 'isLast' | 'warn'>>,
  ) => Planned | Unplanned;
  /** Takes what people should know, such as a rule that was skipped. */
  readonly warn: (warning: string) => void;
}

/**
 * The model by name, previous response, route by name, pin, turn, rules, tiers and catch-all, in this order; of the provider that keeps what the request
 * speaks of. Throws GatewayError when there is none: `provider_unavailable`, `model_not_found`, and `invalid_request` for embeddings
 * without a model and for kept things of a provider of which no model is known.
 */
export function chooseModel(choice: Choice): Candidate {
  const { target } = choice.wish;
  if (target !== undefined) {
    return { target, cause: 'named model', reason: `the request names ${formatModelReference(target)}` };
  }
  const previous = givenBefore(choice);
  if (previous !== undefined) return previous;
  const kept = choice.facts.request.kept?.();
  return kept !== undefined && choice.directory.hasProvider(kept.provider)
    ? whereKept(choice, kept)
    : unbound(choice);
}

/** The model of a request that any provider can answer. */
function unbound(choice: Choice): Candidate {
  if (choice.wish.route !== undefined) return sameTurn(choice) ?? namedRoute(choice);
  return pinned(choice) ?? sameTurn(choice) ?? byRule(choice) ?? byTier(choice) ?? byDefault(choice);
}

/** An earlier response can be gone on with only where it is kept, by the model that gave it. */
function givenBefore({ facts, directory }: Choice): Candidate | undefined {
  const { given } = facts.request;
  if (given?.model === undefined || !directory.hasProvider(given.provider)) return undefined;
  const { provider, model, id } = given;
  return {
    target: { provider, model },
    cause: 'given id',
    reason: `${provider} keeps the previous response ${id}`,
  };
}

/** Nobody else can read a file by its id: the chosen model where it is of that provider, else the one that the client asks for. */
function whereKept(choice: Choice, { id, provider }: GivenId): Candidate {
  const { facts, directory } = choice;
  const chosen = chosenOrError(choice);
  const cause = 'given id';
  const there =
    chosen instanceof GatewayError
      ? undefined
      : keepTargets(chosen, (one) => one.target.provider === provider);
  if (there !== undefined)
    return { ...there, cause, reason: `${provider} gave out ${id}, and ${there.reason}` };
  const { request, ignoreModel } = facts.request;
  const target = { provider, model: request.model ?? '' };
  if (!ignoreModel && directory.modelState(target) === 'known') {
    return { target, cause, reason: `${provider} gave out ${id} and lists ${target.model}` };
  }
  const meant =
    chosen instanceof GatewayError ? chosen.message : `${formatModelReference(chosen.target)} was chosen`;
  throw invalidRequest(
    'model',
    `only ${provider} has ${id}, which it gave out, but ${meant}; ask for "${provider}/MODEL", or send the content instead of ` +
      'its id',
  );
}

function chosenOrError(choice: Choice): Candidate | GatewayError {
  try {
    return unbound(choice);
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw error;
  }
}

/** The pin that holds for a request of this kind, as written. Embeddings are never pinned. */
export function pinOf({ kind, window }: Pick<RequestFacts, 'kind' | 'window'>): string | undefined {
  const override = window?.window.override;
  switch (kind) {
    case 'chat':
      return override?.chat;
    case 'fim':
      return override?.fim;
    case 'embeddings':
      return undefined;
  }
}

function pinned({ facts, turn, plan, warn }: Choice): Candidate | undefined {
  const pin = pinOf(facts);
  if (pin === undefined || (turn !== undefined && turn.pin === pin)) return undefined;
  const planned = planOfText(pin, plan);
  if ('trouble' in planned) {
    warn(`the pinned model ${pin} is passed over: ${planned.trouble}`);
    return undefined;
  }
  const what = facts.kind === 'fim' ? 'for completions' : 'for chat';
  return candidate(planned, { cause: 'pin', reason: `${pin} is pinned ${what} in this window` });
}

/** The target that the turn began or went on with first, and behind it the others that might have answered it. */
function sameTurn({ turn, config, directory, warn }: Choice): Candidate | undefined {
  if (turn === undefined) return undefined;
  const { decision, answeredBy = firstTarget(decision.plan) } = turn;
  const target = answeredBy?.target ?? decision.target;
  const trouble = modelTrouble(target, config, directory);
  if (trouble !== undefined) {
    warn(`this turn began with ${formatModelReference(target)}, but ${trouble}`);
    return undefined;
  }
  const isWell = (one: PlannedTarget): boolean => modelTrouble(one.target, config, directory) === undefined;
  const rest = filterPlan(decision.plan, isWell) ?? decision.plan;
  const plan = answeredBy === undefined ? rest : startWith(rest, answeredBy);
  const moved = turn.answeredBy === undefined ? '' : `, which ${formatModelReference(target)} went on with`;
  const reason = `same turn${moved}: ${decision.reason}`;
  return { target, planned: { plan, turns: [] }, cause: 'same turn', reason, turn };
}

/** The route that the client names. */
function namedRoute({ wish: { route = '' }, plan }: Choice): Candidate {
  const planned = plan({ kind: 'route', id: route }, { isLast: true });
  if ('plan' in planned)
    return candidate(planned, { cause: 'named route', reason: 'the request names its route' });
  throw new GatewayError('provider_unavailable', `of @${route}, which the request names, ${planned.trouble}`);
}

function byRule({ compiled, facts, plan, warn }: Choice): Candidate | undefined {
  for (const rule of compiled.byKind[facts.kind]) {
    const match = matchRule(rule, facts);
    if (match === undefined) continue;
    const { target } = rule;
    const say = (warning: string): void => {
      warn(`${rule.label}: ${warning}`);
    };
    const planned =
      rule.broken !== undefined ? { trouble: rule.broken } : target && plan(target, { warn: say });
    if (planned === undefined) continue;
    if ('plan' in planned)
      return candidate(planned, { cause: 'rule', reason: matchText(rule, match, facts), rule, match });
    warn(`${rule.label} is skipped: ${planned.trouble}`);
  }
  return undefined;
}

/** A name that no provider was named for means what the tiers say. Embeddings are of no tier, as a chat model makes none. */
function byTier({ compiled, facts, wish, plan, warn }: Choice): Candidate | undefined {
  const { requested } = wish;
  if (requested === undefined || facts.kind === 'embeddings') return undefined;
  for (const tier of compiled.tiers) {
    if (!tier.matches(requested)) continue;
    const planned = tier.broken !== undefined ? { trouble: tier.broken } : tier.target && plan(tier.target);
    if (planned === undefined) continue;
    if ('plan' in planned)
      return candidate(planned, { cause: 'tier', reason: `${tier.label} matched ${requested}` });
    warn(`${tier.label} is skipped: ${planned.trouble}`);
  }
  return undefined;
}

function byDefault(choice: Choice): Candidate {
  const { compiled, facts, plan, warn } = choice;
  const { workspace } = compiled;
  const isEmbeddings = facts.kind === 'embeddings';
  const written = isEmbeddings ? workspace.embeddingsModel : workspace.model;
  if (written === undefined) throw nothingConfigured(choice);
  const key = `workspaces.${workspace.id}.${isEmbeddings ? 'embeddingsModel' : 'model'}`;
  // After the catch-all nothing comes, so a model that only its list no longer shows is tried all the same.
  const planned = planOfText(written, (reference) =>
    plan(reference, { isLast: true, warn: (warning) => warn(`${key}: ${warning}`) }),
  );
  if ('trouble' in planned) {
    throw new GatewayError(
      'provider_unavailable',
      `no rule matched, and of ${key}, ${written}, ${planned.trouble}`,
      {
        details: { provider: parseModelReference(written)?.provider ?? written },
      },
    );
  }
  const ruled =
    compiled.byKind[facts.kind].length === 0 ? 'no rule is for this kind of request' : 'no rule matched';
  return isEmbeddings
    ? candidate(planned, {
        cause: 'embeddings model',
        reason: `${ruled}, so the embeddings model of "${workspace.id}" answers`,
      })
    : candidate(planned, {
        cause: 'catch-all',
        reason: `${ruled}, so the catch-all model of "${workspace.id}" answers`,
      });
}

function planOfText(text: string, plan: Choice['plan']): Planned | Unplanned {
  const reference = parseTargetReference(text);
  return reference === undefined
    ? { trouble: `"${text}" is no model; it should be "provider/model"` }
    : plan(reference);
}

function candidate(planned: Planned, why: Omit<Candidate, 'target' | 'planned'>): Candidate {
  return { target: targetOf(planned), planned, ...why };
}

function nothingConfigured({ compiled, facts, directory }: Choice): GatewayError {
  const { workspace } = compiled;
  if (directory.providerIds().every((id) => id === 'demo')) {
    return new GatewayError(
      'provider_unavailable',
      'no provider is configured yet; add one with "Muxgate: Add Provider" in VS Code or under "providers" in the ' +
        'configuration file, or name the built-in model "demo/echo" to try things out',
    );
  }
  if (facts.kind === 'embeddings') {
    const key = `workspaces.${workspace.id}.embeddingsModel`;
    return new GatewayError(
      'invalid_request',
      `no rule that says "request": "embeddings" matched in the workspace "${workspace.id}", and it has no embeddings ` +
        `model; set "${key}" to a "provider/model"`,
      { details: { field: key } },
    );
  }
  const key = `workspaces.${workspace.id}.model`;
  return new GatewayError(
    'model_not_found',
    `no rule of the workspace "${workspace.id}" matched, and it has no catch-all; set "${key}" to a "provider/model"`,
    { details: { model: facts.request.request.model ?? '' } },
  );
}
