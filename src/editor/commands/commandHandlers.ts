import type * as vscode from 'vscode';
import { parsePagePlace } from '../../protocol/webviewMessages.ts';
import type { AgentConnections } from '../clients/agentConnections.ts';
import type { ActiveWorkspace } from '../configure/activeWorkspace.ts';
import type { FolderReview } from '../configure/folderReview.ts';
import type { WriteSettings } from '../configure/userSettingsWriter.ts';
import type { Pages } from '../documents/pages.ts';
import type { GatewayLink } from '../link/gatewayLink.ts';
import type { DoctorPanel } from '../doctor/doctorPanel.ts';
import type { DoctorParts } from '../doctor/editorChecks.ts';
import type { ReportParts } from '../issueReport/issueReport.ts';
import type { Launcher } from '../launcher/launcher.ts';
import type { KeyStore } from '../secrets/keyStore.ts';
import type { OpenSettings } from '../settingsPlace.ts';
import type { WindowPins } from '../windowPins.ts';
import type { SignInCallbacks } from '../login/signInCallbacks.ts';
import { signIn } from '../login/signIn.ts';
import { allowVscodeModels } from '../vscodeModels/allowVscodeModels.ts';
import type { ModelConsent } from '../vscodeModels/modelConsent.ts';
import { addProvider } from './addProvider.ts';
import { chooseCatchAll } from './chooseCatchAll.ts';
import type { CommandId } from './commandIds.ts';
import { connectAgent } from './connectAgent.ts';
import { copyBaseUrl } from './copyBaseUrl.ts';
import { doctor } from './doctor.ts';
import { explainRequest, whyThisModel } from './explain.ts';
import { exportUsage } from './exportUsage.ts';
import { installCommand, uninstallCommand } from './installCommand.ts';
import { refreshModels } from './refreshModels.ts';
import { refreshPrices } from './refreshPrices.ts';
import { reportIssue } from './reportIssue.ts';
import type { CommandHandler } from './registerCommands.ts';
import { sendTestRequest } from './sendTestRequest.ts';
import { setAccessKey } from './setAccessKey.ts';
import { setApiKey } from './setApiKey.ts';
import { switchModel, useRules } from './switchModel.ts';
import { switchWorkspace } from './switchWorkspace.ts';
import { toggleCompletions } from './toggleCompletions.ts';
import { useAnotherPort } from './useAnotherPort.ts';

export interface CommandParts extends DoctorParts, ReportParts {
  readonly gateway: GatewayLink;
  readonly keys: KeyStore;
  readonly callbacks: SignInCallbacks;
  readonly pins: WindowPins;
  readonly activeWorkspace: ActiveWorkspace;
  readonly agents: AgentConnections;
  readonly review: FolderReview;
  readonly launcher: Launcher;
  readonly doctorPanel: DoctorPanel;
  readonly pages: Pages;
  readonly write: WriteSettings;
  readonly consent: ModelConsent;
  readonly openSettings: OpenSettings;
  readonly log: Pick<vscode.LogOutputChannel, 'show'>;
}

/** What each command does, with the parts that it needs. */
export function commandHandlers(parts: CommandParts): Record<CommandId, CommandHandler> {
  const { gateway, keys, openSettings } = parts;
  const add = (): Promise<void> =>
    addProvider({ ...parts, chooseCatchAll: (provider) => chooseCatchAll(provider, parts) });
  const why = (): Promise<void> => whyThisModel(parts);
  return {
    'muxgate.switchModel': () => switchModel({ ...parts, addProvider: add, explain: why }),
    'muxgate.useRules': () => useRules(parts.pins),
    'muxgate.switchWorkspace': () => switchWorkspace({ ...parts, status: gateway.status }),
    'muxgate.whyThisModel': why,
    'muxgate.explainRequest': () => explainRequest(parts),
    'muxgate.addProvider': add,
    'muxgate.refreshModels': () => refreshModels(gateway),
    'muxgate.refreshPrices': () => refreshPrices(gateway),
    'muxgate.showRequests': (id) =>
      openSettings({ page: 'requests', ...(typeof id === 'string' ? { exchange: id } : {}) }),
    'muxgate.openSettings': (place) => openSettings(parsePagePlace(place)),
    'muxgate.setApiKey': () => setApiKey(gateway.status, keys),
    'muxgate.signIn': (account) => signIn({ gateway, keys, callbacks: parts.callbacks }, account),
    'muxgate.setAccessKey': () => setAccessKey(keys),
    'muxgate.copyBaseUrl': (kind) => copyBaseUrl(gateway.status, keys, kind),
    'muxgate.connectAgent': () => connectAgent(parts),
    'muxgate.makeShownChange': () => parts.agents.makeShownChange(),
    'muxgate.sendTestRequest': () => sendTestRequest(gateway, parts.pages),
    'muxgate.exportUsage': () => exportUsage(gateway),
    'muxgate.allowVscodeModels': () => allowVscodeModels(parts),
    'muxgate.reviewFolderWorkspace': () => parts.review.ask(gateway.status),
    'muxgate.useAnotherPort': () => useAnotherPort(gateway.status, parts.agents),
    'muxgate.doctor': () => doctor(parts, parts.doctorPanel),
    'muxgate.reportIssue': () => reportIssue(parts),
    'muxgate.installCommand': () => installCommand(parts.launcher),
    'muxgate.uninstallCommand': () => uninstallCommand(parts.launcher),
    'muxgate.toggleCompletions': () => toggleCompletions(),
    'muxgate.restartGateway': () => gateway.restart(),
    'muxgate.showLog': () => parts.log.show(),
  };
}
