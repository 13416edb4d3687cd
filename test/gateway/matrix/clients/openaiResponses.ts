import OpenAI from 'openai';
import type { ClientAnswer, ClientDriver, ClientTurn, Question } from '../clientDriver.ts';
import { parseJson } from './parseJson.ts';

type Item = OpenAI.Responses.ResponseInputItem;

/** `openai`, Responses, stateless as Codex does it: the whole history goes along, reasoning encrypted. */
export function openaiResponsesDriver(gatewayUrl: string): ClientDriver {
  const client = new OpenAI({ baseURL: `${gatewayUrl}/v1`, apiKey: 'client-key', maxRetries: 0 });
  return {
    name: 'openai responses',
    finishWords: {
      stop: 'completed',
      length: 'incomplete max_output_tokens',
      toolCalls: 'completed',
      refusal: 'refused',
    },
    lacks: {},
    ask: async (question, { stream, signal, onBegun }) => {
      const body = bodyOf(question);
      if (!stream) return answerOf(await client.responses.create(body, { signal }));
      const runner = client.responses.stream({ ...body, stream: true }, { signal });
      runner.on('event', () => onBegun?.());
      const response = await runner.finalResponse();
      if (response.status === 'failed') throw new Error(response.error?.message);
      return answerOf(response);
    },
    statusOf: (error) =>
      error instanceof OpenAI.APIError ? (error.status as number | undefined) : undefined,
  };
}

function bodyOf(question: Question): OpenAI.Responses.ResponseCreateParamsNonStreaming {
  const { model, system, turns, tools, forcedTool, schema, wantsReasoning, maxTokens } = question;
  return {
    model,
    max_output_tokens: maxTokens,
    store: false,
    include: [
      'reasoning.encrypted_content',
      ...(question.wantsLogprobs === true ? (['message.output_text.logprobs'] as const) : []),
    ],
    ...(system === undefined ? {} : { instructions: system }),
    input: turns.flatMap(itemsOf),
    ...(tools === undefined
      ? {}
      : {
          tools: tools.map(({ name, description, parameters }) => ({
            type: 'function' as const,
            name,
            description,
            parameters: { ...parameters },
            strict: false,
          })),
        }),
    ...(forcedTool === undefined ? {} : { tool_choice: { type: 'function' as const, name: forcedTool } }),
    ...(question.callsNothing === true ? { tool_choice: 'none' as const } : {}),
    ...(schema === undefined
      ? {}
      : {
          text: {
            format: {
              type: 'json_schema' as const,
              name: 'answer',
              schema: { ...schema, additionalProperties: false },
              strict: true,
            },
          },
        }),
    ...(wantsReasoning === true
      ? { reasoning: { effort: 'medium' as const, summary: 'auto' as const } }
      : {}),
  };
}

function itemsOf(turn: ClientTurn): Item[] {
  switch (turn.kind) {
    case 'user':
      return [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: turn.text },
            ...(turn.imageBase64 === undefined
              ? []
              : [
                  {
                    type: 'input_image' as const,
                    detail: 'auto' as const,
                    image_url: `data:image/png;base64,${turn.imageBase64}`,
                  },
                ]),
            ...(turn.pdfBase64 === undefined
              ? []
              : [
                  {
                    type: 'input_file' as const,
                    filename: 'a.pdf',
                    file_data: `data:application/pdf;base64,${turn.pdfBase64}`,
                  },
                ]),
          ],
        },
      ];
    case 'answer':
      return turn.answer.replay as Item[];
    case 'results':
      return turn.results.map(({ call, text }) => ({
        type: 'function_call_output',
        call_id: call.id,
        output: text,
      }));
  }
}

function answerOf(response: OpenAI.Responses.Response): ClientAnswer {
  const { output, usage, status, incomplete_details: incomplete } = response;
  const parts = output.flatMap((item) => (item.type === 'message' ? item.content : []));
  const texts = parts.flatMap((part) => (part.type === 'output_text' ? [part] : []));
  const logprobs = texts.flatMap((part) => part.logprobs ?? []).map(({ logprob }) => logprob);
  const refusals = parts.flatMap((part) => (part.type === 'refusal' ? [part.refusal] : []));
  return {
    text: parts.map((part) => (part.type === 'output_text' ? part.text : '')).join(''),
    refusal: refusals.length === 0 ? undefined : refusals.join(''),
    reasoning: output
      .flatMap((item) => (item.type === 'reasoning' ? item.summary : []))
      .map(({ text }) => text)
      .join(''),
    calls: output.flatMap((item) =>
      item.type === 'function_call'
        ? [{ id: item.call_id, name: item.name, input: parseJson(item.arguments) }]
        : [],
    ),
    // Said in words, or cut off by the provider's filter.
    finish:
      refusals.length > 0 || incomplete?.reason === 'content_filter'
        ? 'refused'
        : [status, incomplete?.reason].filter((word) => word !== undefined).join(' '),
    usage: {
      input: usage?.input_tokens,
      cached: usage?.input_tokens_details.cached_tokens,
      output: usage?.output_tokens,
      reasoning: usage?.output_tokens_details.reasoning_tokens,
    },
    citedUrls: texts
      .flatMap(({ annotations }) => annotations)
      .flatMap((annotation) => (annotation.type === 'url_citation' ? [annotation.url] : [])),
    logprobs: logprobs.length === 0 ? undefined : logprobs,
    replay: output,
  };
}
