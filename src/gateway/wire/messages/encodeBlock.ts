import { invalidRequest } from '../../errors.ts';
import type { NeutralPart, ReasoningPart, TextPart, ToolCallPart, ToolResultPart } from '../exchange.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { opaqueName } from '../opaqueName.ts';
import { encodeCitation, isReplayable } from './citations.ts';
import { encodeDocumentSource, encodeImageSource } from './encodeSource.ts';
import type { RequestEncoding } from './requestEncoding.ts';
import { toMessagesToolId } from './toolIds.ts';

/**
 * One part of a message as a content block; undefined when nothing of it is sent (blank text, reasoning of another
 * provider), which is reported where it is a loss. Throws `invalid_request` where leaving it out would change the question.
 */
export function encodeBlock(
  part: NeutralPart,
  path: string,
  encoding: RequestEncoding,
): JsonObject | undefined {
  switch (part.type) {
    case 'text':
      // Anthropic refuses blank text blocks.
      if (part.text.trim() === '') return undefined;
      return withCacheControl(
        {
          type: 'text',
          text: part.text,
          ...encodeCitations(part, encoding),
        },
        part.cacheControl,
      );
    case 'refusal':
      return part.text.trim() === '' ? undefined : { type: 'text', text: part.text };
    case 'image': {
      if (part.detail !== undefined && part.detail !== 'auto') encoding.body.drop('detail');
      const image = { type: 'image', source: encodeImageSource(part.source, path) };
      return withCacheControl({ ...image, ...extrasOf(part, encoding) }, part.cacheControl);
    }
    case 'document': {
      const title = part.title === undefined ? {} : { title: part.title };
      const document = { type: 'document', source: encodeDocumentSource(part.source, path), ...title };
      return withCacheControl({ ...document, ...extrasOf(part, encoding) }, part.cacheControl);
    }
    case 'audio':
      throw invalidRequest(path, `${path} is audio, which Anthropic models cannot hear; send text instead.`);
    case 'reasoning':
      return encodeReasoning(part, encoding);
    case 'toolCall':
      return encodeToolUse(part, path, encoding);
    case 'toolResult':
      return encodeToolResult(part, path, encoding);
    case 'opaque':
      if (part.format === 'messages') return part.value;
      throw invalidRequest(
        path,
        `${path} is a content part of type ${JSON.stringify(opaqueName(part.value))}, which cannot be sent to an Anthropic model.`,
      );
  }
}

/** Signatures are valid only for the provider that made them, and Anthropic refuses reasoning without one. */
function encodeReasoning(part: ReasoningPart, encoding: RequestEncoding): JsonObject | undefined {
  if (encoding.target.keepsSignatures && part.signature?.format === 'messages') {
    const { data } = part.signature;
    return part.redacted === true
      ? { type: 'redacted_thinking', data }
      : { type: 'thinking', thinking: part.text, signature: data };
  }
  encoding.body.drop('reasoning');
  return undefined;
}

/** Citations that Anthropic made go back to it; what another provider cited stays in the text alone. */
function encodeCitations({ citations = [] }: TextPart, encoding: RequestEncoding): JsonObject {
  const replayable = citations.filter(isReplayable);
  if (replayable.length < citations.length) encoding.body.drop('citations');
  return replayable.length === 0 ? {} : { citations: replayable.map(encodeCitation) };
}

function encodeToolUse(part: ToolCallPart, path: string, encoding: RequestEncoding): JsonObject {
  return withCacheControl(
    {
      type: 'tool_use',
      id: toMessagesToolId(part.id),
      name: encoding.toolNames.toUpstream(part.name),
      input: parseArguments(part, path),
      ...extrasOf(part, encoding),
    },
    part.cacheControl,
  );
}

/** Blank arguments and `null` are a call without arguments. */
function parseArguments(part: ToolCallPart, path: string): JsonValue {
  if (part.argumentsJson.trim() === '') return {};
  try {
    return (JSON.parse(part.argumentsJson) as JsonValue) ?? {};
  } catch (error) {
    throw invalidRequest(
      `${path}.arguments`,
      `${path}.arguments: the arguments of the call to ${part.name} are not valid JSON (${String(error)}). Remove the call and its result from the history, or complete it.`,
      error,
    );
  }
}

function encodeToolResult(part: ToolResultPart, path: string, encoding: RequestEncoding): JsonObject {
  const blocks = part.content
    .map((nested, index) => encodeBlock(nested, `${path}.content[${index}]`, encoding))
    .filter((block) => block !== undefined);
  return withCacheControl(
    {
      type: 'tool_result',
      tool_use_id: toMessagesToolId(part.toolCallId),
      ...(blocks.length === 0 ? {} : { content: simplestContent(blocks) }),
      ...(part.isError ? { is_error: true } : {}),
      ...extrasOf(part, encoding),
    },
    part.cacheControl,
  );
}

/** A single plain text as a string, everything else as the list of blocks that it is. */
export function simplestContent(blocks: JsonObject[]): JsonValue {
  const [only, ...more] = blocks;
  if (only?.type !== 'text' || more.length > 0 || Object.keys(only).length > 2) return blocks;
  return only.text ?? blocks;
}

function withCacheControl(block: JsonObject, cacheControl: JsonValue | undefined): JsonObject {
  return cacheControl === undefined ? block : { ...block, cache_control: cacheControl };
}

function extrasOf(part: { readonly extras?: JsonObject }, encoding: RequestEncoding): JsonObject {
  return encoding.sameFormat ? (part.extras ?? {}) : {};
}
