import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { QuestionHandlers } from '../../protocol/editorQuestions.ts';
import type { PartSink } from '../../protocol/streamedRequests.ts';
import type { VscodeChatRequest, VscodePart } from '../../protocol/vscodeChat.ts';
import { toChatMessages, toPlainPart } from '../chat/plainParts.ts';
import { QuestionError } from '../link/questionAnswers.ts';
import type { ModelConsent } from './modelConsent.ts';
import { findOtherModel, modelId, otherModels } from './otherModels.ts';
import { questionFailureCode } from './questionFailure.ts';

/** What the gateway asks of the models that VS Code has. Never asks the user anything: no user waits behind a request. */
export function vscodeModelQuestions(consent: ModelConsent): QuestionHandlers {
  return {
    vscodeModels: async () => ({
      models: (await otherModels()).map((model) => ({
        id: modelId(model),
        name: model.name,
        family: model.family,
        maxInputTokens: model.maxInputTokens,
        allowed: consent.allows(model),
      })),
    }),

    vscodeAsk: async (request, sink) => {
      const model = await findOtherModel(request.model);
      if (model === undefined) throw await missing(request.model);
      if (!consent.allows(model)) throw notAllowed();
      await askModel(model, request, sink);
      return {};
    },
  };
}

async function missing(id: string): Promise<QuestionError> {
  const others = await otherModels();
  return others.length === 0
    ? new QuestionError(
        'no_models',
        'VS Code has no models but Muxgate’s own now. Sign in to GitHub Copilot, or add another provider of models to VS Code.',
      )
    : new QuestionError(
        'not_found',
        `VS Code has no model "${id}". It has: ${others.map(modelId).join(', ')}.`,
      );
}

function notAllowed(): QuestionError {
  return new QuestionError(
    'consent_required',
    'Agents are not allowed to use VS Code’s models yet. In VS Code run the command "Muxgate: Allow Agents to Use VS Code’s Models", then ask again.',
  );
}

async function askModel(
  model: vscode.LanguageModelChat,
  { messages, tools = [], toolMode, modelOptions }: VscodeChatRequest,
  { signal, send }: PartSink<VscodePart>,
): Promise<void> {
  const source = new vscode.CancellationTokenSource();
  const onAbort = (): void => source.cancel();
  signal.addEventListener('abort', onAbort);
  try {
    const options: vscode.LanguageModelChatRequestOptions = {
      justification: l10n.t('Agents on this machine ask this model through Muxgate.'),
      ...(modelOptions === undefined ? {} : { modelOptions }),
      ...(tools.length === 0
        ? {}
        : {
            tools: tools.map((tool) => ({ ...tool, inputSchema: schemaOf(tool.inputSchema) })),
            toolMode:
              toolMode === 'required'
                ? vscode.LanguageModelChatToolMode.Required
                : vscode.LanguageModelChatToolMode.Auto,
          }),
    };
    const response = await model.sendRequest(toChatMessages(messages), options, source.token);
    for await (const chunk of response.stream) {
      for (const part of toPlainPart(chunk)) await send(part);
    }
  } catch (error) {
    signal.throwIfAborted();
    const message = error instanceof Error ? error.message : String(error);
    throw new QuestionError(
      questionFailureCode(error),
      `VS Code’s model ${modelId(model)} failed: ${message}`,
    );
  } finally {
    signal.removeEventListener('abort', onAbort);
    source.dispose();
  }
}

function schemaOf(schema: unknown): object | undefined {
  return typeof schema === 'object' && schema !== null ? schema : undefined;
}
