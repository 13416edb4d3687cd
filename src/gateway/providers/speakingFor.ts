import type { WireFormat } from '../wire/exchange.ts';
import type { TokenCountPath } from '../wire/tokenCounting.ts';
import type { Provider } from './provider.ts';

/** The provider with the formats alone that it speaks for this model (`formatRules`); itself where all models speak the same. */
export function speakingFor(provider: Provider, model: string): Provider {
  const { formatRules, paths, nativeChatFormat } = provider.entry;
  const name = model.toLowerCase();
  const rule = formatRules?.find(({ pattern }) => pattern.test(name));
  if (rule === undefined) return provider;
  const spoken = Object.entries(paths).filter(([format]) => rule.formats.some((one) => one === format));
  const isSpoken = rule.formats.includes(nativeChatFormat);
  return {
    ...provider,
    entry: {
      ...provider.entry,
      paths: Object.fromEntries(spoken),
      nativeChatFormat: isSpoken ? nativeChatFormat : (rule.formats.find(isChatFormat) ?? nativeChatFormat),
    },
  };
}

const chatFormats = [
  'chat',
  'messages',
  'responses',
  'gemini',
  'ollama-chat',
  'cohere-chat',
  'vscode-lm',
] as const;

function isChatFormat(format: WireFormat | TokenCountPath): format is (typeof chatFormats)[number] {
  return chatFormats.some((one) => one === format);
}
