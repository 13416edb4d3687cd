import type { Signature, WireFormat } from './exchange.ts';

/** No provider's own signature begins so: they are base64 or tokens without a colon. */
const sealPrefix = 'muxgate-sealed:';

/** Every format, as a lookup of names that come from outside. */
const formats: Readonly<Record<WireFormat, true>> = {
  chat: true,
  messages: true,
  responses: true,
  gemini: true,
  'ollama-chat': true,
  'cohere-chat': true,
  'vscode-lm': true,
  completions: true,
  fim: true,
  'ollama-generate': true,
  'llamacpp-infill': true,
  embeddings: true,
  'ollama-embed': true,
  'gemini-embed': true,
  'cohere-embed': true,
};

/**
 * A signature as text for a field that holds signatures of another format: a prefix, the name of the format that made it,
 * then its data. The client keeps it and sends it back; `openSignature` reads it.
 */
export function sealSignature({ format, data }: Signature): string {
  return `${sealPrefix}${format}:${data}`;
}

/** The signature that a text holds: a sealed one of any format, else the text itself as a signature of `ownFormat`. */
export function openSignature(text: string, ownFormat: WireFormat): Signature {
  const colon = text.startsWith(sealPrefix) ? text.indexOf(':', sealPrefix.length) : -1;
  const format = text.slice(sealPrefix.length, colon);
  if (colon === -1 || !isFormat(format)) return { format: ownFormat, data: text };
  return { format, data: text.slice(colon + 1) };
}

/** A signature as a field of `ownFormat` holds it: its data as it is where the format made it, else sealed. */
export function signatureText(signature: Signature, ownFormat: WireFormat): string {
  return signature.format === ownFormat ? signature.data : sealSignature(signature);
}

function isFormat(name: string): name is WireFormat {
  return Object.hasOwn(formats, name);
}
