import { homedir, hostname, release, userInfo } from 'node:os';
import * as vscode from 'vscode';
import { diagnosticBundle } from '../../protocol/diagnostics/diagnosticBundle.ts';
import { editorSettingDefaults, type EditorSettingKey } from '../../protocol/editorSettings.ts';
import type { CheckResult } from '../doctor/editorCheck.ts';
import type { GatewayClient } from '../link/gatewayClient.ts';
import type { LogTail } from '../log/logTail.ts';
import type { KeyStore } from '../secrets/keyStore.ts';
import { editorSetting } from '../settings/editorSetting.ts';
import { readUserScope } from '../settings/readScopes.ts';

export interface ReportParts {
  readonly gateway: GatewayClient;
  readonly keys: KeyStore;
  readonly logTail: LogTail;
  readonly extension: vscode.Extension<unknown>;
}

/** The diagnostics of this window, with everything private taken out; headings are English, as the issue will be. */
export async function issueReport(parts: ReportParts, results: readonly CheckResult[]): Promise<string> {
  const { gateway, logTail } = parts;
  const [types, secrets] = await Promise.all([
    // Without a gateway no host counts as public.
    gateway.request('providerTypes', {}).then(
      (answer) => answer.types,
      () => [],
    ),
    knownSecrets(parts.keys),
  ]);
  const hosts = types.flatMap(({ defaultEndpoint, endpointVariants = [] }) => [
    defaultEndpoint,
    ...endpointVariants.map(({ endpoint }) => endpoint),
  ]);
  return diagnosticBundle({
    about: about(parts.extension),
    status: gateway.status,
    settings: { ...readUserScope(), ...editorSettings() },
    results,
    logLines: logTail.lines,
    secrets,
    home: homedir(),
    names: privateNames(),
    publicHosts: hosts.map((url) => URL.parse(url ?? '')?.hostname).filter((host) => host !== undefined),
    publicIds: new Set(['default', 'demo', 'local', ...types.map(({ type }) => type)]),
  });
}

function about({ packageJSON, extensionKind }: vscode.Extension<unknown>): [string, string][] {
  const { version } = packageJSON as { readonly version: string };
  const { appName, appHost, remoteName, uiKind, language } = vscode.env;
  return [
    ['Muxgate', version],
    [
      'Editor',
      `${appName} ${vscode.version}, ${appHost}, ${uiKind === vscode.UIKind.Web ? 'web' : 'desktop'}`,
    ],
    ['System', `${process.platform} ${release()} ${process.arch}, Node ${process.versions.node}`],
    ['Remote', remoteName === undefined ? 'no' : (/^[a-z-]+$/.exec(remoteName)?.[0] ?? 'yes')],
    ['Runs in', extensionKind === vscode.ExtensionKind.UI ? 'the local host' : 'the workspace host'],
    ['Language', language],
    ['Trusted', vscode.workspace.isTrusted ? 'yes' : 'no'],
    ['Folders', String(vscode.workspace.workspaceFolders?.length ?? 0)],
  ];
}

function editorSettings(): Record<string, unknown> {
  const keys = Object.keys(editorSettingDefaults) as EditorSettingKey[];
  return Object.fromEntries(keys.map((key) => [key, editorSetting(key)]));
}

/** Everything that is secret and that we know: so that it is found wherever it stands. */
async function knownSecrets(keys: KeyStore): Promise<string[]> {
  const [stored, accessKeys] = await Promise.all([
    keys.keys().catch(() => []),
    keys.accessKeys().catch(() => []),
  ]);
  const ofEnvironment = Object.entries(process.env)
    .filter(([name]) => /key|token|secret|passw|credential/i.test(name))
    .map(([, value = '']) => value)
    .filter((value) => value.length >= 8);
  const http = vscode.workspace.getConfiguration('http');
  const proxy = URL.parse(http.get<string>('proxy') ?? '');
  const ofProxy = [http.get<string | null>('proxyAuthorization'), proxy?.username, proxy?.password];
  return [...stored.map(({ key }) => key), ...accessKeys, ...ofEnvironment, ...ofProxy].filter(
    (secret): secret is string => secret !== undefined && secret !== null && secret !== '',
  );
}

function privateNames(): string[] {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ name }) => name);
  return [userName(), hostname(), ...folders, vscode.workspace.name ?? ''].filter((name) => name !== '');
}

/** There is none where the system has no entry for the user (some containers). */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
