import * as l10n from '@vscode/l10n';
import type { Finding } from '../../../protocol/doctor.ts';

/** The editor's own settings of proxies, by name, as they hold in this window. */
export interface ProxySettingValues {
  readonly proxySupport: string | undefined;
  readonly proxy: string | undefined;
  readonly noProxy: readonly string[];
}

/** Settings of the editor that contradict each other; whether the proxy answers is the gateway's to find out. */
export function checkProxySettings({ proxySupport, proxy, noProxy }: ProxySettingValues): readonly Finding[] {
  const isSet = proxy !== undefined && proxy !== '';
  if (proxySupport === 'off' && isSet) {
    return [
      {
        severity: 'warning',
        title: l10n.t('http.proxy is set, but http.proxySupport is off.'),
        meaning: l10n.t('Muxgate does as the editor does, and uses no proxy of the settings.'),
        remedy: { action: 'openSetting', setting: 'http.proxySupport' },
      },
    ];
  }
  if (!isSet && noProxy.length > 0) {
    return [
      {
        severity: 'note',
        title: l10n.t('http.noProxy exempts hosts, but http.proxy names no proxy.'),
        meaning: l10n.t('The exemptions hold for a proxy of the environment.'),
      },
    ];
  }
  return [
    {
      severity: 'good',
      title: isSet
        ? l10n.t("Muxgate uses the editor's http.proxy.")
        : l10n.t('The editor has no proxy set; that of the environment counts.'),
    },
  ];
}
