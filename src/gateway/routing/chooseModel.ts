import type { EffectiveConfig } from '../../config/effectiveConfig.ts';
import { GatewayError, invalidRequest } from '../errors.ts';
import { formatModelReference, parseModelReference } from '../modelReference.ts';
import type { Candidate } from './candidate.ts';
import type { CompiledWorkspace } from './compiledRule.ts';
import { matchRule, matchText } from './matchRule.ts';
import type { ModelDirectory } from './modelDirectory.ts';
import type { ModelWish } from './modelName.ts';
import { modelTrouble, referenceTrouble } from './modelTrouble.ts';
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
  /** Takes what people should know, such as a rule that was skipped. */
  readonly warn: (warning: string) => void;
}

/**
 * The model by name, previous response, pin, turn, rules and catch-all, in this order; of the provider that keeps what the request
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
  return pinned(choice) ?? sameTurn(choice) ?? byRule(choice) ?? byDefault(choice);
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
  if (!(chosen instanceof GatewayError) && chosen.target.provider === provider) {
    return { ...chosen, cause, reason: `${provider} gave out ${id}, and ${chosen.reason}` };
  }
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

function pinned({ facts, turn, config, directory, warn }: Choice): Candidate | undefined {
  const pin = pinOf(facts);
  if (pin === undefined || (turn !== undefined && turn.pin === pin)) return undefined;
  const trouble = referenceTrouble(pin, config, directory);
  const target = parseModelReference(pin);
  if (trouble !== undefined || target === undefined) {
    warn(`the pinned model ${pin} is passed over: ${trouble ?? 'it is not understood'}`);
    return undefined;
  }
  const what = facts.kind === 'fim' ? 'for completions' : 'for chat';
  return { target, cause: 'pin', reason: `${pin} is pinned ${what} in this window` };
}

function sameTurn({ turn, config, directory, warn }: Choice): Candidate | undefined {
  if (turn === undefined) return undefined;
  const { target, reason } = turn.decision;
  const trouble = modelTrouble(target, config, directory);
  if (trouble !== undefined) {
    warn(`this turn began with ${formatModelReference(target)}, but ${trouble}`);
    return undefined;
  }
  return { target, cause: 'same turn', reason: `same turn: ${reason}`, turn };
}

function byRule({ compiled, facts, config, directory, warn }: Choice): Candidate | undefined {
  for (const rule of compiled.byKind[facts.kind]) {
    const match = matchRule(rule, facts);
    if (match === undefined) continue;
    const { target } = rule;
    const trouble =
      rule.broken ?? (target === undefined ? undefined : modelTrouble(target, config, directory));
    if (trouble !== undefined) warn(`${rule.label} is skipped: ${trouble}`);
    else if (target !== undefined) {
      if (!directory.usable(target.provider))
        warn(`the provider "${target.provider}" of ${rule.label} has no key`);
      return { target, cause: 'rule', reason: matchText(rule, match, facts), rule, match };
    }
  }
  return undefined;
}

function byDefault(choice: Choice): Candidate {
  const { compiled, facts, directory, config, warn } = choice;
  const { workspace } = compiled;
  const isEmbeddings = facts.kind === 'embeddings';
  const written = isEmbeddings ? workspace.embeddingsModel : workspace.model;
  if (written === undefined) throw nothingConfigured(choice);
  const key = `workspaces.${workspace.id}.${isEmbeddings ? 'embeddingsModel' : 'model'}`;
  const target = parseModelReference(written);
  if (target === undefined) {
    throw new GatewayError('model_not_found', `${key}: there is no route "${written}"`, {
      details: { model: written },
    });
  }
  const trouble = modelTrouble(target, config, directory);
  if (trouble !== undefined && !directory.hasProvider(target.provider)) {
    throw new GatewayError('provider_unavailable', `no rule matched, and of ${key}, ${written}, ${trouble}`, {
      details: { provider: target.provider },
    });
  }
  // After the catch-all nothing comes, so a model that only its list no longer shows is tried all the same.
  if (trouble !== undefined) warn(`${key}: ${trouble}`);
  else if (!directory.usable(target.provider)) warn(`the provider "${target.provider}" of ${key} has no key`);
  const ruled =
    compiled.byKind[facts.kind].length === 0 ? 'no rule is for this kind of request' : 'no rule matched';
  return isEmbeddings
    ? {
        target,
        cause: 'embeddings model',
        reason: `${ruled}, so the embeddings model of "${workspace.id}" answers`,
      }
    : { target, cause: 'catch-all', reason: `${ruled}, so the catch-all model of "${workspace.id}" answers` };
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
