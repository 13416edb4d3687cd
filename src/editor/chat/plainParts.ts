import * as vscode from 'vscode';
import type { VscodeMessage, VscodePart, VscodeRole, VscodeTool } from '../../protocol/vscodeChat.ts';

/** A class that VS Code has at run time while it is no part of the stable API. */
type ThinkingPart = new (
  value: string,
  id?: string,
  metadata?: Readonly<Record<string, unknown>>,
) => vscode.LanguageModelTextPart;

/** undefined where VS Code shows no thoughts. */
function thinkingPart(): ThinkingPart | undefined {
  const api = vscode as typeof vscode & { readonly LanguageModelThinkingPart?: ThinkingPart };
  return api.LanguageModelThinkingPart;
}

/** An image or another file of a message; part of the stable API since VS Code 1.106, and there at run time before. */
interface DataPart {
  readonly data: Uint8Array;
  readonly mimeType: string;
}
type DataPartClass = new (data: Uint8Array, mimeType: string) => DataPart & vscode.LanguageModelTextPart;

/** undefined where VS Code has no files in messages. */
function dataPart(): DataPartClass | undefined {
  const api: object = vscode;
  return 'LanguageModelDataPart' in api ? (api.LanguageModelDataPart as DataPartClass) : undefined;
}

/** The messages of a request as plain data. Parts that nobody knows are left out. */
export function toPlainMessages(
  messages: readonly vscode.LanguageModelChatRequestMessage[],
): VscodeMessage[] {
  return messages.map(({ role, content, name }) => ({
    role: roleOf(role),
    ...(name === undefined ? {} : { name }),
    content: content.flatMap(toPlainPart),
  }));
}

/** VS Code's own chat sends instructions as role 3, which the stable enum does not have. */
function roleOf(role: number): VscodeRole {
  if (role === 3) return 'system';
  const assistant: number = vscode.LanguageModelChatMessageRole.Assistant;
  return role === assistant ? 'assistant' : 'user';
}

/** One part of a message or of an answer as plain data; none for what nobody knows. */
export function toPlainPart(part: unknown): VscodePart[] {
  if (part instanceof vscode.LanguageModelTextPart) return [{ type: 'text', value: part.value }];
  if (part instanceof vscode.LanguageModelToolCallPart) {
    const { callId, name, input } = part;
    return [{ type: 'toolCall', callId, name, input }];
  }
  if (part instanceof vscode.LanguageModelToolResultPart) {
    return [{ type: 'toolResult', callId: part.callId, content: part.content.flatMap(toPlainPart) }];
  }
  const Data = dataPart();
  if (Data !== undefined && part instanceof Data) {
    return [{ type: 'data', mimeType: part.mimeType, data: Buffer.from(part.data).toString('base64') }];
  }
  if (part instanceof vscode.LanguageModelPromptTsxPart) {
    return [{ type: 'text', value: textsOfTsx(part.value).join('') }];
  }
  const Thinking = thinkingPart();
  return Thinking !== undefined && part instanceof Thinking ? [plainThinking(part)] : [];
}

function plainThinking(part: object): VscodePart {
  const { value, id, metadata } = part as {
    readonly value: string | readonly string[];
    readonly id?: string;
    readonly metadata?: Readonly<Record<string, unknown>>;
  };
  return {
    type: 'thinking',
    value: typeof value === 'string' ? value : value.join(''),
    ...(id === undefined ? {} : { id }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}

/** The texts of a tree of `@vscode/prompt-tsx`: what of it a model would read. */
function textsOfTsx(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(textsOfTsx);
  if (typeof node !== 'object' || node === null) return [];
  const { text } = node as { readonly text?: unknown };
  return typeof text === 'string' ? [text] : Object.values(node).flatMap(textsOfTsx);
}

/** The tools of a request as plain JSON. */
export function toPlainTools(tools: readonly vscode.LanguageModelChatTool[] | undefined): VscodeTool[] {
  return (tools ?? []).map(({ name, description, inputSchema }) => ({
    name,
    description,
    ...(inputSchema === undefined ? {} : { inputSchema }),
  }));
}

/** A part of an answer as VS Code's class; undefined where this VS Code has none for it. */
export function toResponsePart(part: VscodePart): vscode.LanguageModelResponsePart | undefined {
  switch (part.type) {
    case 'text':
      return new vscode.LanguageModelTextPart(part.value);
    case 'toolCall':
      return new vscode.LanguageModelToolCallPart(part.callId, part.name, objectOf(part.input));
    case 'data': {
      const Data = dataPart();
      return Data === undefined ? undefined : new Data(Buffer.from(part.data, 'base64'), part.mimeType);
    }
    case 'thinking': {
      const Thinking = thinkingPart();
      return Thinking === undefined ? undefined : new Thinking(part.value, part.id, part.metadata);
    }
    case 'toolResult':
      return new vscode.LanguageModelToolResultPart(part.callId, part.content.flatMap(toInputPart));
  }
}

/** The messages of a request to a model of VS Code's. Thoughts have no place in what an extension may send. */
export function toChatMessages(messages: readonly VscodeMessage[]): vscode.LanguageModelChatMessage[] {
  return messages.map(({ role, content, name }) => {
    const chatRole =
      role === 'assistant'
        ? vscode.LanguageModelChatMessageRole.Assistant
        : vscode.LanguageModelChatMessageRole.User;
    return new vscode.LanguageModelChatMessage(chatRole, content.flatMap(toInputPart), name);
  });
}

function toInputPart(part: VscodePart): vscode.LanguageModelInputPart[] {
  const made = part.type === 'thinking' ? undefined : toResponsePart(part);
  return made === undefined ? [] : [made];
}

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
