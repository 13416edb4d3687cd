import type { ReasoningPart, Signature } from '../exchange.ts';
import { asArray, asString, isObject, type JsonObject } from '../json.ts';
import { openSignature, signatureText } from '../sealedSignature.ts';

/** A `LanguageModelThinkingPart` (proposed): its text is a string or a list of them; what must come back is in its metadata. */
export function decodeThinking(part: JsonObject): ReasoningPart | undefined {
  const metadata = isObject(part.metadata) ? part.metadata : {};
  const text =
    asString(metadata[wholeText]) ?? asString(part.value) ?? asArray(part.value).map(String).join('');
  const seal = asString(metadata.signature) ?? '';
  const signature = seal === '' ? undefined : openSignature(seal, 'vscode-lm');
  if (text === '' && signature === undefined) return undefined;
  const id = asString(part.id) ?? '';
  return {
    type: 'reasoning',
    text,
    ...(signature === undefined ? {} : { signature }),
    ...(metadata.redacted === true ? { redacted: true } : {}),
    ...(id === '' ? {} : { id }),
  };
}

/** Where VS Code's own providers keep the text that a signature is of; a signature is worth nothing without it. */
const wholeText = '_completeThinking';

/** What is behind the text of reasoning: its signature, which VS Code's chat keeps and sends back. */
export function thinkingSeal({
  signature,
  id,
  text,
}: Pick<ReasoningPart, 'id' | 'text'> & { readonly signature: Signature }): JsonObject {
  return {
    type: 'thinking',
    value: '',
    ...(id === undefined ? {} : { id }),
    metadata: { signature: signatureText(signature, 'vscode-lm'), [wholeText]: text },
  };
}

/** Reasoning that is withheld: all there is of it is its signature. */
export function withheldSeal(signature: Signature): JsonObject {
  return {
    type: 'thinking',
    value: '',
    metadata: { signature: signatureText(signature, 'vscode-lm'), redacted: true },
  };
}

/** Says to VS Code's chat that the thoughts are over, so that it folds them. */
export const thinkingDone: JsonObject = {
  type: 'thinking',
  value: '',
  metadata: { vscode_reasoning_done: true },
};
