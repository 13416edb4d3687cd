import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import {
  APICallError,
  generateText,
  jsonSchema,
  Output,
  streamText,
  tool,
  type LanguageModel,
  type ModelMessage,
  type ToolSet,
  type UserContent,
} from 'ai';
import type { ClientAnswer, ClientDriver, ClientTurn, Question } from '../clientDriver.ts';

const apiKey = 'client-key';
const finishWords = { stop: 'stop', length: 'length', toolCalls: 'tool-calls', refusal: 'content-filter' };

/** `ai` with its model of the gateway in each protocol that it speaks. */
export function aiSdkDrivers(gatewayUrl: string): ClientDriver[] {
  const compatible = createOpenAICompatible({
    name: 'gateway',
    baseURL: `${gatewayUrl}/v1`,
    apiKey,
    includeUsage: true,
    supportsStructuredOutputs: true,
  });
  const openai = createOpenAI({ baseURL: `${gatewayUrl}/v1`, apiKey });
  const anthropic = createAnthropic({ baseURL: `${gatewayUrl}/v1`, apiKey });
  const google = createGoogleGenerativeAI({ baseURL: `${gatewayUrl}/v1beta`, apiKey });
  return [
    aiDriver('ai-sdk openai-compatible', (model) => compatible(model)),
    aiDriver('ai-sdk openai', (model) => openai.responses(model), {
      openai: { store: false, include: ['reasoning.encrypted_content'] },
    }),
    aiDriver('ai-sdk openai, stored', (model) => openai.responses(model)),
    aiDriver('ai-sdk anthropic', (model) => anthropic(model)),
    aiDriver('ai-sdk google', (model) => google(model)),
  ];
}

type ProviderOptions = NonNullable<Parameters<typeof generateText>[0]['providerOptions']>;

function aiDriver(
  name: string,
  modelOf: (name: string) => LanguageModel,
  providerOptions: ProviderOptions = {},
): ClientDriver {
  return {
    name,
    finishWords,
    lacks: { refusalText: 'the library hands a refusal on as text or not at all' },
    ask: async (question, { stream, signal, onBegun }) => {
      const options = { ...optionsOf(question, modelOf), providerOptions, abortSignal: signal };
      if (!stream) {
        const { finalStep, responseMessages } = await generateText(options);
        return answerOf(finalStep, responseMessages);
      }
      let failure: unknown;
      const result = streamText({ ...options, onError: ({ error }) => void (failure = error) });
      for await (const part of result.stream) {
        if (part.type === 'text-delta') onBegun?.();
        if (part.type === 'abort') failure ??= new Error('aborted');
      }
      if (failure !== undefined) throw failure as Error;
      return answerOf(await result.finalStep, await result.responseMessages);
    },
    statusOf: (error) => (APICallError.isInstance(error) ? error.statusCode : undefined),
  };
}

function optionsOf(question: Question, modelOf: (name: string) => LanguageModel) {
  const {
    model,
    system,
    turns,
    tools = [],
    forcedTool,
    callsNothing,
    schema,
    wantsReasoning,
    maxTokens,
  } = question;
  const toolSet: ToolSet = {};
  for (const { name, description, parameters } of tools)
    toolSet[name] = tool({
      description,
      inputSchema: jsonSchema({
        ...parameters,
        properties: { city: { type: 'string' } },
        required: [...parameters.required],
      }),
    });
  return {
    model: modelOf(model),
    maxRetries: 0,
    maxOutputTokens: maxTokens,
    instructions: system,
    messages: turns.flatMap(messagesOf),
    ...(tools.length === 0 ? {} : { tools: toolSet }),
    ...(forcedTool === undefined ? {} : { toolChoice: { type: 'tool' as const, toolName: forcedTool } }),
    ...(callsNothing === true ? { toolChoice: 'none' as const } : {}),
    ...(wantsReasoning === true ? { reasoning: 'medium' as const } : {}),
    ...(schema === undefined
      ? {}
      : {
          output: Output.object({
            schema: jsonSchema({
              type: 'object',
              properties: { city: { type: 'string' } },
              required: ['city'],
              additionalProperties: false,
            }),
          }),
        }),
  };
}

function messagesOf(turn: ClientTurn): ModelMessage[] {
  switch (turn.kind) {
    case 'user':
      return [{ role: 'user', content: userContent(turn) }];
    case 'answer':
      return turn.answer.replay as ModelMessage[];
    case 'results':
      return [
        {
          role: 'tool',
          content: turn.results.map(({ call, text }) => ({
            type: 'tool-result',
            toolCallId: call.id,
            toolName: call.name,
            output: { type: 'text', value: text },
          })),
        },
      ];
  }
}

function userContent({ text, imageBase64, pdfBase64 }: Extract<ClientTurn, { kind: 'user' }>): UserContent {
  const said = { type: 'text' as const, text };
  if (imageBase64 !== undefined) return [said, { type: 'file', data: imageBase64, mediaType: 'image/png' }];
  if (pdfBase64 === undefined) return text;
  return [said, { type: 'file', data: pdfBase64, mediaType: 'application/pdf', filename: 'a.pdf' }];
}

type FinalStep = Awaited<ReturnType<typeof generateText>>['finalStep'];

function answerOf(step: FinalStep, replay: readonly ModelMessage[]): ClientAnswer {
  const { text, reasoningText, toolCalls, finishReason, usage, sources } = step;
  return {
    text,
    reasoning: reasoningText ?? '',
    calls: toolCalls.map(({ toolCallId, toolName, input }) => ({
      id: toolCallId,
      name: toolName,
      input: input as unknown,
    })),
    finish: finishReason,
    usage: {
      input: usage.inputTokens,
      cached: usage.inputTokenDetails.cacheReadTokens,
      output: usage.outputTokens,
      reasoning: usage.outputTokenDetails.reasoningTokens,
    },
    citedUrls: sources.flatMap((source) => (source.sourceType === 'url' ? [source.url] : [])),
    replay,
  };
}
