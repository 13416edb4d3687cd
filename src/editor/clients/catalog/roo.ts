import * as l10n from '@vscode/l10n';
import type { ClientAddress, ClientConnector } from '../connector.ts';
import { openAiFields } from './openAiFields.ts';

/** Roo Code and its successor Zoo Code: profiles in the extension's own storage, which it can import. */
export const roo: ClientConnector = {
  id: 'roo',
  name: 'Roo Code, Zoo Code',
  signs: {
    extensions: ['RooVeterinaryInc.roo-cline', 'ZooCodeOrganization.zoo-code'],
  },
  wire: 'chat',
  steps: (address) => [
    {
      text: l10n.t(
        'Save this as a JSON file and import it in the extension: Settings, About, Import. It adds a profile “Muxgate” and selects it; your other profiles stay.',
      ),
      copy: profile(address),
    },
    {
      text: l10n.t('Or make a profile by hand, with the API provider “OpenAI Compatible” and these values.'),
    },
    ...openAiFields(address),
    { text: l10n.t('To go back, select your earlier profile in its settings.') },
  ],
  limits: () =>
    l10n.t(
      'Profiles are in the extension’s own storage. What is imported there nobody but you can take back, so Muxgate does not do it for you.',
    ),
};

function profile({ origin, key }: ClientAddress): string {
  const gateway = {
    apiProvider: 'openai',
    openAiBaseUrl: `${origin}/v1`,
    openAiApiKey: key,
    openAiModelId: 'auto',
  };
  const providerProfiles = { currentApiConfigName: 'Muxgate', apiConfigs: { Muxgate: gateway } };
  return JSON.stringify({ providerProfiles }, undefined, 2);
}
