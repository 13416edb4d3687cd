import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { gatewayChecks, gatewayCheckTitle } from '../../protocol/doctor.ts';
import type { AgentConnections } from '../clients/agentConnections.ts';
import { gatewayOrigin } from '../clients/baseUrls.ts';
import type { Launcher } from '../launcher/launcher.ts';
import type { GatewayClient } from '../link/gatewayClient.ts';
import type { KeyStore } from '../secrets/keyStore.ts';
import { editorSetting } from '../settings/editorSetting.ts';
import { startTimer } from '../startTimer.ts';
import { checkClients } from './checks/checkClients.ts';
import { checkEnvironment } from './checks/checkEnvironment.ts';
import { checkFolders } from './checks/checkFolders.ts';
import { checkGatewayLink } from './checks/checkGatewayLink.ts';
import { checkProxySettings } from './checks/checkProxySettings.ts';
import { checkRemote } from './checks/checkRemote.ts';
import { checkSecrets } from './checks/checkSecrets.ts';
import { checkTerminals } from './checks/checkTerminals.ts';
import type { EditorCheck } from './editorCheck.ts';
import { settledStatus } from './settledStatus.ts';

export interface DoctorParts {
  readonly gateway: GatewayClient;
  readonly keys: KeyStore;
  readonly launcher: Launcher;
  readonly agents: Pick<AgentConnections, 'list'>;
  /** Whether Muxgate runs where folder and terminals are. */
  readonly isWithTerminals: boolean;
}

/** Everything that the doctor looks at, in the order shown: one entry a check, whoever makes it. */
export function editorChecks(parts: DoctorParts): readonly EditorCheck[] {
  const { gateway, keys, launcher, agents, isWithTerminals } = parts;
  const texts = vscode.l10n.bundle;
  const origin = (): string | undefined => gatewayOrigin(gateway.status.gateway);
  const ofGateway = gatewayChecks.map((id): EditorCheck => ({
    id,
    title: () => gatewayCheckTitle(id),
    run: async (signal) => (await gateway.request('doctor', { check: id, texts }, { signal })).findings,
  }));
  return [
    {
      id: 'link',
      title: () => l10n.t('This window'),
      run: async () => checkGatewayLink(await settledStatus(gateway, startTimer)),
    },
    ...ofGateway,
    {
      id: 'secrets',
      title: () => l10n.t('Secret storage'),
      run: () => checkSecrets(keys, gateway.status),
    },
    {
      id: 'proxySettings',
      title: () => l10n.t("The editor's proxy settings"),
      run: () => {
        const http = vscode.workspace.getConfiguration('http');
        return Promise.resolve(
          checkProxySettings({
            proxySupport: http.get<string>('proxySupport'),
            proxy: http.get<string>('proxy'),
            noProxy: http.get<string[]>('noProxy') ?? [],
          }),
        );
      },
    },
    {
      id: 'clients',
      title: () => l10n.t('Agents'),
      run: async () => checkClients(await agents.list()),
    },
    {
      id: 'environment',
      title: () => l10n.t('Addresses in the environment'),
      run: () => Promise.resolve(checkEnvironment(process.env, origin())),
    },
    {
      id: 'terminals',
      title: () => l10n.t('Terminals'),
      run: () =>
        checkTerminals({
          launcher,
          isEnvironmentOn: editorSetting('terminal.environment'),
          mayHaveKey: editorSetting('terminal.accessKey'),
          accessKeysSet: gateway.status.accessKeysSet,
        }),
    },
    {
      id: 'remote',
      title: () => l10n.t('Machines'),
      run: () =>
        checkRemote({
          remoteName: vscode.env.remoteName,
          isWithTerminals,
          origin: origin(),
          forwarded: async (url) => (await vscode.env.asExternalUri(vscode.Uri.parse(url))).toString(true),
        }),
    },
    {
      id: 'folders',
      title: () => l10n.t('Folders'),
      run: () =>
        Promise.resolve(
          checkFolders({
            isTrusted: vscode.workspace.isTrusted,
            schemes: (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme),
          }),
        ),
    },
  ];
}
