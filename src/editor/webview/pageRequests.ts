import * as vscode from 'vscode';
import type { WriteResult } from '../../protocol/settingsChange.ts';
import type {
  LoadedPage,
  PageAction,
  PageParams,
  PageRequestHandlers,
} from '../../protocol/webviewMessages.ts';
import { saveFailureText } from '../settings/saveFailureText.ts';
import type { SettingsCollaborators } from './collaborators.ts';
import { pickJsonFile, saveTextFile } from './fileDialogs.ts';
import type { KeptDraft } from './keptDraft.ts';
import { chooseFolderWorkspace } from './openedSettings.ts';
import { renamedPins } from './renamedPins.ts';

interface PageRequestParts extends Pick<
  SettingsCollaborators,
  'context' | 'gateway' | 'keys' | 'writer' | 'pins' | 'agents' | 'confirmWorkspace'
> {
  readonly draft: KeptDraft;
  readonly load: () => Promise<LoadedPage>;
  /** Whether the page is told what runs and ends. */
  readonly watchExchanges: (on: boolean) => void;
}

const commands: Readonly<Record<PageAction, readonly [command: string, ...unknown[]]>> = {
  openSettingsJson: [
    'workbench.action.openSettingsJson',
    { revealSetting: { key: 'muxgate.workspaces', edit: false } },
  ],
  openSettingsUi: ['workbench.action.openSettings', '@ext:muxgate.muxgate'],
  showLog: ['muxgate.showLog'],
  copyBaseUrl: ['muxgate.copyBaseUrl'],
  exportUsage: ['muxgate.exportUsage'],
  useAnotherPort: ['muxgate.useAnotherPort'],
};

/** Where how usage is looked at is kept. */
export const usageViewKey = 'muxgate.usageView';

/** The answers to what the page asks. */
export function createPageRequests(parts: PageRequestParts): PageRequestHandlers {
  const { gateway } = parts;
  return {
    load: () => parts.load(),
    writeSettings: (params) => writeSettings(parts, params),
    testProvider: (params, signal) => gateway.request('testProvider', params, { signal }),
    refreshModels: (params, signal) => gateway.request('refreshModels', params, { signal }),
    discover: (params, signal) => gateway.request('discover', params, { signal }),
    previewRules: (params, signal) => gateway.request('previewRules', params, { signal }),
    validate: (params, signal) => gateway.request('validate', params, { signal }),
    usage: (params, signal) => gateway.request('usage', params, { signal }),
    listExchanges: (params, signal) => gateway.request('listExchanges', params, { signal }),
    indexExchanges: (params, signal) => gateway.request('indexExchanges', params, { signal }),
    exchangeChoices: (params, signal) => gateway.request('exchangeChoices', params, { signal }),
    exchange: (params, signal) => gateway.request('exchange', params, { signal }),
    rateExchange: (params, signal) => gateway.request('rateExchange', params, { signal }),
    rerunDecision: (params, signal) => gateway.request('rerunDecision', params, { signal }),
    testRules: (params, signal) => gateway.request('testRules', params, { signal }),
    watchExchanges: ({ on }) => {
      parts.watchExchanges(on);
      return Promise.resolve({});
    },
    copyText: async ({ text }) => {
      await vscode.env.clipboard.writeText(text);
      return {};
    },
    explainRoute: async ({ route }, signal) => {
      const explained = await gateway.request('explain', { model: `@${route}` }, { signal });
      return { route: explained.route, problem: explained.error?.message };
    },
    keepUsageView: async ({ view }) => {
      await parts.context.globalState.update(usageViewKey, view);
      return {};
    },
    chooseFolderWorkspace: async ({ folder, workspace }): Promise<WriteResult> => {
      try {
        await chooseFolderWorkspace(folder, workspace);
        return { outcome: 'written' };
      } catch (error) {
        return { outcome: 'failed', message: saveFailureText(error) };
      }
    },
    confirmWorkspace: async ({ hash }) => {
      await parts.confirmWorkspace(hash);
      return {};
    },
    saveFile: async ({ name, text }) => ({ saved: await saveTextFile(name, text) }),
    pickFile: () => pickJsonFile(),
    keepDraft: ({ draft }) => {
      parts.draft.keep(draft);
      return Promise.resolve({});
    },
    signIn: async (account) => {
      await vscode.commands.executeCommand('muxgate.signIn', account);
      return {};
    },
    agents: async () => ({ agents: await parts.agents.list() }),
    connectAgent: ({ id }) => parts.agents.connect(id),
    previewAgent: ({ id }) => parts.agents.preview(id),
    disconnectAgent: ({ id }) => parts.agents.disconnect(id),
    verifyAgent: ({ id }, signal) => parts.agents.verify(id, signal),
    copyAgentStep: async ({ id, step }) => {
      await parts.agents.copyStep(id, step);
      return {};
    },
    runAction: async ({ action }) => {
      await vscode.commands.executeCommand(...commands[action]);
      return {};
    },
  };
}

/** Keys and pins follow the settings: a write that comes to nothing changes none. */
async function writeSettings(
  { writer, keys, pins }: Pick<PageRequestParts, 'writer' | 'keys' | 'pins'>,
  params: PageParams<'writeSettings'>,
): Promise<WriteResult> {
  const result = await writer.write(params.changes);
  if (result.outcome !== 'written') return result;
  for (const { provider, account } of params.forgetKeys ?? []) await keys.deleteKeys(provider, account);
  for (const { provider, account, origin, key } of params.keys ?? []) {
    await keys.setKey(provider, { origin, key }, account);
  }
  const renamed = renamedPins(pins.pins, params.changes);
  if (renamed !== undefined) await pins.update(renamed);
  return result;
}
