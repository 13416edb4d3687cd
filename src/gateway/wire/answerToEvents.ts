import type {
  BlockStart,
  NeutralAnswer,
  NeutralPart,
  ReasoningPart,
  Signature,
  StreamEvent,
} from './exchange.ts';

/**
 * A whole answer as the events of a stream, in canonical order, each block in one piece: for a client that asked for a
 * stream which the provider did not send.
 */
export function answerToEvents(answer: NeutralAnswer): StreamEvent[] {
  const { id, model, createdAtS, usage } = answer;
  const events: StreamEvent[] = [{ type: 'start', id, model, createdAtS, usage }];
  let block = 0;
  let logprobs = answer.logprobs;
  for (const part of answer.content) {
    const content = blockStartOf(part);
    if (content === undefined) continue;
    events.push({ type: 'blockStart', block, content });
    for (const event of contentEvents(part, block)) {
      if (event.type === 'textDelta' && logprobs !== undefined) {
        events.push({ ...event, logprobs });
        logprobs = undefined;
      } else {
        events.push(event);
      }
    }
    events.push({ type: 'blockEnd', block });
    block++;
  }
  if (usage !== undefined) events.push({ type: 'usage', usage });
  events.push(
    { type: 'finish', reason: answer.finishReason, stopSequence: answer.stopSequence },
    { type: 'end' },
  );
  return events;
}

/** undefined for parts that no model answers with. */
function blockStartOf(part: NeutralPart): BlockStart | undefined {
  switch (part.type) {
    case 'text':
    case 'refusal':
      return { type: part.type };
    case 'reasoning':
      if (isRedacted(part)) return { type: 'redactedReasoning', signature: part.signature };
      return { type: 'reasoning', ...(part.id === undefined ? {} : { id: part.id }) };
    case 'toolCall':
      return {
        type: 'toolCall',
        id: part.id,
        name: part.name,
        ...(part.namespace === undefined ? {} : { namespace: part.namespace }),
        ...(part.custom === undefined ? {} : { custom: part.custom }),
      };
    case 'opaque':
      return { type: 'opaque', format: part.format, value: part.value };
    case 'image':
    case 'document':
    case 'audio':
    case 'toolResult':
      return undefined;
  }
}

/** Of a block, everything between its start and its end; the signature comes first at a call, as clients learn it there. */
function contentEvents(part: NeutralPart, block: number): StreamEvent[] {
  switch (part.type) {
    case 'text':
      return [
        { type: 'textDelta', block, text: part.text },
        ...(part.citations ?? []).map((citation) => ({ type: 'citation', block, citation }) as const),
        ...signatureEvents(part, block),
      ];
    case 'refusal':
      return [{ type: 'textDelta', block, text: part.text }];
    case 'reasoning':
      if (isRedacted(part)) return [];
      return [
        ...(part.text === '' ? [] : [{ type: 'reasoningDelta', block, text: part.text } as const]),
        ...signatureEvents(part, block),
      ];
    case 'toolCall':
      return [...signatureEvents(part, block), { type: 'argumentsDelta', block, json: part.argumentsJson }];
    case 'opaque':
    case 'image':
    case 'document':
    case 'audio':
    case 'toolResult':
      return [];
  }
}

function signatureEvents({ signature }: { readonly signature?: Signature }, block: number): StreamEvent[] {
  return signature === undefined ? [] : [{ type: 'signature', block, signature }];
}

function isRedacted(part: ReasoningPart): part is ReasoningPart & { readonly signature: Signature } {
  return part.redacted === true && part.signature !== undefined;
}
