import type { NeutralMessage, ToolResultPart } from '../exchange.ts';
import type { JsonObject } from '../json.ts';
import { encodeContentPart, isContentPart } from './encodeContent.ts';
import type { RequestEncoding } from './requestEncoding.ts';
import { toChatToolCallId } from './toolCallId.ts';

/**
 * The results of one turn's calls as `tool` messages, one a call; of several results for one call the last wins. Chat has
 * only text there, so images and documents follow in a user message of their own, with a hint in the result that they do.
 */
export function encodeToolResults(
  messages: readonly { readonly message: NeutralMessage; readonly index: number }[],
  encoding: RequestEncoding,
): JsonObject[] {
  const results = new Map<string, JsonObject>();
  const attachments = new Map<string, JsonObject[]>();
  for (const { message, index } of messages) {
    for (const [number, part] of message.content.entries()) {
      if (part.type !== 'toolResult') continue;
      const id = toChatToolCallId(part.toolCallId);
      const { text, media } = splitResult(part, `messages[${index}].content[${number}]`, encoding);
      results.set(id, { role: 'tool', tool_call_id: id, content: text });
      attachments.set(id, media);
    }
  }
  const media = [...attachments].flatMap(([id, parts]) =>
    parts.length === 0
      ? []
      : [{ type: 'text', text: `Attached to the result of tool call ${id}:` }, ...parts],
  );
  return [...results.values(), ...(media.length === 0 ? [] : [{ role: 'user', content: media }])];
}

function splitResult(
  result: ToolResultPart,
  path: string,
  encoding: RequestEncoding,
): { text: string; media: JsonObject[] } {
  const parts = result.content.flatMap((part, index) =>
    isContentPart(part) ? [encodeContentPart(part, `${path}.content[${index}]`, encoding)] : [],
  );
  const media = parts.filter((part) => part.type !== 'text');
  const texts = parts.flatMap((part) => (typeof part.text === 'string' ? [part.text] : []));
  if (media.length > 0) texts.push(`[${media.length} attachment(s): see the next user message]`);
  const text = texts.join('\n');
  return { text: result.isError ? markedAsError(text) : text, media };
}

/** Chat has no flag for a failed call: the text has to say it. */
function markedAsError(text: string): string {
  return /^\W*error\b/i.test(text) ? text : `Error: ${text}`;
}
