import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { WriteSettings } from '../configure/userSettingsWriter.ts';
import type { GatewayClient } from '../link/gatewayClient.ts';
import type { ModelConsent } from './modelConsent.ts';
import { otherModels } from './otherModels.ts';

export interface AllowVscodeModelsParts {
  readonly gateway: GatewayClient;
  readonly consent: ModelConsent;
  readonly write: WriteSettings;
}

/** For a model, not for people. */
const smallestPrompt = 'ok?';

const providerType = 'vscode-lm';
/** The id of the provider that is added where there is none yet. */
const providerId = 'vscode';

/**
 * Asks the user whether agents may use the models that VS Code has, says the risk, and has VS Code ask where it wants to: this is the
 * gesture that it demands. Once allowed, the same command takes it back.
 */
export async function allowVscodeModels(parts: AllowVscodeModelsParts): Promise<void> {
  const { consent } = parts;
  if (consent.isGiven) {
    if (await wantsToStop()) {
      await consent.set(false);
      return;
    }
  } else if (await confirmRisk()) {
    await consent.set(true);
  } else {
    return;
  }
  await askVscode(consent);
  await addProvider(parts);
  await recover(parts.gateway);
}

/** Whoever leaves it allowed has VS Code asked anew, as after a sign-in. */
async function wantsToStop(): Promise<boolean> {
  const stop = l10n.t('Stop Allowing');
  const chosen = await vscode.window.showInformationMessage(
    l10n.t('Agents may use VS Code’s models through Muxgate.'),
    { modal: true },
    stop,
  );
  return chosen === stop;
}

async function confirmRisk(): Promise<boolean> {
  const allow = l10n.t('Allow');
  const chosen = await vscode.window.showWarningMessage(
    l10n.t('Let agents outside of VS Code use the models that you have in VS Code?'),
    {
      modal: true,
      detail: l10n.t(
        'Every agent that reaches Muxgate’s port can then spend what you have signed in to in VS Code, such as GitHub Copilot. The vendor’s terms may forbid that, and heavy automated use may get your account limited or suspended. You can take this back with the same command.',
      ),
    },
    allow,
  );
  return chosen === allow;
}

/** VS Code asks at the first request to a model, once a vendor; the request itself is ended as soon as its answer begins. */
async function askVscode(consent: ModelConsent): Promise<void> {
  const unasked = (await otherModels()).filter((model) => !consent.isGrantedByVscode(model));
  const firstOfVendor = new Map(unasked.toReversed().map((model) => [model.vendor, model]));
  for (const model of firstOfVendor.values()) {
    const source = new vscode.CancellationTokenSource();
    try {
      const response = await model.sendRequest(
        [vscode.LanguageModelChatMessage.User(smallestPrompt)],
        { justification: l10n.t('Agents on this machine ask this model through Muxgate.') },
        source.token,
      );
      await response.stream[Symbol.asyncIterator]().next();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      void vscode.window.showWarningMessage(l10n.t('{0} was not allowed: {1}', model.name, message));
    } finally {
      source.cancel();
      source.dispose();
    }
  }
}

async function addProvider({ gateway, write }: AllowVscodeModelsParts): Promise<void> {
  const { providers } = gateway.status;
  if (providers.some(({ type }) => type === providerType)) return;
  const taken = new Set(providers.map(({ id }) => id));
  const id = taken.has(providerId) ? `${providerId}-models` : providerId;
  await write([{ kind: 'entry', table: 'providers', id, value: { type: providerType } }]);
}

/** A refusal from before is forgotten, and the list is fetched. */
async function recover(gateway: GatewayClient): Promise<void> {
  for (const { id, type } of gateway.status.providers) {
    if (type === providerType) await gateway.request('testProvider', { id, value: { type } });
  }
}
