import type { ChatRequest, NeutralPart } from '../wire/exchange.ts';
import type { NeutralTool } from '../wire/toolModel.ts';
import { audioTokens, documentTokens, imageTokens } from './mediaTokens.ts';

/** What a request's tokens come from: texts to count, and a flat number for what has no text. */
export interface RequestWeight {
  readonly texts: readonly string[];
  readonly flatTokens: number;
}

/** What the frame of each costs besides its texts. */
const tokensOf = { message: 4, tool: 8 };

/** Everything of a chat request that a provider counts as input: system text, turns, tool calls, results, thinking, tools. */
export function weighRequest(request: ChatRequest): RequestWeight {
  const texts: string[] = [];
  let flatTokens = 0;
  const add = (part: NeutralPart): void => {
    switch (part.type) {
      case 'text':
      case 'refusal':
        texts.push(part.text);
        break;
      case 'reasoning':
        texts.push(part.redacted === true ? (part.signature?.data ?? '') : part.text);
        break;
      case 'toolCall':
        texts.push(part.name, part.argumentsJson);
        break;
      case 'toolResult':
        flatTokens += tokensOf.message;
        part.content.forEach(add);
        break;
      case 'opaque':
        texts.push(JSON.stringify(part.value));
        break;
      case 'document':
        if (part.source.kind === 'text') texts.push(part.source.text);
        else flatTokens += documentTokens(part.source);
        break;
      case 'image':
        flatTokens += imageTokens;
        break;
      case 'audio':
        flatTokens += audioTokens(part);
        break;
    }
  };
  for (const message of request.messages) {
    flatTokens += tokensOf.message;
    message.content.forEach(add);
  }
  for (const tool of request.tools) {
    flatTokens += tokensOf.tool;
    texts.push(toolText(tool));
  }
  if (request.responseFormat?.type === 'jsonSchema')
    texts.push(JSON.stringify(request.responseFormat.schema));
  return { texts, flatTokens };
}

function toolText(tool: NeutralTool): string {
  if (tool.type === 'opaque') return JSON.stringify(tool.value);
  const form = tool.type === 'custom' ? tool.format : tool.parameters;
  return `${tool.name}\n${tool.description ?? ''}\n${JSON.stringify(form ?? {})}`;
}
