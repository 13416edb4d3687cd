import type { NeutralMessage } from '../exchange.ts';
import { isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { encodePart } from './encodePart.ts';
import type { RequestEncoding } from './requestEncoding.ts';

interface Content {
  readonly role: 'user' | 'model';
  parts: JsonObject[];
}

/** What Google documents for calls that its models did not make: their signatures are then not checked. */
const unsignedCall = 'skip_thought_signature_validator';

/**
 * The conversation as Gemini demands it: system text apart (it has no other place), the first content the user's, roles in
 * alternation, the results of one turn's calls in one content, first and in the order of the calls.
 */
export function encodeContents(encoding: RequestEncoding): {
  readonly systemInstruction?: JsonObject;
  readonly contents: JsonValue[];
} {
  const system: JsonObject[] = [];
  const contents: Content[] = [];
  for (const [index, message] of encoding.request.messages.entries()) {
    if (message.name !== undefined) encoding.body.drop('name');
    const parts = encodeMessage(message, index, encoding);
    const last = contents.at(-1);
    if (message.role === 'system' || message.role === 'developer') system.push(...parts);
    else if (parts.length > 0) {
      const role = message.role === 'assistant' ? 'model' : 'user';
      if (last?.role === role) last.parts.push(...parts);
      else contents.push({ role, parts });
    }
  }
  for (const [index, content] of contents.entries()) {
    if (content.role === 'user') content.parts = resultsFirst(content.parts, contents[index - 1]);
  }
  if (encoding.traits.needsSignatures) signCurrentTurn(contents);
  return withUserFirst(system, contents);
}

function encodeMessage(message: NeutralMessage, index: number, encoding: RequestEncoding): JsonObject[] {
  return message.content.flatMap((part, number) => {
    if (message.role === 'assistant' && part.type === 'opaque' && part.format !== 'gemini') {
      encoding.body.drop('content');
      return [];
    }
    return encodePart(part, `messages[${index}].content[${number}]`, encoding);
  });
}

/** Of several results for one call the last wins. Results without a call stay, behind the others: the provider says what is wrong. */
function resultsFirst(parts: readonly JsonObject[], previous: Content | undefined): JsonObject[] {
  const results = new Map<JsonValue | undefined, JsonObject>();
  for (const part of parts) {
    if (isObject(part.functionResponse)) results.set(part.functionResponse.id, part);
  }
  if (results.size === 0) return [...parts];
  const ordered: JsonObject[] = [];
  for (const { functionCall } of previous?.parts ?? []) {
    const id = isObject(functionCall) ? functionCall.id : undefined;
    const result = results.get(id);
    if (result === undefined) continue;
    ordered.push(result);
    results.delete(id);
  }
  return [...ordered, ...results.values(), ...parts.filter((part) => part.functionResponse === undefined)];
}

/** The turn goes on since the last content of the user's own; in each of its steps the first call must be signed. */
function signCurrentTurn(contents: readonly Content[]): void {
  const start = contents.findLastIndex(
    ({ role, parts }) => role === 'user' && parts.every((part) => part.functionResponse === undefined),
  );
  for (const { role, parts } of contents.slice(start + 1)) {
    const call = role === 'model' ? parts.find((part) => part.functionCall !== undefined) : undefined;
    if (call !== undefined) call.thoughtSignature ??= unsignedCall;
  }
}

/** A conversation of system text alone is asked by the user; one that the model opens gets a placeholder before it. */
function withUserFirst(
  system: JsonObject[],
  contents: readonly Content[],
): { systemInstruction?: JsonObject; contents: JsonValue[] } {
  const written = contents.map(({ role, parts }) => ({ role, parts }));
  if (written.length === 0) {
    const question = system.pop();
    if (question !== undefined) written.push({ role: 'user', parts: [question] });
  } else if (written[0]?.role === 'model') {
    written.unshift({ role: 'user', parts: [{ text: '(conversation continues)' }] });
  }
  return { systemInstruction: system.length === 0 ? undefined : { parts: system }, contents: written };
}
