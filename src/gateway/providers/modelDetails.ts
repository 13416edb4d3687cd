import { definedMembers } from './capabilities/definedMembers.ts';
import { ollamaCapabilities } from './capabilities/listedCapabilities.ts';
import { isObject, type JsonObject } from '../wire/json.ts';
import { modelPageParsers } from './parseModelList.ts';
import type { ListedModel, ModelDetailsSource } from './provider.ts';

/** What asks the provider: the parsed body of an answer; undefined when there was none to read. */
export type AskForDetails = (path: string, body?: JsonObject) => Promise<unknown>;

/** A server with more models than this is no desk's; the rest stays without details. */
const maxAsked = 200;
const askedAtOnce = 4;

/**
 * Adds what a provider says of its models elsewhere than in its list: LM Studio in a list of its own, Ollama model by model.
 * A server that does not know the endpoint leaves the models as they are.
 * @param known a model as an earlier list had it: one that has not changed since is not asked for again
 */
export async function withModelDetails(
  models: readonly ListedModel[],
  details: ModelDetailsSource,
  ask: AskForDetails,
  known: (id: string) => ListedModel | undefined,
): Promise<readonly ListedModel[]> {
  switch (details.kind) {
    case 'list': {
      const listed = modelPageParsers.openai(await ask(details.path))?.models ?? [];
      const byId = new Map(listed.map((model) => [model.id, definedMembers(model)]));
      return models.map((model) => ({ ...model, ...byId.get(model.id) }));
    }
    case 'each': {
      const detailed = new Map<string, ListedModel>();
      const waiting = models.slice(0, maxAsked).values();
      const work = async (): Promise<void> => {
        for (const model of waiting) detailed.set(model.id, await detailsOf(model, details.path, ask, known));
      };
      await Promise.all(Array.from({ length: askedAtOnce }, work));
      return models.map((model) => detailed.get(model.id) ?? model);
    }
  }
}

async function detailsOf(
  model: ListedModel,
  path: string,
  ask: AskForDetails,
  known: (id: string) => ListedModel | undefined,
): Promise<ListedModel> {
  // Newer servers of Ollama say it in their list.
  if (model.tools !== undefined) return model;
  const before = known(model.id);
  const isSame =
    before !== undefined &&
    (before.tools ?? before.contextTokens) !== undefined &&
    before.createdAtS === model.createdAtS;
  if (isSame) return { ...before, ...definedMembers(model) };
  const answer = await ask(path, { model: model.id });
  return isObject(answer) ? { ...model, ...definedMembers(ollamaCapabilities(answer)) } : model;
}
