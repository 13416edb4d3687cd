import type { ClientDriver } from './clientDriver.ts';
import { aiSdkDrivers } from './clients/aiSdk.ts';
import { anthropicDriver } from './clients/anthropicMessages.ts';
import { geminiDriver } from './clients/googleGemini.ts';
import { ollamaDriver } from './clients/ollamaChat.ts';
import { openaiChatDriver } from './clients/openaiChat.ts';
import { openaiResponsesDriver } from './clients/openaiResponses.ts';

/** Every official client, pointed at one server. */
export function allDrivers(url: string): ClientDriver[] {
  return [
    openaiChatDriver(url),
    openaiResponsesDriver(url),
    anthropicDriver(url),
    geminiDriver(url),
    ollamaDriver(url),
    ...aiSdkDrivers(url),
  ];
}
