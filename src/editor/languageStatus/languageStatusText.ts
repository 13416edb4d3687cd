import * as l10n from '@vscode/l10n';
import type { GatewayStatus } from '../../protocol/status.ts';
import { shortModelName } from '../status/modelName.ts';

/** What the language status says of the file in the active editor. */
export interface LanguageStatusText {
  readonly text: string;
  readonly detail: string;
  readonly isWarning: boolean;
}

/** Where a request about the active file goes and why; undefined while that is not known. */
export function languageStatusText({ preview, gateway }: GatewayStatus): LanguageStatusText | undefined {
  if (gateway.phase === 'starting' || preview.workspace === '') return undefined;
  const { model, route, error, localOnly } = preview;
  if (model === undefined) {
    return { text: l10n.t('No model'), detail: error?.message ?? '', isWarning: true };
  }
  const name = route === undefined ? shortModelName(model) : `@${route}: ${shortModelName(model)}`;
  const why = preview.reason ?? '';
  return {
    text: localOnly ? `$(lock) ${name}` : `$(arrow-swap) ${name}`,
    detail: l10n.t('Muxgate, {0}', why),
    isWarning: false,
  };
}
