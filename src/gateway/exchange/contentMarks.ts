import type { WireFormat } from '../wire/exchange.ts';

const chatMark = /"(?:content|text|reasoning|reasoning_content|refusal|arguments|name)"\s*:\s*"[^"]/;
const ollamaMark = /"(?:content|response|thinking)"\s*:\s*"[^"]|"tool_calls"/;
const anyData = /\S/;

/**
 * What stands in the data of a stream's events with content and not in those that merely begin it, by format: tells when the
 * first content of bytes that pass through has come, without decoding them.
 */
export const contentMarks: Readonly<Record<WireFormat, RegExp>> = {
  chat: chatMark,
  completions: chatMark,
  fim: chatMark,
  messages: /"content_block_delta"/,
  responses: /\.delta"/,
  gemini: /"(?:text|functionCall|inlineData|executableCode)"/,
  'ollama-chat': ollamaMark,
  'ollama-generate': ollamaMark,
  'cohere-chat': /"(?:content|tool-call|tool-plan)-(?:delta|start)"/,
  'vscode-lm': /^\{"type":"(?:text|thinking|toolCall)"/,
  'llamacpp-infill': anyData,
  embeddings: anyData,
  'ollama-embed': anyData,
  'cohere-embed': anyData,
  'gemini-embed': anyData,
};
