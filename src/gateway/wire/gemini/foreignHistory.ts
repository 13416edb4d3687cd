import { asArray, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import type { MarkedWord } from '../markedWords.ts';
import { modelTraits } from './modelTraits.ts';
import { fromThoughtSignature } from './signatures.ts';

/** Keys of what is looked at. */
export const foreignMarks: readonly MarkedWord[] = [
  'thoughtSignature',
  'thought_signature',
  'functionCall',
  'function_call',
];

/**
 * Whether a Gemini history holds what another provider's answer left in it and Google refuses: signatures that Muxgate sealed
 * and, for models that ask for one, a call of the current turn without any. Decoding and encoding it puts that right.
 */
export function hasForeignHistory(body: JsonObject, model: () => string): boolean {
  const contents = asArray(body.contents).filter(isObject);
  if (contents.some((content) => partsOf(content).some(isSealed))) return true;
  return lacksSignature(contents) && modelTraits(model()).needsSignatures;
}

function isSealed(part: JsonObject): boolean {
  const signature = signatureOf(part);
  return signature !== undefined && fromThoughtSignature(signature).signature.format !== 'gemini';
}

/** In the current turn, which goes on since the user's last own content, the first call of each step must be signed. */
function lacksSignature(contents: readonly JsonObject[]): boolean {
  const start = contents.findLastIndex(
    (content) => content.role !== 'model' && partsOf(content).every((part) => !isResult(part)),
  );
  return contents.slice(start + 1).some((content) => {
    const call = content.role === 'model' ? partsOf(content).find(isCall) : undefined;
    return call !== undefined && signatureOf(call) === undefined;
  });
}

function partsOf(content: JsonObject): JsonObject[] {
  return asArray(content.parts).filter(isObject);
}

function signatureOf(part: JsonObject): string | undefined {
  const signature = part.thoughtSignature ?? part.thought_signature;
  return typeof signature === 'string' && signature !== '' ? signature : undefined;
}

function isCall(part: JsonObject): boolean {
  return part.functionCall !== undefined || part.function_call !== undefined;
}

function isResult(part: JsonObject): boolean {
  return part.functionResponse !== undefined || part.function_response !== undefined;
}
