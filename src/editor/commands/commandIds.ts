/** Every command of ours. package.json contributes exactly these (a test compares), and `registerCommands` takes a handler for each. */
export const commandIds = [
  'muxgate.switchModel',
  'muxgate.useRules',
  'muxgate.switchWorkspace',
  'muxgate.whyThisModel',
  'muxgate.explainRequest',
  'muxgate.addProvider',
  'muxgate.refreshModels',
  'muxgate.refreshPrices',
  'muxgate.showRequests',
  'muxgate.openSettings',
  'muxgate.setApiKey',
  'muxgate.signIn',
  'muxgate.setAccessKey',
  'muxgate.copyBaseUrl',
  'muxgate.connectAgent',
  'muxgate.sendTestRequest',
  'muxgate.exportUsage',
  'muxgate.reviewFolderWorkspace',
  'muxgate.useAnotherPort',
  'muxgate.toggleCompletions',
  'muxgate.installCommand',
  'muxgate.uninstallCommand',
  'muxgate.restartGateway',
  'muxgate.showLog',
] as const;

export type CommandId = (typeof commandIds)[number];
