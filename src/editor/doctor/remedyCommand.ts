import * as l10n from '@vscode/l10n';
import type { Remedy } from '../../protocol/doctor.ts';

/** A command of ours or of the editor's that does what a finding advises. */
export interface RemedyCommand {
  readonly label: string;
  readonly command: string;
  readonly argument?: unknown;
}

/** What a click on a remedy runs. */
export function remedyCommand(remedy: Remedy): RemedyCommand {
  switch (remedy.action) {
    case 'addProvider':
      return { label: l10n.t('Add a Provider'), command: 'muxgate.addProvider' };
    case 'openSettings':
      return {
        label: l10n.t('Open the Settings'),
        command: 'muxgate.openSettings',
        ...(remedy.page === undefined ? {} : { argument: { page: remedy.page } }),
      };
    case 'restartGateway':
      return { label: l10n.t('Restart the Gateway'), command: 'muxgate.restartGateway' };
    case 'showLog':
      return { label: l10n.t('Show the Log'), command: 'muxgate.showLog' };
    case 'useAnotherPort':
      return { label: l10n.t('Use Another Port'), command: 'muxgate.useAnotherPort' };
    case 'reviewFolderWorkspace':
      return { label: l10n.t('Review It'), command: 'muxgate.reviewFolderWorkspace' };
    case 'installCommand':
      return { label: l10n.t("Install 'muxgate' Command"), command: 'muxgate.installCommand' };
    case 'connectAgent':
      return { label: l10n.t('Connect an Agent'), command: 'muxgate.connectAgent' };
    case 'setAccessKey':
      return { label: l10n.t('Set the Access Key'), command: 'muxgate.setAccessKey' };
    case 'setApiKey':
      return { label: l10n.t('Enter the Key'), command: 'muxgate.setApiKey' };
    case 'signIn':
      return { label: l10n.t('Sign In'), command: 'muxgate.signIn' };
    case 'reloadWindow':
      return { label: l10n.t('Reload the Window'), command: 'workbench.action.reloadWindow' };
    case 'trustFolder':
      return { label: l10n.t('Manage Trust'), command: 'workbench.trust.manage' };
    case 'openSetting':
      return {
        label: l10n.t('Open the Setting'),
        command: 'workbench.action.openSettings',
        argument: remedy.setting,
      };
  }
}

/** The commands that links of the doctor's page may run: these, and no other. */
export const remedyCommands: readonly string[] = [
  'muxgate.addProvider',
  'muxgate.openSettings',
  'muxgate.restartGateway',
  'muxgate.showLog',
  'muxgate.useAnotherPort',
  'muxgate.reviewFolderWorkspace',
  'muxgate.installCommand',
  'muxgate.connectAgent',
  'muxgate.setAccessKey',
  'muxgate.setApiKey',
  'muxgate.signIn',
  'workbench.action.reloadWindow',
  'workbench.trust.manage',
  'workbench.action.openSettings',
];
