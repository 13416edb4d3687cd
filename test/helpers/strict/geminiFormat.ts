import {
  asArray,
  asString,
  isObject,
  type JsonObject,
  type JsonValue,
} from '../../../src/gateway/wire/json.ts';
import { isBase64 } from './contentRules.ts';
import { spokenLogprob, spokenUsage } from './spokenAnswer.ts';
import type { SpokenAnswer } from './spokenAnswer.ts';
import { sseEvent, type StrictCall, type StrictFormat } from './strictFormat.ts';

const usageMetadata = {
  promptTokenCount: spokenUsage.input,
  cachedContentTokenCount: spokenUsage.cached,
  candidatesTokenCount: spokenUsage.output - spokenUsage.reasoning,
  thoughtsTokenCount: spokenUsage.reasoning,
  totalTokenCount: spokenUsage.input + spokenUsage.output,
};

const finishReasons = { stop: 'STOP', length: 'MAX_TOKENS', toolCalls: 'STOP', refusal: 'SAFETY' } as const;

/** How Gemini signs what it thought before a call, the only signature that it takes back. */
export function geminiSignature(name: string): string {
  return Buffer.from(`signed by Gemini: ${name}`).toString('base64');
}

/** What Gemini's generateContent and streamGenerateContent refuse and say. */
export const strictGemini: StrictFormat = {
  name: 'gemini',
  takes: (path) => /\/models\/[^/]+:(?:generateContent|streamGenerateContent)$/.test(path),
  bodyType: 'GeminiBody',
  // Google's own documentation writes the levels in small letters.
  readValue: (key, value) =>
    key === 'thinkingLevel' && typeof value === 'string' ? value.toUpperCase() : value,
  refusalOf: (call) =>
    keyRefusal(call) ?? toolRefusal(call.body) ?? configRefusal(call.body) ?? contentsRefusal(call),
  wantsStream: ({ path }) => path.endsWith(':streamGenerateContent'),
  whole: (answer, call) =>
    chunk(call, parts(answer), {
      finishReason: finishReasons[answer.finish],
      ...grounding(answer),
      ...logprobs(answer.text, call),
    }),
  stream: (answer, call) => {
    const pieces = parts(answer).flatMap((part) =>
      part.text !== undefined && part.thought === undefined ? spokenPieces(answer) : [part],
    );
    const chunks = [
      ...pieces.map((part) => chunk(call, [part], logprobs(answer.text && textOf(part), call))),
      chunk(call, [{ text: '' }], { finishReason: finishReasons[answer.finish], ...grounding(answer) }),
    ];
    if (call.query.get('alt') === 'sse') return chunks.map((data) => sseEvent(data));
    return chunks.map((data, index) => `${index === 0 ? '[' : ',\r\n'}${JSON.stringify(data)}`).concat(']');
  },
  streamFailure: (message) => sseEvent(errorBody(503, message)),
  errorBody,
  streamType: 'text/event-stream',
};

function errorBody(status: number, message: string): JsonObject {
  const names: Record<number, string> = {
    400: 'INVALID_ARGUMENT',
    429: 'RESOURCE_EXHAUSTED',
    503: 'UNAVAILABLE',
  };
  return { error: { code: status, message, status: names[status] ?? 'INTERNAL' } };
}

function chunk({ path }: StrictCall, content: JsonObject[], more: JsonObject = {}): JsonObject {
  return {
    candidates: [{ content: { role: 'model', parts: content }, ...more, index: 0 }],
    usageMetadata,
    modelVersion: /models\/([^/:]+)/.exec(path)?.[1],
    responseId: 'gemini-strict',
  };
}

/** Where the first piece comes from, as Google Search grounds an answer. */
function grounding({ citation, text }: SpokenAnswer): JsonObject {
  if (citation === undefined) return {};
  const said = text?.[0] ?? '';
  const segment = { startIndex: 0, endIndex: Buffer.byteLength(said), text: said };
  return {
    groundingMetadata: {
      groundingChunks: [{ web: { uri: citation.url, title: citation.title } }],
      groundingSupports: [{ segment, groundingChunkIndices: [0] }],
    },
  };
}

function logprobs(text: readonly string[] | undefined, { body }: StrictCall): JsonObject {
  const wants = isObject(body.generationConfig) && body.generationConfig.responseLogprobs === true;
  if (!wants || text === undefined) return {};
  const chosenCandidates = text.map((token) => ({ token, tokenId: 1, logProbability: spokenLogprob }));
  return { logprobsResult: { chosenCandidates, topCandidates: [] } };
}

function textOf({ text, thought }: JsonObject): string[] | undefined {
  return typeof text === 'string' && thought === undefined ? [text] : undefined;
}

/** Gemini 3 signs the first call of a turn. */
function parts(answer: SpokenAnswer): JsonObject[] {
  const { reasoning, calls = [] } = answer;
  const said = spokenPieces(answer)
    .map(({ text }) => asString(text) ?? '')
    .join('');
  return [
    ...(reasoning === undefined ? [] : [{ text: reasoning, thought: true }]),
    ...(said === '' ? [] : [{ text: said }]),
    ...calls.map(({ name, arguments: input }, index) => ({
      functionCall: { name, args: JSON.parse(input) as JsonObject },
      ...(index === 0 ? { thoughtSignature: geminiSignature(name) } : {}),
    })),
  ];
}

function spokenPieces({ text, refusal }: SpokenAnswer): JsonObject[] {
  return (refusal === undefined ? (text ?? []) : [refusal]).map((piece) => ({ text: piece }));
}

