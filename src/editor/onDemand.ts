import './localization.ts';
import type * as vscode from 'vscode';
import { AgentConnections, type AgentConnectionsParts } from './clients/agentConnections.ts';
import { commandHandlers, type CommandParts } from './commands/commandHandlers.ts';
import type { CommandId } from './commands/commandIds.ts';
import type { CommandHandler } from './commands/registerCommands.ts';
import { CompletionProvider } from './completions/completionProvider.ts';
import { ActiveWorkspace } from './configure/activeWorkspace.ts';
import { userSettingsWriter, writeSettingsWith } from './configure/userSettingsWriter.ts';
import type { SettingsCollaborators } from './webview/collaborators.ts';
import type { QuestionHandlers } from '../protocol/editorQuestions.ts';
import { ModelConsent } from './vscodeModels/modelConsent.ts';
import { vscodeModelQuestions } from './vscodeModels/vscodeModelQuestions.ts';
import { DoctorPanel } from './doctor/doctorPanel.ts';
import { Launcher } from './launcher/launcher.ts';
import type { LauncherTarget } from './launcher/launcherScript.ts';
import type { LiveNode } from './sidebar/liveNodes.ts';
import { LiveTree } from './sidebar/liveTree.ts';
import { startTimer } from './startTimer.ts';
import { SettingsPanel } from './webview/settingsPanel.ts';

export type OnDemandParts = Omit<
  CommandParts,
  'activeWorkspace' | 'agents' | 'write' | 'openSettings' | 'launcher' | 'doctorPanel' | 'consent'
> &
  Omit<SettingsCollaborators, 'writer' | 'agents'> &
  Pick<AgentConnectionsParts, 'contextKeys'> & {
    readonly launcherTarget: LauncherTarget;
    readonly log: Pick<vscode.LogOutputChannel, 'debug'>;
    readonly context: Pick<vscode.ExtensionContext, 'globalState' | 'languageModelAccessInformation'>;
  };

/** What runs only once the user asks for something. */
export interface OnDemand {
  readonly handlers: Readonly<Record<CommandId, CommandHandler>>;
  readonly settingsPanel: SettingsPanel;
  readonly questions: QuestionHandlers;
  readonly launcher: Launcher;
  /** What the side bar shows. */
  readonly liveTree: (onChange: (node?: LiveNode) => void) => LiveTree;
  readonly completions: CompletionProvider;
}

/** Made once a window. It is bundled apart (esbuild.mjs), because VS Code reads and compiles the extension's file at every start. */
export function createOnDemand(parts: OnDemandParts): OnDemand {
  const writer = userSettingsWriter(parts.context.globalStorageUri);
  const agents = new AgentConnections(parts);
  const settingsPanel = new SettingsPanel({ ...parts, writer, agents });
  const launcher = new Launcher({ globalState: parts.context.globalState, target: parts.launcherTarget });
  const consent = new ModelConsent(parts.context);
  const handlers = commandHandlers({
    ...parts,
    agents,
    consent,
    launcher,
    doctorPanel: new DoctorPanel(parts.context.extensionUri),
    activeWorkspace: new ActiveWorkspace(parts.pins),
    write: writeSettingsWith(writer),
    openSettings: (place) => {
      settingsPanel.open(place);
      return Promise.resolve();
    },
  });
  return {
    handlers,
    settingsPanel,
    liveTree: (onChange) => new LiveTree(parts.gateway, onChange),
    launcher,
    questions: vscodeModelQuestions(consent),
    completions: new CompletionProvider({
      gateway: parts.gateway,
      startTimer,
      now: Date.now,
      log: parts.log,
    }),
  };
}
