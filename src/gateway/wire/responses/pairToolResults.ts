import type { NeutralMessage, NeutralPart, ToolCallPart, ToolResultPart } from '../exchange.ts';

/** What the model reads in place of a result that the history does not have. */
const noResult = '[The output of this call is not in the conversation.]';

/**
 * A history in which every call has a result and every result its call, as all providers demand: agents cut histories, and
 * interrupted calls have no output. A missing result is said to be missing, one without a call becomes an element in the user's role.
 */
export function pairToolResults(messages: readonly NeutralMessage[]): NeutralMessage[] {
  const called = new Set(messages.flatMap(({ content }) => callsIn(content).map(({ id }) => id)));
  const answered = new Set(
    messages.flatMap(({ content }) =>
      content.flatMap((part) => (part.type === 'toolResult' ? [part.toolCallId] : [])),
    ),
  );
  return messages.flatMap((message) => {
    if (message.role === 'tool') return withCall(message, called);
    const missing = callsIn(message.content).filter(({ id }) => !answered.has(id));
    return [message, ...missing.map(missingResult)];
  });
}

function callsIn(content: readonly NeutralPart[]): ToolCallPart[] {
  return content.filter((part) => part.type === 'toolCall');
}

function withCall(message: NeutralMessage, called: ReadonlySet<string>): NeutralMessage[] {
  return message.content.map((part) =>
    part.type === 'toolResult' && !called.has(part.toolCallId)
      ? { role: 'user', content: asWords(part) }
      : { role: 'tool', content: [part] },
  );
}

/** In an element by which routing tells it from the user's own words (routing/turns/ownWords.ts). */
function asWords({ toolCallId, content }: ToolResultPart): NeutralPart[] {
  const texts = content.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  const text = `<tool_output call_id="${toolCallId}">\n${texts.join('\n')}\n</tool_output>`;
  return [{ type: 'text', text }, ...content.filter(({ type }) => type !== 'text')];
}

function missingResult({ id, custom }: ToolCallPart): NeutralMessage {
  return {
    role: 'tool',
    content: [
      {
        type: 'toolResult',
        toolCallId: id,
        ...(custom === undefined ? {} : { custom }),
        content: [{ type: 'text', text: noResult }],
        isError: true,
      },
    ],
  };
}
