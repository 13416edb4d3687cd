import * as vscode from 'vscode';
import type { GatewayClient, GatewayStreams } from '../link/gatewayClient.ts';
import { chatError } from './chatError.ts';
import { type ModelInformation, modelInformation } from './modelInformation.ts';
import { toPlainMessages, toPlainTools, toResponsePart } from './plainParts.ts';

export interface MuxgateChatParts {
  readonly gateway: GatewayClient & GatewayStreams;
  readonly log: Pick<vscode.LogOutputChannel, 'debug'>;
}

/**
 * Muxgate as VS Code's chat sees it. All that happens here is the mapping of classes to plain data and back: the gateway process
 * converts, routes and asks.
 */
export function muxgateChat({
  gateway,
  log,
}: MuxgateChatParts): vscode.LanguageModelChatProvider<ModelInformation> {
  return {
    provideLanguageModelChatInformation: (_options, token) =>
      cancelled(token, async (signal) => {
        const { models } = await gateway.request('offeredModels', {}, { signal });
        return models.map(modelInformation);
      }),

    provideLanguageModelChatResponse: (model, messages, options, progress, token) =>
      cancelled(token, async (signal) => {
        const { tools, toolMode, modelOptions } = options;
        const request = {
          model: model.id,
          messages: toPlainMessages(messages),
          tools: toPlainTools(tools),
          toolMode: toolMode === vscode.LanguageModelChatToolMode.Required ? 'required' : 'auto',
          ...(modelOptions === undefined ? {} : { modelOptions }),
        } as const;
        const { decision } = await gateway.stream('vscodeChat', request, {
          signal,
          onPart: (parts) => {
            for (const part of parts) {
              const made = toResponsePart(part);
              if (made !== undefined) progress.report(made);
            }
          },
        });
        log.debug(`VS Code's chat was answered by ${decision.model ?? 'nobody'}: ${decision.reason ?? ''}`);
      }),

    provideTokenCount: (_model, text, token) =>
      cancelled(token, async (signal) => {
        const counted = typeof text === 'string' ? { text } : { message: toPlainMessages([text])[0] };
        const { tokens } = await gateway.request('countChatTokens', counted, { signal });
        return tokens;
      }),
  };
}

/** Runs with a signal for VS Code's token, and turns what it throws into VS Code's errors. */
async function cancelled<T>(
  token: vscode.CancellationToken,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const subscription = token.onCancellationRequested(() => controller.abort());
  if (token.isCancellationRequested) controller.abort();
  try {
    return await run(controller.signal);
  } catch (error) {
    throw chatError(error);
  } finally {
    subscription.dispose();
  }
}
