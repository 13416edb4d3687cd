import { GatewayError, invalidRequest } from '../../errors.ts';
import type { ChatRequest } from '../exchange.ts';
import { asString, isObject } from '../json.ts';

/** What only OpenAI's own servers hold or do, and what to do instead. */
const ofTheProvider: readonly (readonly [field: string, meaning: string])[] = [
  ['background', 'runs at the provider without a connection; leave it out'],
  ['conversation', 'is kept by the provider; send the items as `input`'],
  ['prompt', 'is a template kept by the provider; send its text as `instructions` or `input`'],
];

/**
 * Throws `invalid_request` for what the client must not be left without knowing when a provider of another format answers:
 * state that only OpenAI holds, and a tool of OpenAI's own that the model would have to call.
 */
export function checkConvertible({ extras, messages }: ChatRequest): void {
  const previousId = asString(extras.previous_response_id);
  if (previousId !== undefined) throw previousResponseNotFound(previousId);
  for (const [field, meaning] of ofTheProvider) {
    const value = extras[field];
    if (value === undefined || value === null || value === false) continue;
    throw invalidRequest(field, `${field} ${meaning}, or route to a provider with a Responses endpoint.`);
  }
  if (isObject(extras.tool_choice)) {
    const tool = asString(extras.tool_choice.type) ?? 'a tool';
    throw invalidRequest(
      'tool_choice',
      `tool_choice demands ${tool}, which only providers with a Responses endpoint run.`,
    );
  }
  for (const { content } of messages) {
    for (const part of content) {
      if (part.type !== 'opaque' || part.value.type !== 'item_reference') continue;
      throw invalidRequest(
        'input',
        `The item ${asString(part.value.id) ?? ''} is not known here; send the item itself instead of its id.`,
      );
    }
  }
}

/** A previous response that is kept here stands in the input before this is asked; the words are OpenAI's. */
function previousResponseNotFound(id: string): GatewayError {
  return new GatewayError('previous_response_not_found', `Previous response with id '${id}' not found.`, {
    details: { field: 'previous_response_id' },
  });
}
