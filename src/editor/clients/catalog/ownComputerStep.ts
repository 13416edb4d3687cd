import * as l10n from '@vscode/l10n';
import type { ClientAddress, ClientStep } from '../connector.ts';

/** In a remote window: the base URL for a program that runs on the user's own computer, where the gateway's is another. */
export function ownComputerStep({ external }: ClientAddress, path: string): readonly ClientStep[] {
  if (external === undefined) return [];
  return [
    {
      text: l10n.t(
        'Base URL for a program on your own computer. This window is remote, and the other address is for programs there.',
      ),
      copy: external + path,
    },
  ];
}
