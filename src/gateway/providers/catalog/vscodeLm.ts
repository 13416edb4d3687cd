import type { ProviderTypeEntry } from '../provider.ts';
import { commonFacts } from './common.ts';

/**
 * The models that VS Code itself has, of Copilot and of other extensions: asked through the editor (editorChat/sendToEditor.ts), so
 * that the endpoint is an address for people alone.
 */
export const vscodeLm: ProviderTypeEntry = {
  ...commonFacts,
  type: 'vscode-lm',
  title: 'VS Code’s own models (Copilot and others)',
  defaultEndpoint: 'vscode://language-models',
  unversioned: true,
  keyStyle: 'none',
  needsKey: 'never',
  keyVariables: [],
  paths: { 'vscode-lm': '/chat' },
  nativeChatFormat: 'vscode-lm',
  modelList: { path: '/models', shape: 'openai' },
  localOnLoopback: false,
  defaultHeaders: {},
  repairs: false,
  modelRules: [],
};
