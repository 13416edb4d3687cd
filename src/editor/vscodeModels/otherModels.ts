import * as vscode from 'vscode';
import { chatVendor } from '../chat/chatVendor.ts';

/** The models that VS Code has, ours left out: they would lead a request back to where it came from. */
export async function otherModels(
  selector: vscode.LanguageModelChatSelector = {},
): Promise<vscode.LanguageModelChat[]> {
  const models = await vscode.lm.selectChatModels(selector);
  return models.filter(({ vendor }) => vendor !== chatVendor);
}

/** How agents name a model: `copilot/gpt-4o`. */
export function modelId({ vendor, id }: Pick<vscode.LanguageModelChat, 'vendor' | 'id'>): string {
  return `${vendor}/${id}`;
}

/** The model of an id that `modelId` made; undefined when VS Code does not have it. */
export async function findOtherModel(id: string): Promise<vscode.LanguageModelChat | undefined> {
  const slash = id.indexOf('/');
  if (slash === -1) return undefined;
  const [model] = await otherModels({ vendor: id.slice(0, slash), id: id.slice(slash + 1) });
  return model;
}
