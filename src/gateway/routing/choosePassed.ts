import { GatewayError } from '../errors.ts';
import { formatModelReference } from '../modelReference.ts';
import { leaves } from '../routes/unit.ts';
import type { Candidate } from './candidate.ts';
import type { Choice } from './chooseModel.ts';
import type { ModelDirectory } from './modelDirectory.ts';
import type { PassedRequest } from './passedRequest.ts';

/**
 * The providers that may answer a passed request, the best first: the one that the model names, the one that gave out an id in it,
 * those that list the model, those that have the path. Only the first group that is not empty counts.
 * Throws `unknown_path` that names who would have it.
 */
export function choosePassed(
  { routing, path, method, holders, wouldHold, given }: PassedRequest,
  { wish, plan }: Pick<Choice, 'wish' | 'plan'>,
  directory: ModelDirectory,
): readonly [Candidate, ...Candidate[]] {
  const { target } = wish;
  if (target !== undefined) {
    return [{ target, cause: 'named model', reason: `the request names ${formatModelReference(target)}` }];
  }
  if (wish.route !== undefined) return ofRoute(wish.route, plan, holders);
  const model = modelIn(routing);
  if (given !== undefined && directory.hasProvider(given.provider)) {
    const reason = `${given.provider} gave out ${given.id}`;
    return [{ target: { provider: given.provider, model }, cause: 'given id', reason }];
  }
  // What has no key cannot answer, and is asked all the same when nothing else is there: the error says what is missing.
  const inOrder = [
    ...holders.filter((id) => directory.usable(id)),
    ...holders.filter((id) => !directory.usable(id)),
  ];
  const listing =
    model === '' ? [] : inOrder.filter((provider) => directory.modelState({ provider, model }) === 'known');
  const [best, ...others] = (listing.length > 0 ? listing : inOrder).map((provider): Candidate => {
    const why = listing.length > 0 ? `lists ${model}` : `is the first provider that has ${path}`;
    return { target: { provider, model }, cause: 'first provider', reason: `${provider} ${why}` };
  });
  if (best !== undefined) return [best, ...others];
  throw new GatewayError(
    'unknown_path',
    `No provider that is configured has ${method} ${path}. ${wouldHold}`,
    {
      details: { path },
    },
  );
}

/** The route's targets in their order, those whose provider has the path; all where none is known to. */
function ofRoute(
  id: string,
  plan: Choice['plan'],
  holders: readonly string[],
): readonly [Candidate, ...Candidate[]] {
  const planned = plan({ kind: 'route', id }, { isLast: true });
  if ('trouble' in planned) {
    throw new GatewayError('provider_unavailable', `of @${id}, which the request names, ${planned.trouble}`);
  }
  const all = leaves(planned.plan.steps);
  const holding = all.filter(({ target }) => holders.includes(target.provider));
  const [best, ...others] = (holding.length > 0 ? holding : all).map(({ target }): Candidate => {
    const reason = `the request names @${id}, and ${formatModelReference(target)} is its first target for this path`;
    return { target, cause: 'named route', reason };
  });
  if (best === undefined) throw new GatewayError('provider_unavailable', `@${id} has no target`);
  return [best, ...others];
}

/** `auto` is no model of anybody: the request names none. */
function modelIn({ request: { model } }: PassedRequest['routing']): string {
  return model === undefined || model === 'auto' ? '' : model;
}