function keyRefusal({ headers, query }: StrictCall): string | undefined {
  if (headers['x-goog-api-key'] !== undefined || query.get('key') !== null) return undefined;
  return headers.authorization === undefined ? "Method doesn't allow unregistered callers" : undefined;
}

const functionName = /^[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}$/;

function toolRefusal({ tools, toolConfig }: JsonObject): string | undefined {
  const names = asArray(tools)
    .filter(isObject)
    .flatMap((tool) => asArray(tool.functionDeclarations))
    .filter(isObject)
    .map((declaration) => {
      const { name, parameters } = declaration;
      if (declaration.parameters !== undefined && declaration.parametersJsonSchema !== undefined)
        return 'parameters and parametersJsonSchema: only one may be set';
      const properties = isObject(parameters) ? parameters.properties : undefined;
      if (isObject(parameters) && isObject(properties) && Object.keys(properties).length === 0)
        return `parameters.properties: should be non-empty for OBJECT type`;
      return asString(name) ?? '';
    });
  const invalid = names.find((name) => !functionName.test(name));
  if (invalid !== undefined) return `Invalid function: ${invalid}`;
  if (new Set(names).size < names.length) return 'Duplicate function declaration found';
  const config = isObject(toolConfig) ? toolConfig.functionCallingConfig : undefined;
  if (!isObject(config) || config.allowedFunctionNames === undefined) return undefined;
  if (config.mode !== 'ANY' && config.mode !== 'VALIDATED')
    return 'allowed_function_names should only be set with mode ANY';
  return asArray(config.allowedFunctionNames).every((name) => names.includes(asString(name) ?? ''))
    ? undefined
    : 'allowed_function_names names no declared function';
}

function configRefusal({ generationConfig }: JsonObject): string | undefined {
  if (!isObject(generationConfig)) return undefined;
  const { responseSchema, responseJsonSchema, responseMimeType, thinkingConfig } = generationConfig;
  if ((responseSchema ?? responseJsonSchema) !== undefined && responseMimeType !== 'application/json')
    return 'response_schema requires response_mime_type application/json';
  if (
    isObject(thinkingConfig) &&
    thinkingConfig.thinkingBudget !== undefined &&
    thinkingConfig.thinkingLevel !== undefined
  )
    return 'You can only set one of thinking_budget and thinking_level';
  const stops = asArray(generationConfig.stopSequences);
  return stops.length > 5 ? 'stop_sequences: at most 5' : undefined;
}

const dataFields = [
  'text',
  'inlineData',
  'fileData',
  'functionCall',
  'functionResponse',
  'executableCode',
  'codeExecutionResult',
];

function contentsRefusal({ body, path }: StrictCall): string | undefined {
  const contents = asArray(body.contents).filter(isObject);
  if (contents.length === 0) return 'contents is not specified';
  let open = 0;
  for (const [index, { role, parts: list }] of contents.entries()) {
    const where = `contents[${index}]`;
    const items = asArray(list).filter(isObject);
    if (role !== 'user' && role !== 'model') return `${where}.role: please use a valid role: user, model`;
    if (items.length === 0) return `${where}.parts must not be empty`;
    const calls = items.filter((part) => part.functionCall !== undefined).length;
    const responses = items.filter((part) => part.functionResponse !== undefined).length;
    if (responses !== open)
      return 'the number of function response parts must equal the number of function call parts';
    open = calls;
    for (const part of items) {
      const refusal = partRefusal(part);
      if (refusal !== undefined) return `${where}: ${refusal}`;
    }
  }
  if (open > 0) return 'a function call turn must be followed by its function responses';
  if (contents[0]?.role !== 'user') return 'the first content must be of the user';
  return path.includes('gemini-3') ? signatureRefusal(contents) : undefined;
}

function partRefusal(part: JsonObject): string | undefined {
  const set = dataFields.filter((field) => part[field] !== undefined);
  if (set.length !== 1) return "required oneof field 'data' must have one initialized field";
  const { inlineData, functionCall, functionResponse, thoughtSignature } = part;
  if (isObject(inlineData) && !isBase64(asString(inlineData.data) ?? ''))
    return 'inline_data.data: Base64 decoding failed';
  if (isObject(functionCall) && thoughtSignature !== undefined && thoughtSignature !== skipsValidation) {
    if (thoughtSignature !== geminiSignature(asString(functionCall.name) ?? ''))
      return 'Thought signature is not valid.';
  }
  return isObject(functionResponse) && !functionName.test(asString(functionResponse.name) ?? '')
    ? 'function_response.name: Name cannot be empty.'
    : undefined;
}

/** ai.google.dev/gemini-api/docs/thought-signatures: for calls that Gemini did not make itself. */
const skipsValidation: JsonValue = 'skip_thought_signature_validator';

/** In the running turn the first call of each of the model's contents must be signed. */
function signatureRefusal(contents: readonly JsonObject[]): string | undefined {
  const turnStart = contents.findLastIndex(
    ({ role, parts: list }) =>
      role === 'user' && asArray(list).some((part) => isObject(part) && part.functionResponse === undefined),
  );
  for (const { parts: list } of contents.slice(turnStart + 1)) {
    const call = asArray(list).find((part) => isObject(part) && part.functionCall !== undefined);
    if (isObject(call) && call.thoughtSignature === undefined)
      return 'Function call is missing a thought_signature in functionCall parts.';
  }
  return undefined;
}
