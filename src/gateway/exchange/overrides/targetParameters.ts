import type { TargetParameters } from '../../../config/routeSchema.ts';
import type { ChatRequest, CompletionRequest, WireFormat } from '../../wire/exchange.ts';
import type { ReasoningRequest } from '../../wire/requestParameters.ts';
import type { EncodedRequest } from '../../wire/codec.ts';
import { isObject, type JsonObject } from '../../wire/json.ts';
import { type BodyEdit, removal } from './bodyEdit.ts';
import { budgetEdits, presentLimits } from './limitEdits.ts';
import type { Overridden } from './overriddenRequest.ts';
import { reasoningEdits, reasoningFields } from './reasoningEdits.ts';

/** A request with what its target sets in it. */
export function withParameters<Request extends ChatRequest | CompletionRequest>(
  request: Request,
  { temperature, maxOutputTokens, reasoningEffort }: TargetParameters,
): Request {
  return {
    ...request,
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    ...(reasoningEffort === undefined || request.kind !== 'chat'
      ? {}
      : { reasoning: reasoningOf(reasoningEffort) }),
  };
}

function reasoningOf(effort: NonNullable<TargetParameters['reasoningEffort']>): ReasoningRequest {
  return effort === 'none' ? { mode: 'off' } : { mode: 'on', effort };
}

/** Objects of bodies whose other members are none of a target's business. */
const sharedObjects: ReadonlySet<string> = new Set([
  'generationConfig',
  'options',
  'reasoning',
  'output_config',
]);

/**
 * What a target's parameters change in a client's own bytes: the same members that the format's encoder writes for them, so that
 * a model that knows one of them by another name, or not at all, is asked in its own way. What the model cannot be told, of the
 * target's or in its place of the client's, is `dropped`.
 * @param encode writes a request in the body's format for the model
 */
export function parameterEdits(
  format: WireFormat,
  body: JsonObject,
  parameters: TargetParameters,
  encode: (probe: ChatRequest) => EncodedRequest,
): Overridden {
  const unset = encode(probe);
  // The limit stands beside reasoning, since a budget for thoughts must fit below it.
  const set = encode(withParameters(probe, parameters));
  const plain = members(unset.body);
  const edits = [...members(set.body)].flatMap(([name, { path, value }]) =>
    JSON.stringify(plain.get(name)?.value) === JSON.stringify(value) ? [] : [{ path, value }],
  );
  const lost = set.dropped.filter((field) => !unset.dropped.includes(field));
  const removed = removals(format, body, parameters);
  const gone = new Set(removed.flatMap(({ path, value }) => (value === undefined ? [path.join('.')] : [])));
  const replaced = lost.length === 0 ? [] : reasoningFields(format, body).filter((field) => gone.has(field));
  return { edits: [...removed, ...edits], dropped: [...lost, ...replaced] };
}

/** Other spellings of what is set, which would contradict it. */
function removals(format: WireFormat, body: JsonObject, parameters: TargetParameters): BodyEdit[] {
  const limits =
    parameters.maxOutputTokens === undefined
      ? []
      : presentLimits(format, body).map((path) => removal(body, path));
  const { maxOutputTokens, reasoningEffort } = parameters;
  if (reasoningEffort === undefined) {
    return maxOutputTokens === undefined ? [] : [...limits, ...budgetEdits(format, body, maxOutputTokens)];
  }
  if (format === 'responses') return limits;
  return [...reasoningEdits(format, body), ...limits];
}

const probe: ChatRequest = {
  kind: 'chat',
  model: undefined,
  stream: false,
  includeUsage: false,
  stop: [],
  tools: [],
  messages: [{ role: 'user', content: [{ type: 'text', text: 'x' }] }],
  extras: {},
};

/** The members of a body by their path's text; those of shared objects each by itself. */
function members(body: JsonObject): Map<string, Required<Pick<BodyEdit, 'path' | 'value'>>> {
  const found = new Map<string, Required<Pick<BodyEdit, 'path' | 'value'>>>();
  for (const [key, value] of Object.entries(body)) {
    if (!sharedObjects.has(key) || !isObject(value)) {
      found.set(key, { path: [key], value });
      continue;
    }
    for (const [inner, innerValue] of Object.entries(value)) {
      found.set(`${key}.${inner}`, { path: [key, inner], value: innerValue });
    }
  }
  return found;
}
