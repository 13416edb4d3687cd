import type { ChatRequest, MediaSource, NeutralPart } from '../wire/exchange.ts';
import type { NeutralTool } from '../wire/toolModel.ts';

/** What a request's tokens come from: texts to count, and a flat number for what has no text. */
export interface RequestWeight {
  readonly texts: readonly string[];
  readonly flatTokens: number;
}

/** Estimates by kind: providers count images and documents by rules of their own, which need the decoded media. */
const tokensOf = {
  message: 4,
  tool: 8,
  image: 1500,
  document: 3000,
  bytesPerPdfToken: 50,
  bytesPerAudioToken: 3200,
};

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
        flatTokens += tokensOf.image;
        break;
      case 'audio':
        flatTokens += Math.ceil(base64Bytes(part.data) / tokensOf.bytesPerAudioToken);
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

function documentTokens(source: MediaSource): number {
  if (source.kind !== 'base64') return tokensOf.document;
  return Math.max(tokensOf.image, Math.ceil(base64Bytes(source.data) / tokensOf.bytesPerPdfToken));
}

function base64Bytes(data: string): number {
  return (data.length / 4) * 3;
}
