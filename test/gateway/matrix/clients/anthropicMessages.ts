import Anthropic from '@anthropic-ai/sdk';
import type { ClientAnswer, ClientDriver, ClientTurn, Question } from '../clientDriver.ts';

/** `@anthropic-ai/sdk`, Messages. */
export function anthropicDriver(gatewayUrl: string): ClientDriver {
  const client = new Anthropic({ baseURL: gatewayUrl, apiKey: 'client-key', maxRetries: 0 });
  return {
    name: 'anthropic',
    finishWords: { stop: 'end_turn', length: 'max_tokens', toolCalls: 'tool_use', refusal: 'refusal' },
    lacks: { refusalText: 'a refusal is a stop reason beside plain text' },
    ask: async (question, { stream, signal, onBegun }) => {
      const body = bodyOf(question);
      if (!stream) return answerOf(await client.messages.create(body, { signal }));
      const runner = client.messages.stream(body, { signal });
      runner.on('streamEvent', () => onBegun?.());
      return answerOf(await runner.finalMessage());
    },
    statusOf: (error) =>
      error instanceof Anthropic.APIError ? (error.status as number | undefined) : undefined,
  };
}

function bodyOf(question: Question): Anthropic.MessageCreateParamsNonStreaming {
  const { model, system, turns, tools, forcedTool, schema, wantsReasoning, maxTokens } = question;
  return {
    model,
    max_tokens: maxTokens,
    ...(system === undefined ? {} : { system }),
    messages: turns.map(messageOf),
    ...(tools === undefined
      ? {}
      : {
          tools: tools.map(({ name, description, parameters }) => ({
            name,
            description,
            input_schema: { ...parameters, required: [...parameters.required] },
          })),
        }),
    ...(forcedTool === undefined ? {} : { tool_choice: { type: 'tool' as const, name: forcedTool } }),
    ...(question.callsNothing === true ? { tool_choice: { type: 'none' as const } } : {}),
    ...(schema === undefined
      ? {}
      : {
          output_config: {
            format: { type: 'json_schema', schema: { ...schema, additionalProperties: false } },
          },
        }),
    ...(wantsReasoning === true ? { thinking: { type: 'enabled', budget_tokens: 2048 } } : {}),
  };
}

function messageOf(turn: ClientTurn): Anthropic.MessageParam {
  switch (turn.kind) {
    case 'user':
      return { role: 'user', content: userContent(turn) };
    case 'answer':
      return { role: 'assistant', content: turn.answer.replay as Anthropic.ContentBlockParam[] };
    case 'results':
      return {
        role: 'user',
        content: turn.results.map(({ call, text }) => ({
          type: 'tool_result',
          tool_use_id: call.id,
          content: text,
        })),
      };
  }
}

function userContent({
  text,
  imageBase64,
  pdfBase64,
}: Extract<ClientTurn, { kind: 'user' }>): string | Anthropic.ContentBlockParam[] {
  const said = { type: 'text' as const, text };
  const base64 = { type: 'base64' as const };
  if (imageBase64 !== undefined)
    return [said, { type: 'image', source: { ...base64, media_type: 'image/png', data: imageBase64 } }];
  if (pdfBase64 === undefined) return text;
  return [said, { type: 'document', source: { ...base64, media_type: 'application/pdf', data: pdfBase64 } }];
}

function answerOf({ content, stop_reason: stopReason, usage }: Anthropic.Message): ClientAnswer {
  const cached = usage.cache_read_input_tokens ?? 0;
  return {
    text: content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
    reasoning: content.map((block) => (block.type === 'thinking' ? block.thinking : '')).join(''),
    calls: content.flatMap((block) =>
      block.type === 'tool_use' ? [{ id: block.id, name: block.name, input: block.input }] : [],
    ),
    finish: stopReason ?? '',
    usage: {
      input: usage.input_tokens + cached + (usage.cache_creation_input_tokens ?? 0),
      cached,
      output: usage.output_tokens,
      reasoning: usage.output_tokens_details?.thinking_tokens,
    },
    citedUrls: content
      .flatMap((block) => (block.type === 'text' ? (block.citations ?? []) : []))
      .flatMap((citation) => (citation.type === 'web_search_result_location' ? [citation.url] : [])),
    replay: content,
  };
}
