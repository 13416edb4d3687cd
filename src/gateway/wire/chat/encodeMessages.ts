import type { NeutralMessage, NeutralPart, ToolCallPart } from '../exchange.ts';
import type { JsonObject } from '../json.ts';
import { unflattened } from '../unflattened.ts';
import { opaqueName } from '../opaqueName.ts';
import { encodeCallSignature } from './callSignature.ts';
import { encodeContentPart, isContentPart, joinedText, simplestContent } from './encodeContent.ts';
import { encodeToolResults } from './encodeToolResults.ts';
import { reasoningDetails, thinkingBlocks } from './reasoning.ts';
import type { RequestEncoding } from './requestEncoding.ts';
import { toChatToolCallId } from './toolCallId.ts';

interface PlacedMessage {
  readonly message: NeutralMessage;
  /** Its index in the neutral request, for error texts. */
  readonly index: number;
}

/**
 * The conversation as chat servers demand it: system text where it stood, the results of an assistant's calls directly
 * behind it, no assistant message without content. Developer messages are written as `system`, which every server knows.
 */
export function encodeMessages(encoding: RequestEncoding): JsonObject[] {
  const { messages } = encoding.request;
  const turnStart = messages.findLastIndex(
    // Text beside tool results (a reminder by the agent) does not begin a new turn.
    (message, index) => message.role === 'user' && messages[index - 1]?.role !== 'tool',
  );
  const encoded: JsonObject[] = [];
  for (const turn of turnsOf(messages)) {
    if (turn.assistant !== undefined) {
      const inRunningTurn = turn.assistant.index > turnStart;
      const message = encodeAssistant(turn.assistant.message, inRunningTurn, encoding);
      if (message !== undefined) encoded.push(message);
    }
    encoded.push(...encodeToolResults(turn.results, encoding));
    encoded.push(...turn.others.map((placed) => encodeOther(placed, encoding)));
  }
  return encoded;
}

interface Turn {
  readonly assistant?: PlacedMessage;
  readonly results: PlacedMessage[];
  readonly others: PlacedMessage[];
}

/** An assistant's message with all that follows it before the next, the tool results apart from the rest. */
function turnsOf(messages: readonly NeutralMessage[]): Turn[] {
  let turn: Turn = { results: [], others: [] };
  const turns = [turn];
  for (const [index, message] of messages.entries()) {
    if (message.role === 'assistant') {
      turn = { assistant: { message, index }, results: [], others: [] };
      turns.push(turn);
    } else if (message.role === 'tool') turn.results.push({ message, index });
    else turn.others.push({ message, index });
  }
  return turns;
}

function encodeOther({ message, index }: PlacedMessage, encoding: RequestEncoding): JsonObject {
  const parts = message.content.flatMap((part, number) =>
    isContentPart(part) ? [encodeContentPart(part, `messages[${index}].content[${number}]`, encoding)] : [],
  );
  const isSystem = message.role === 'system' || message.role === 'developer';
  const isPlain = parts.every((part) => part.type === 'text' && part.cache_control === undefined);
  return {
    role: isSystem ? 'system' : 'user',
    content: isSystem && isPlain ? joinedText(message.content, '\n\n') : simplestContent(parts),
    ...ownFields(message, encoding),
  };
}

/** undefined when nothing of the message is left: servers refuse an assistant that says nothing. */
function encodeAssistant(
  message: NeutralMessage,
  inRunningTurn: boolean,
  encoding: RequestEncoding,
): JsonObject | undefined {
  const text = joinedText(message.content, '');
  const refusal = message.content.find((part) => part.type === 'refusal')?.text;
  const calls = message.content.flatMap((part) => encodeCall(part, encoding));
  for (const part of message.content) reportLoss(part, encoding);
  if (text === '' && calls.length === 0 && refusal === undefined) return undefined;
  return {
    role: 'assistant',
    content: text === '' && (calls.length > 0 || refusal !== undefined) ? null : text,
    ...(refusal === undefined ? {} : { refusal }),
    ...encodeReasoning(message, inRunningTurn || calls.length > 0, encoding),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
    ...ownFields(message, encoding),
  };
}

