import {
  ApiError,
  FunctionCallingConfigMode,
  GoogleGenAI,
  type Content,
  type GenerateContentConfig,
  type Part,
} from '@google/genai';
import type { ClientAnswer, ClientDriver, ClientTurn, Question } from '../clientDriver.ts';

/** The pieces of an answer that the library gives out one by one. */
interface Pieces {
  readonly parts: Part[];
  readonly citedUrls: string[];
  readonly logprobs: number[];
  finish: string;
  usage: ClientAnswer['usage'];
}

/** `@google/genai`, generateContent and streamGenerateContent. */
export function geminiDriver(gatewayUrl: string): ClientDriver {
  const client = new GoogleGenAI({ apiKey: 'client-key', httpOptions: { baseUrl: gatewayUrl } });
  return {
    name: 'google',
    finishWords: { stop: 'STOP', length: 'MAX_TOKENS', toolCalls: 'STOP', refusal: 'SAFETY' },
    lacks: { refusalText: 'a refusal is a finish reason beside plain text' },
    ask: async (question, { stream, signal, onBegun }) => {
      const call = {
        model: question.model,
        contents: question.turns.map(contentOf),
        config: { ...configOf(question), abortSignal: signal },
      };
      const pieces: Pieces = { parts: [], citedUrls: [], logprobs: [], finish: '', usage: {} };
      if (!stream) collect(pieces, await client.models.generateContent(call));
      else {
        for await (const chunk of await client.models.generateContentStream(call)) {
          onBegun?.();
          collect(pieces, chunk);
        }
      }
      return answerOf(pieces);
    },
    statusOf: (error) => (error instanceof ApiError ? error.status : undefined),
  };
}

function collect(pieces: Pieces, chunk: Awaited<ReturnType<GoogleGenAI['models']['generateContent']>>): void {
  const candidate = chunk.candidates?.[0];
  pieces.parts.push(...(candidate?.content?.parts ?? []));
  pieces.finish = candidate?.finishReason ?? pieces.finish;
  for (const { web } of candidate?.groundingMetadata?.groundingChunks ?? [])
    pieces.citedUrls.push(web?.uri ?? '');
  for (const { logProbability = NaN } of candidate?.logprobsResult?.chosenCandidates ?? [])
    pieces.logprobs.push(logProbability);
  const usage = chunk.usageMetadata;
  if (usage === undefined) return;
  const { thoughtsTokenCount: thoughts = 0, candidatesTokenCount: said = 0 } = usage;
  pieces.usage = {
    input: usage.promptTokenCount,
    cached: usage.cachedContentTokenCount,
    output: said + thoughts,
    reasoning: usage.thoughtsTokenCount,
  };
}

function configOf({
  system,
  tools,
  forcedTool,
  callsNothing,
  wantsLogprobs,
  schema,
  wantsReasoning,
  maxTokens,
}: Question): GenerateContentConfig {
  return {
    maxOutputTokens: maxTokens,
    ...(system === undefined ? {} : { systemInstruction: system }),
    ...(tools === undefined
      ? {}
      : {
          tools: [
            {
              functionDeclarations: tools.map(({ name, description, parameters }) => ({
                name,
                description,
                parametersJsonSchema: parameters,
              })),
            },
          ],
        }),
    ...(forcedTool === undefined
      ? {}
      : {
          toolConfig: {
            functionCallingConfig: {
              mode: FunctionCallingConfigMode.ANY,
              allowedFunctionNames: [forcedTool],
            },
          },
        }),
    ...(callsNothing === true
      ? { toolConfig: { functionCallingConfig: { mode: FunctionCallingConfigMode.NONE } } }
      : {}),
    ...(wantsLogprobs === true ? { responseLogprobs: true } : {}),
    ...(schema === undefined ? {} : { responseMimeType: 'application/json', responseJsonSchema: schema }),
    ...(wantsReasoning === true ? { thinkingConfig: { includeThoughts: true, thinkingBudget: 2048 } } : {}),
  };
}

function contentOf(turn: ClientTurn): Content {
  switch (turn.kind) {
    case 'user': {
      const image =
        turn.imageBase64 === undefined
          ? []
          : [{ inlineData: { mimeType: 'image/png', data: turn.imageBase64 } }];
      const pdf =
        turn.pdfBase64 === undefined
          ? []
          : [{ inlineData: { mimeType: 'application/pdf', data: turn.pdfBase64 } }];
      return { role: 'user', parts: [{ text: turn.text }, ...image, ...pdf] };
    }
    case 'answer':
      return { role: 'model', parts: turn.answer.replay as Part[] };
    case 'results':
      return {
        role: 'user',
        parts: turn.results.map(({ call, text }) => ({
          functionResponse: {
            ...(call.id.startsWith('#') ? {} : { id: call.id }),
            name: call.name,
            response: { output: text },
          },
        })),
      };
  }
}

function answerOf({ parts, citedUrls, logprobs, finish, usage }: Pieces): ClientAnswer {
  const texts = (thought: boolean): string =>
    parts.map((part) => ((part.thought ?? false) === thought ? (part.text ?? '') : '')).join('');
  return {
    text: texts(false),
    reasoning: texts(true),
    calls: parts.flatMap(({ functionCall: call }, index) =>
      call === undefined
        ? []
        : [{ id: call.id ?? `#${index}`, name: call.name ?? '', input: call.args ?? {} }],
    ),
    finish,
    usage,
    citedUrls,
    logprobs: logprobs.length === 0 ? undefined : logprobs,
    // As Google's own chat does it: empty texts stay away, unless they are signed.
    replay: parts.filter((part) => part.text !== '' || part.thoughtSignature !== undefined),
  };
}
