import { encodeTargetFor } from '../providers/encodeTarget.ts';
import { repairedBody, withQuirks } from '../providers/providerQuirks.ts';
import type { UpstreamAnswer } from '../upstream/attempt.ts';
import type { Provider } from '../providers/provider.ts';
import { once } from '../routing/once.ts';
import type { EncodedRequest, EncodeTarget } from '../wire/codec.ts';
import { placeForClient } from '../wire/conversions/placeForClient.ts';
import type { WireFormat } from '../wire/exchange.ts';
import { type AnswerPlan, planChat, planCompletion, planMiddle } from './answerPlan.ts';
import type { AttemptContext } from './attempts/startedAnswer.ts';
import { forwardedPath } from './forwardedPath.ts';
import type { ModelExchange } from './modelExchange.ts';
import { type BodyEdit, editedBody } from './overrides/bodyEdit.ts';
import { isMissingEndpoint, withoutUnknownPath } from './missingEndpoint.ts';
import { overriddenRequest, type Overridden, unchanged } from './overrides/overriddenRequest.ts';
import { parameterEdits } from './overrides/targetParameters.ts';
import { spliceEdits } from './overrides/spliceEdits.ts';
import type { RequestBody } from './requestBody.ts';
import { withoutPlainFormat } from './plainRequests.ts';
import { sendToProvider } from './sendToProvider.ts';
import { spliceModel } from './spliceModel.ts';
import { splicedBody } from './splicedBody.ts';
import { wishesUsage } from './usageWishes.ts';
import { writtenBody } from './writtenBody.ts';

/** A provider's answer, and how its request was put. */
export interface AskedProvider {
  readonly plan: AnswerPlan;
  readonly answer: UpstreamAnswer;
  /** The provider was asked for the usage of its stream, and the client did not. */
  readonly hidesUsage: boolean;
}

/**
 * Sends a request to its provider. A completion that the provider turns out not to have is asked for as a chat. Throws what
 * sending throws.
 */
export async function askProvider(context: AttemptContext, exchange: ModelExchange): Promise<AskedProvider> {
  const { provider } = exchange;
  const target = once(() => targetOf(context, exchange));
  if (exchange.kind === 'chat') {
    const { route, request, body } = exchange;
    try {
      const plan = planChat(route.codec, request, body, provider, target);
      const older = plan.kind === 'pass-through' ? withoutPlainFormat(provider, plan.format) : undefined;
      if (older === undefined) return await send(context, exchange, plan);
      return await orOtherwise(
        context,
        { provider, format: plan.format, model: exchange.model },
        async () => {
          const asked = await send(context, exchange, plan);
          return { ...asked, answer: await withoutUnknownPath(asked.answer, provider.id) };
        },
        () => send(context, exchange, planChat(route.codec, request, body, older, target)),
      );
    } catch (error) {
      throw placeForClient(error, request, body.json);
    }
  }
  const { route, request, model } = exchange;
  const plan = planCompletion(route.codec, request, provider, target());
  const { format } = plan;
  const mayChat = completionFormats.has(format) && request.promptList === undefined;
  if (!mayChat) return await send(context, exchange, plan);
  return await orOtherwise(
    context,
    { provider, format, model },
    () => send(context, exchange, plan),
    () => send(context, exchange, planMiddle(request, provider, target())),
  );
}

/** What a server may lack. */
interface DoubtfulEndpoint {
  readonly provider: Provider;
  readonly format: WireFormat;
  readonly model: string;
}

/** Asks in another way where the server lacks the first; once that has answered it is asked so for a while. */
async function orOtherwise(
  { services: { missingEndpoints } }: AttemptContext,
  { provider, format, model }: DoubtfulEndpoint,
  ask: () => Promise<AskedProvider>,
  askOtherwise: () => Promise<AskedProvider>,
): Promise<AskedProvider> {
  if (missingEndpoints.lacks(provider, format, model)) return await askOtherwise();
  try {
    return await ask();
  } catch (error) {
    if (!isMissingEndpoint(error)) throw error;
    const asked = await askOtherwise();
    missingEndpoints.note(provider, format, model);
    return asked;
  }
}

