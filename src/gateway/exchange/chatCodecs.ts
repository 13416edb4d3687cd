import { chatCodec } from '../wire/chat/codec.ts';
import type { ChatCodec } from '../wire/codec.ts';
import { cohereCodec } from '../wire/cohere/codec.ts';
import { geminiCodec } from '../wire/gemini/codec.ts';
import { messagesCodec } from '../wire/messages/codec.ts';
import { ollamaChatCodec } from '../wire/ollama/chatCodec.ts';
import { responsesCodec } from '../wire/responses/codec.ts';
import { vscodeCodec } from '../wire/vscode/codec.ts';

/** The chat-like formats, in the order in which one is looked for when the provider speaks neither the client's nor its preferred one. */
export const chatCodecs: readonly ChatCodec[] = [
  chatCodec,
  messagesCodec,
  responsesCodec,
  geminiCodec,
  ollamaChatCodec,
  cohereCodec,
  vscodeCodec,
];
