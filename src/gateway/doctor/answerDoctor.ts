import * as l10n from '@vscode/l10n';
import type { Finding, GatewayCheckId } from '../../protocol/doctor.ts';
import type { GatewayPhase } from '../../protocol/status.ts';
import type { Gateway } from '../gateway.ts';
import type { EditorWindow } from '../routing/window.ts';
import { doctorContextOf } from './doctorContextOf.ts';
import { runGatewayCheck } from './runGatewayCheck.ts';

/** One check for one of the editor's windows, in the editor's language: the rest of the gateway speaks English alone. */
export function answerDoctor(
  gateway: Gateway,
  check: GatewayCheckId,
  surroundings: {
    readonly phase: GatewayPhase;
    readonly window: EditorWindow | undefined;
    readonly texts: Readonly<Record<string, string>> | undefined;
  },
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  l10n.config({ contents: surroundings.texts ?? {} });
  return runGatewayCheck(check, doctorContextOf(gateway, { ...surroundings, env: process.env }), signal);
}
