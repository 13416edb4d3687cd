import { BodyBuilder } from '../bodyBuilder.ts';
import type { EncodedRequest, EncodeTarget } from '../codec.ts';
import type { ChatRequest } from '../exchange.ts';
import type { ResponseFormat } from '../requestParameters.ts';
import type { JsonObject } from '../json.ts';
import { requireSingleAnswer } from '../singleAnswer.ts';
import type { NeutralTool } from '../toolModel.ts';
import { unflattened } from '../unflattened.ts';
import { opaqueName } from '../opaqueName.ts';
import { objectSchema } from '../tools/objectSchema.ts';
import { encodeMessages } from './encodeMessages.ts';

/**
 * A chat request for a model of VS Code's (`LanguageModelChat.sendRequest`). Parameters go as `modelOptions` under OpenAI's names;
 * whether the extension behind the model heeds them is its own affair. Throws `invalid_request` for media that cannot be handed
 * over, and for several answers; everything else that cannot be expressed is named in `dropped`.
 */
export function encodeRequest(request: ChatRequest, target: EncodeTarget): EncodedRequest {
  requireSingleAnswer(request, 'VS Code’s models');
  const body = new BodyBuilder(target);
  body.set('model', target.model);
  body.set('messages', [
    ...encodeMessages(request.messages, (name) => body.drop(name)),
    ...formatWish(body, request.responseFormat),
  ]);
  encodeTools(body, request);
  const options = modelOptions(request);
  if (Object.keys(options).length > 0) body.set('modelOptions', options);
  if (request.parallelToolCalls === false) body.drop('parallel_tool_calls');
  if (request.reasoning !== undefined && request.reasoning.mode !== 'off') body.drop('reasoning');
  if (request.logprobs === true) body.drop('logprobs');
  if ((request.topLogprobs ?? 0) > 0) body.drop('top_logprobs');
  if (request.userId !== undefined) body.drop('user');
  if (request.serviceTier !== undefined) body.drop('service_tier');
  body.setExtras(request.extras, false);
  body.set('stream', request.stream);
  return body.build();
}

function modelOptions(request: ChatRequest): JsonObject {
  const options: JsonObject = {
    max_tokens: request.maxOutputTokens,
    temperature: request.temperature,
    top_p: request.topP,
    top_k: request.topK,
    seed: request.seed,
    frequency_penalty: request.frequencyPenalty,
    presence_penalty: request.presencePenalty,
    stop: request.stop.length === 0 ? undefined : [...request.stop],
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** There is no such switch: the wish is said in words, which bind nobody. */
function formatWish(body: BodyBuilder, format: ResponseFormat | undefined): JsonObject[] {
  if (format === undefined || format.type === 'text') return [];
  body.drop('response_format');
  const schema =
    format.type === 'jsonSchema' ? ` It must fit this JSON schema: ${JSON.stringify(format.schema)}` : '';
  const value = `Answer with one JSON object and nothing else: no text around it, no Markdown fences.${schema}`;
  return [{ role: 'user', content: [{ type: 'text', value }] }];
}

/** A call can be demanded and not a certain one: of a forced tool the others are left out. Without calls there are no tools. */
function encodeTools(body: BodyBuilder, { tools, toolChoice: choice }: ChatRequest): void {
  if (choice?.type === 'none') return;
  const wanted = tools.filter(
    (tool) => choice?.type !== 'tool' || (tool.type === 'function' && tool.name === choice.name),
  );
  const encoded = wanted.flatMap((tool) => encodeTool(body, tool));
  if (encoded.length === 0) return;
  body.set('tools', encoded);
  if (choice?.type === 'required' || choice?.type === 'tool') body.set('toolMode', 'required');
}

function encodeTool(body: BodyBuilder, tool: NeutralTool): JsonObject[] {
  switch (tool.type) {
    case 'function':
      return [
        {
          name: tool.name,
          description: tool.description ?? '',
          inputSchema: objectSchema(tool.parameters),
        },
      ];
    case 'custom':
      throw unflattened('custom tools');
    case 'opaque':
      body.drop(`tools.${opaqueName(tool.value)}`);
      return [];
  }
}
