import * as vscode from 'vscode';
import type { ConfigureMessage } from '../../protocol/gatewayMessages.ts';

/** The settings that `readProxySettings` reads. */
export const proxySettingKeys = [
  'http.proxySupport',
  'http.proxy',
  'http.proxyAuthorization',
  'http.noProxy',
  'http.proxyStrictSSL',
];

/** VS Code's own proxy settings, which the gateway follows as VS Code does. */
export function readProxySettings(): ConfigureMessage['proxy'] {
  const settings = vscode.workspace.getConfiguration('http');
  const isOff = settings.get<string>('proxySupport') === 'off';
  return {
    proxy: isOff ? undefined : textOrNone(settings.get<string>('proxy')),
    proxyAuthorization: textOrNone(settings.get<string | null>('proxyAuthorization')),
    noProxy: settings.get<string[]>('noProxy') ?? [],
    strictSsl: settings.get<boolean>('proxyStrictSSL') ?? true,
  };
}

function textOrNone(text: string | null | undefined): string | undefined {
  return text === null || text === '' ? undefined : text;
}
