import { invalidRequest } from '../../errors.ts';
import type { NeutralPart, ReasoningPart, Signature, ToolCallPart, ToolResultPart } from '../exchange.ts';
import { parseObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { opaqueName } from '../opaqueName.ts';
import { encodeAudio, encodeMedia } from './encodeMedia.ts';
import type { RequestEncoding } from './requestEncoding.ts';

/**
 * One part of a message as Gemini's parts: none for what is not sent (empty text, reasoning that another provider signed), which
 * is reported where it is a loss; several for a result with media that the model cannot take inside it.
 * Throws `invalid_request` where leaving it out would change the question.
 */
export function encodePart(part: NeutralPart, path: string, encoding: RequestEncoding): JsonObject[] {
  switch (part.type) {
    case 'text': {
      const signature = ownSignature(part.signature);
      // Google refuses empty text, but for one that a signature hangs on.
      if (part.text === '' && signature.thoughtSignature === undefined) return [];
      return [{ text: part.text, ...signature }];
    }
    case 'refusal':
      return part.text === '' ? [] : [{ text: part.text }];
    case 'image':
      if (part.detail !== undefined && part.detail !== 'auto') encoding.body.drop('detail');
      return [encodeMedia(part, path, encoding.sameFormat)];
    case 'document':
      return [encodeMedia(part, path, encoding.sameFormat)];
    case 'audio':
      return [encodeAudio(part)];
    case 'reasoning':
      return encodeReasoning(part, encoding);
    case 'toolCall':
      return [encodeFunctionCall(part, path, encoding)];
    case 'toolResult':
      return encodeFunctionResponse(part, path, encoding);
    case 'opaque':
      if (part.format === 'gemini') return [part.value];
      throw invalidRequest(
        path,
        `${path} is a content part of type ${JSON.stringify(opaqueName(part.value))}, which cannot be sent to a Gemini model.`,
      );
  }
}

/** A signature of another provider means nothing to Google. */
function ownSignature(signature: Signature | undefined): { thoughtSignature?: string } {
  return signature?.format === 'gemini' ? { thoughtSignature: signature.data } : {};
}

/** Reasoning that another provider signed or withheld is that provider's alone. */
function encodeReasoning(part: ReasoningPart, { body }: RequestEncoding): JsonObject[] {
  const isForeign = part.signature !== undefined && part.signature.format !== 'gemini';
  if (isForeign || (part.text === '' && part.signature === undefined)) {
    body.drop('reasoning');
    return [];
  }
  return [{ text: part.text, thought: true, ...ownSignature(part.signature) }];
}

/** Arguments that are no JSON object (a history that was cut off) cannot be written: Google's are a map. */
function encodeFunctionCall(part: ToolCallPart, path: string, { functionName }: RequestEncoding): JsonObject {
  const args = part.argumentsJson.trim() === '' ? {} : parseObject(part.argumentsJson);
  if (args === undefined) {
    throw invalidRequest(
      path,
      `${path}: the arguments of the call of ${JSON.stringify(part.name)} must be a JSON object for a Gemini model.`,
    );
  }
  const functionCall = { id: part.id, name: functionName(part.name), args };
  return { functionCall, ...ownSignature(part.signature) };
}

/** Media stand in the result where the model reads them there, else behind it. */
function encodeFunctionResponse(part: ToolResultPart, path: string, encoding: RequestEncoding): JsonObject[] {
  const texts: string[] = [];
  const media: JsonObject[] = [];
  for (const [index, nested] of part.content.entries()) {
    if (nested.type === 'text') texts.push(nested.text);
    // What only another format knows (a reference to a tool that was found) the model can still read.
    else if (nested.type === 'opaque' && nested.format !== 'gemini') texts.push(JSON.stringify(nested.value));
    else media.push(...encodePart(nested, `${path}.content[${index}]`, encoding));
  }
  const name = encoding.callNames.get(part.toolCallId) ?? part.toolCallId;
  const inside = encoding.traits.combinesTools ? media.filter(isBlob) : [];
  const functionResponse: JsonObject = {
    id: part.toolCallId,
    name: encoding.functionName(name),
    response: responseOf(part, texts.join('\n'), encoding),
    ...(inside.length === 0 ? {} : { parts: inside }),
  };
  return [{ functionResponse }, ...media.filter((entry) => !inside.includes(entry))];
}

function isBlob(part: JsonObject): boolean {
  return part.inlineData !== undefined;
}

function responseOf(part: ToolResultPart, text: string, { sameFormat }: RequestEncoding): JsonObject {
  // What a Gemini client's tool said as an object came as its JSON.
  const object = sameFormat ? parseObject(text) : undefined;
  if (object !== undefined && !part.isError) return object;
  return part.isError ? { error: text } : { output: text };
}