function encodeCall(part: NeutralPart, encoding: RequestEncoding): JsonObject[] {
  if (part.type !== 'toolCall') return [];
  return [part.custom === true ? encodeCustomCall(part, encoding) : encodeFunctionCall(part, encoding)];
}

function encodeCustomCall(part: ToolCallPart, encoding: RequestEncoding): JsonObject {
  if (encoding.target.customTools !== true) throw unflattened('calls of custom tools');
  const custom = { name: encoding.toolNames.toUpstream(part.name), input: part.argumentsJson };
  const extras = encoding.sameFormat ? part.extras : {};
  return { id: toChatToolCallId(part.id), type: 'custom', custom, ...extras };
}

function encodeFunctionCall(part: ToolCallPart, encoding: RequestEncoding): JsonObject {
  return {
    id: toChatToolCallId(part.id),
    type: 'function',
    function: {
      name: encoding.toolNames.toUpstream(part.name),
      arguments: part.argumentsJson.trim() === '' ? '{}' : part.argumentsJson,
    },
    ...(encoding.sameFormat ? part.extras : {}),
    ...encodeOwnSignature(part, encoding),
  };
}

/** Gemini's signature goes to Gemini models alone, behind whatever chat server they are. */
function encodeOwnSignature({ signature }: ToolCallPart, { target }: RequestEncoding): JsonObject {
  const isOwn = signature?.format === 'gemini' && /gemini/i.test(target.model);
  return isOwn ? encodeCallSignature(signature) : {};
}

/**
 * Unsigned reasoning goes back as `reasoning_content` with tool calls and within the running turn, where DeepSeek and Kimi
 * answer 400 without it (api-docs.deepseek.com/guides/thinking_mode); elsewhere they ignore it. What came as
 * `reasoning_details` goes so, but to servers that know no reasoning; what Anthropic signed or encrypted as `thinking_blocks`
 * to targets that keep signatures. Everything else is left out.
 */
function encodeReasoning(message: NeutralMessage, isWanted: boolean, encoding: RequestEncoding): JsonObject {
  const reasoning = message.content.filter((part) => part.type === 'reasoning');
  const fields: JsonObject = {};
  const text = reasoning
    .filter((part) => part.signature === undefined && part.text !== '')
    .map((part) => part.text)
    .join('\n');
  if (text !== '' && isWanted && !encoding.body.refuses('reasoning_content')) fields.reasoning_content = text;
  const signed = reasoning.filter((part) => part.signature !== undefined);
  const details = encoding.body.refuses('reasoning_content') ? [] : reasoningDetails(signed);
  if (details.length > 0) fields.reasoning_details = details;
  const blocks = encoding.target.keepsSignatures
    ? signed.filter((part) => part.signature?.format === 'messages')
    : [];
  if (blocks.length > 0) fields.thinking_blocks = blocks.flatMap(thinkingBlocks);
  if (details.length + blocks.length < signed.length) encoding.body.drop('reasoning');
  return fields;
}

/** Blocks of another format in an answer (server tools and their results) and its media have no place in a chat history. */
function reportLoss(part: NeutralPart, encoding: RequestEncoding): void {
  const { body } = encoding;
  switch (part.type) {
    case 'opaque':
      body.drop(`content.${opaqueName(part.value)}`);
      break;
    case 'image':
    case 'document':
    case 'audio':
      body.drop(`content.${part.type}`);
      break;
    case 'text':
    case 'reasoning':
    case 'refusal':
    case 'toolCall':
    case 'toolResult':
      break;
  }
}

function ownFields(message: NeutralMessage, encoding: RequestEncoding): JsonObject {
  return {
    ...(message.name === undefined ? {} : { name: message.name }),
    ...(encoding.sameFormat ? message.extras : {}),
  };
}