const completionFormats: ReadonlySet<WireFormat> = new Set([
  'completions',
  'fim',
  'ollama-generate',
  'llamacpp-infill',
]);

function targetOf({ services }: AttemptContext, { provider, model, request }: ModelExchange): EncodeTarget {
  const known = services.capabilities({ provider: provider.id, model });
  // Signatures are made by Anthropic's models alone; a history that holds others is told by `mustReencode`.
  const keepsSignatures = request.kind === 'chat' && provider.entry.nativeChatFormat === 'messages';
  return { ...encodeTargetFor(provider, model, known), keepsSignatures, fim: known.fim };
}

async function send(
  context: AttemptContext,
  exchange: ModelExchange,
  plan: AnswerPlan,
): Promise<AskedProvider> {
  const { route, body, provider, model } = exchange;
  const { format } = plan;
  const written = writtenRequest(plan, body, provider, model);
  const settings = targetEdits(context, exchange, plan);
  const { edits: limits, dropped } = overriddenRequest(
    context.services.override({ provider: provider.id, model }),
    {
      format,
      json: editedBody(written?.body ?? body.json, settings.edits),
      maxTokensField: () => encodeTargetFor(provider, model).maxTokensField,
    },
    { format: route.format, json: body.json },
  );
  context.attempt.dropped = withoutRepeats([...(written?.dropped ?? []), ...settings.dropped, ...dropped]);
  const wish = usageEdit(context, exchange, plan);
  const edits = [...settings.edits, ...limits, ...(wish === undefined ? [] : [wish])];
  const call =
    written === undefined
      ? {
          path: forwardedPath(plan.path, context.incoming.query),
          body: splicedBody(body, (bytes, members) => {
            const edited = spliceEdits(bytes, edits);
            if (modelInPath(plan)) return edited;
            return spliceModel(edited, model, edited === bytes ? members : undefined);
          }),
        }
      : { path: plan.path, body: writtenBody(editedBody(written.body, edits), body) };
  try {
    const answer = await sendToProvider(context, { format, ...call });
    const asksForUsage = wish !== undefined || wishesUsage(written?.body ?? body.json);
    return { plan, answer, hidesUsage: asksForUsage && !exchange.request.includeUsage };
  } catch (error) {
    if (wish === undefined || !context.services.usageWishes.wasRefused(error, provider)) throw error;
    return await send(context, exchange, plan);
  }
}

function withoutRepeats(names: readonly string[]): readonly string[] {
  return names.length < 2 ? names : [...new Set(names)];
}

/** What asks for the usage of a stream that passes through; a request that is written anew asks for it already. */
function usageEdit(
  { services }: AttemptContext,
  { body, provider, model }: ModelExchange,
  { kind, format }: AnswerPlan,
): BodyEdit | undefined {
  if (kind === 'convert' || !services.config().record.enabled) return undefined;
  return services.usageWishes.wish({ format, body: body.json, provider, model });
}

/** What the target's parameters change in the client's own bytes; a request that is written anew has them already. */
function targetEdits(
  context: AttemptContext,
  exchange: ModelExchange,
  { kind, format }: AnswerPlan,
): Overridden {
  const { parameters } = context.attempt.planned;
  if (parameters === undefined || kind === 'convert') return unchanged;
  const target = targetOf(context, exchange);
  return parameterEdits(format, exchange.body.json, parameters, (probe) =>
    exchange.kind === 'chat'
      ? exchange.route.codec.encodeRequest(probe, target)
      : exchange.route.codec.encodeRequest({ ...probe, kind: 'completion', prompt: 'x' }, target),
  );
}

/** The body that is written anew, with what got lost by that; undefined when the client's own bytes go. */
function writtenRequest(
  plan: AnswerPlan,
  { json, words }: RequestBody,
  provider: Provider,
  model: string,
): EncodedRequest | undefined {
  if (plan.kind === 'convert') return withQuirks(plan.request, provider, plan.format, model);
  const repaired = repairedBody(json, provider, plan.format, model, words);
  if (repaired === undefined || modelInPath(plan)) return repaired;
  return { ...repaired, body: { ...repaired.body, model } };
}

function modelInPath(plan: AnswerPlan): boolean {
  return plan.kind === 'pass-through' && plan.modelInPath === true;
}
