import OpenAI from 'openai';
import type { ClientAnswer, ClientDriver, ClientTurn, Question } from '../clientDriver.ts';
import { parseJson } from './parseJson.ts';

type Message = OpenAI.ChatCompletionMessageParam;
/** Reasoning comes in a field that OpenAI itself does not have. */
type Answered = OpenAI.ChatCompletionMessage & { reasoning_content?: string };
type Annotation = OpenAI.ChatCompletionMessage.Annotation;
type Delta = OpenAI.ChatCompletionChunk.Choice.Delta & {
  reasoning_content?: string;
  annotations?: Annotation[];
};

/** `openai`, Chat Completions. */
export function openaiChatDriver(gatewayUrl: string): ClientDriver {
  const client = new OpenAI({ baseURL: `${gatewayUrl}/v1`, apiKey: 'client-key', maxRetries: 0 });
  return {
    name: 'openai chat',
    finishWords: { stop: 'stop', length: 'length', toolCalls: 'tool_calls', refusal: 'content_filter' },
    lacks: {},
    ask: async (question, { stream, signal, onBegun }) => {
      const body = bodyOf(question);
      if (!stream) return answerOf(await client.chat.completions.create(body, { signal }));
      const options = { include_usage: true };
      const runner = client.chat.completions.stream(
        { ...body, stream: true, stream_options: options },
        { signal },
      );
      let reasoning = '';
      const cited: Annotation[] = [];
      runner.on('chunk', (chunk) => {
        const delta: Delta = chunk.choices[0]?.delta ?? {};
        reasoning += delta.reasoning_content ?? '';
        cited.push(...(delta.annotations ?? []));
        onBegun?.();
      });
      const completion = await runner.finalChatCompletion();
      return answerOf(completion, { reasoning, cited });
    },
    statusOf: (error) =>
      error instanceof OpenAI.APIError ? (error.status as number | undefined) : undefined,
  };
}

function bodyOf(question: Question): OpenAI.ChatCompletionCreateParamsNonStreaming {
  const { model, system, turns, tools, forcedTool, callsNothing, schema, wantsReasoning, maxTokens } =
    question;
  return {
    model,
    max_completion_tokens: maxTokens,
    messages: [
      ...(system === undefined ? [] : [{ role: 'system' as const, content: system }]),
      ...turns.flatMap(messagesOf),
    ],
    ...(tools === undefined
      ? {}
      : {
          tools: tools.map((tool) => ({
            type: 'function' as const,
            function: { ...tool, parameters: { ...tool.parameters } },
          })),
        }),
    ...(forcedTool === undefined
      ? {}
      : { tool_choice: { type: 'function' as const, function: { name: forcedTool } } }),
    ...(schema === undefined
      ? {}
      : {
          response_format: {
            type: 'json_schema' as const,
            json_schema: { name: 'answer', schema: { ...schema, additionalProperties: false }, strict: true },
          },
        }),
    ...(callsNothing === true ? { tool_choice: 'none' as const } : {}),
    ...(question.wantsLogprobs === true ? { logprobs: true } : {}),
    ...(wantsReasoning === true ? { reasoning_effort: 'medium' as const } : {}),
  };
}

function messagesOf(turn: ClientTurn): Message[] {
  switch (turn.kind) {
    case 'user':
      return [{ role: 'user', content: userContent(turn) }];
    case 'answer':
      return [turn.answer.replay as Message];
    case 'results':
      return turn.results.map(({ call, text }) => ({ role: 'tool', tool_call_id: call.id, content: text }));
  }
}

function userContent({
  text,
  imageBase64,
  pdfBase64,
}: Extract<ClientTurn, { kind: 'user' }>): string | OpenAI.ChatCompletionContentPart[] {
  const said = { type: 'text' as const, text };
  if (imageBase64 !== undefined)
    return [said, { type: 'image_url', image_url: { url: `data:image/png;base64,${imageBase64}` } }];
  if (pdfBase64 === undefined) return text;
  const file = { filename: 'a.pdf', file_data: `data:application/pdf;base64,${pdfBase64}` };
  return [said, { type: 'file', file }];
}

/** @param streamed what the library's own collector leaves out */
function answerOf(
  { choices, usage }: OpenAI.ChatCompletion,
  streamed?: { readonly reasoning: string; readonly cited: readonly Annotation[] },
): ClientAnswer {
  const [choice] = choices;
  if (choice === undefined) throw new Error('an answer without choices');
  const message: Answered = choice.message;
  const reasoning = streamed?.reasoning ?? message.reasoning_content ?? '';
  const cited = streamed?.cited ?? message.annotations ?? [];
  return {
    text: message.content ?? '',
    refusal: message.refusal ?? undefined,
    reasoning,
    calls: (message.tool_calls ?? []).map((call) => ({
      id: call.id,
      name: call.type === 'function' ? call.function.name : call.custom.name,
      input: call.type === 'function' ? parseJson(call.function.arguments) : call.custom.input,
    })),
    finish: choice.finish_reason,
    usage: {
      input: usage?.prompt_tokens,
      cached: usage?.prompt_tokens_details?.cached_tokens,
      output: usage?.completion_tokens,
      reasoning: usage?.completion_tokens_details?.reasoning_tokens,
    },
    citedUrls: cited.map(({ url_citation: { url } }) => url),
    logprobs: choice.logprobs?.content?.map(({ logprob }) => logprob),
    replay: message,
  };
}
