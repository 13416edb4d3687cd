import { openaiModelRules, unknownToOpenai } from '../modelRules.ts';
import type { ProviderTypeEntry } from '../provider.ts';
import { hostedService, openaiList } from './common.ts';

/** OpenAI's coding models by API key: Responses alone, every other format is converted to it. */
export const codex: ProviderTypeEntry = {
  ...hostedService,
  type: 'codex',
  title: 'OpenAI Codex (API key)',
  defaultEndpoint: 'https://api.openai.com/v1',
  // The variable that the Codex CLI itself reads (developers.openai.com/codex/noninteractive); OPENAI_API_KEY is type `openai`'s.
  keyVariables: ['CODEX_API_KEY'],
  paths: { responses: '/responses', 'responses-count-tokens': '/responses/input_tokens' },
  nativeChatFormat: 'responses',
  // developers.openai.com/codex/models: the Codex models, and the general ones from gpt-5 on.
  modelList: { ...openaiList, only: /codex|^gpt-[5-9](?!.*(?:chat|image|audio|realtime|search))/ },
  refusedParameters: unknownToOpenai,
  modelRules: openaiModelRules,
};
