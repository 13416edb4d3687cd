import { GatewayError } from '../../errors.ts';
import { BodyBuilder } from '../bodyBuilder.ts';
import type { EncodedRequest, EncodeTarget } from '../codec.ts';
import type { ChatRequest } from '../exchange.ts';
import type { NeutralTool } from '../toolModel.ts';
import { type JsonObject } from '../json.ts';
import { opaqueName } from '../opaqueName.ts';
import { requireSingleAnswer } from '../singleAnswer.ts';
import { encodeMessages } from './encodeMessages.ts';
import { encodeFormat, encodeOptions, encodeThink } from './encodeOptions.ts';
import { toolParameters } from './toolParameters.ts';

/**
 * A chat request as the body of `POST /api/chat`. Ollama lets nobody force a call: of a forced tool the others are left out, and
 * without tools none is called; the choice itself is reported. Throws `invalid_request` for media that Ollama cannot take, and
 * for several answers.
 */
export function encodeChatRequest(request: ChatRequest, target: EncodeTarget): EncodedRequest {
  requireSingleAnswer(request, 'Ollama’s models');
  const body = new BodyBuilder(target);
  const isOwn = request.format === 'ollama-chat' || request.format === 'ollama-generate';
  body.set('model', target.model);
  body.set('messages', encodeMessages(request.messages));
  encodeTools(body, request, isOwn);
  body.set('format', encodeFormat(request.responseFormat));
  encodeThink(body, request.reasoning, target);
  body.set('logprobs', request.logprobs);
  body.set('top_logprobs', request.topLogprobs);
  if (request.userId !== undefined) body.drop('user');
  if (request.serviceTier !== undefined) body.drop('service_tier');
  encodeOptions(body, request, request.extras, isOwn);
  // Said always: Ollama streams when it is not told.
  body.set('stream', request.stream);
  return body.build();
}

function encodeTools(body: BodyBuilder, request: ChatRequest, isOwn: boolean): void {
  const { toolChoice: choice } = request;
  if (choice?.type === 'none') return;
  const wanted = request.tools.filter(
    (tool) => choice?.type !== 'tool' || (tool.type === 'function' && tool.name === choice.name),
  );
  const tools = wanted.flatMap((tool) => encodeTool(body, tool, isOwn));
  if (tools.length === 0) return;
  body.set('tools', tools);
  if (choice?.type === 'tool' || choice?.type === 'required') body.drop('tool_choice');
  if (request.parallelToolCalls === false) body.drop('parallel_tool_calls');
}

function encodeTool(body: BodyBuilder, tool: NeutralTool, isOwn: boolean): JsonObject[] {
  switch (tool.type) {
    case 'function': {
      const { schema, isCut } = toolParameters(tool.parameters);
      if (isCut && !isOwn) body.drop('tools.$ref');
      return [
        {
          type: 'function',
          function: {
            name: tool.name,
            ...(tool.description === undefined ? {} : { description: tool.description }),
            parameters: isOwn && tool.parameters !== undefined ? tool.parameters : schema,
          },
        },
      ];
    }
    case 'custom':
      throw new GatewayError('internal_error', 'Custom tools become functions before they are encoded.');
    case 'opaque':
      if (tool.format === 'ollama-chat') return [tool.value];
      body.drop(`tools.${opaqueName(tool.value)}`);
      return [];
  }
}
