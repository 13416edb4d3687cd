import * as l10n from '@vscode/l10n';
import type { ClientConnector } from '../connector.ts';
import { shellWord } from '../shellWord.ts';
import { openAiFields } from './openAiFields.ts';
import { ownComputerStep } from './ownComputerStep.ts';

/** Whatever takes OpenAI's base URL. */
export const openAiCompatible: ClientConnector = {
  id: 'openai-compatible',
  name: 'OpenAI-compatible',
  signs: {},
  wire: 'chat',
  steps: (address) => [
    ...openAiFields(address),
    ...ownComputerStep(address, '/v1'),
    {
      text: l10n.t('As variables, which most of these programs read.'),
      copy: `export OPENAI_BASE_URL=${address.origin}/v1 OPENAI_API_KEY=${shellWord(address.key)}`,
    },
    {
      text: l10n.t('A first request from a terminal.'),
      copy: [
        `curl ${address.origin}/v1/chat/completions \\`,
        `  -H ${shellWord(`authorization: Bearer ${address.key}`)} \\`,
        `  -H 'content-type: application/json' \\`,
        `  -d '{"model":"auto","messages":[{"role":"user","content":"Hello"}]}'`,
      ].join('\n'),
    },
  ],
};
