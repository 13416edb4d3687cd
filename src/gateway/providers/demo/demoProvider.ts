import { GatewayError } from '../../errors.ts';
import { estimateTokens } from '../../usage/countTokens.ts';
import { estimateTextTokens } from '../../usage/estimateTextTokens.ts';
import type {
  ChatRequest,
  CompletionRequest,
  NeutralMessage,
  NeutralPart,
  StreamEvent,
} from '../../wire/exchange.ts';
import { requireSinglePrompt } from '../../wire/completions/singlePrompt.ts';
import { parseSentinels } from '../../wire/fim/sentinels.ts';
import { findAskedToolCall } from './askedToolCall.ts';
import { type DemoContext, textEvents, toolCallEvents } from './demoEvents.ts';

/**
 * The built-in provider, which runs in this process. `echo` answers with the route decision and the last user text. `tools`
 * does the same, but when the last user text says `call NAME {json}` and the request has that tool, it calls it, and when
 * tool results came it answers with them.
 * Throws GatewayError `model_not_found` for another model, and the signal's reason on abort.
 */
export function demoChat(request: ChatRequest, context: DemoContext): AsyncIterable<StreamEvent> {
  requireDemoModel(context.model);
  const inputTokens = estimateTokens(request);
  const userText = lastUserText(request.messages);
  if (context.model === 'tools') {
    const results = newestToolResults(request.messages);
    if (results !== undefined) return textEvents(results, context, inputTokens, request.maxOutputTokens);
    const call = findAskedToolCall(userText);
    if (call !== undefined && mayCall(request, call.name)) {
      return toolCallEvents(call.name, call.argumentsJson, context, inputTokens);
    }
  }
  return textEvents(echoText(context, userText), context, inputTokens, request.maxOutputTokens);
}

/** A completion that says the route decision and repeats the line before the cursor. Throws as `demoChat` does. */
export function demoCompletion(request: CompletionRequest, context: DemoContext): AsyncIterable<StreamEvent> {
  requireDemoModel(context.model);
  requireSinglePrompt(request);
  const before = parseSentinels(request.prompt)?.prefix ?? request.prompt;
  const line = before.trimEnd().split('\n').at(-1)?.trim() ?? '';
  const inputTokens = estimateTextTokens(request.prompt + (request.suffix ?? ''));
  return textEvents(echoText(context, line), context, inputTokens, request.maxOutputTokens);
}

function requireDemoModel(model: string): void {
  if (model === 'echo' || model === 'tools') return;
  throw new GatewayError(
    'model_not_found',
    `The demo provider has the models demo/echo and demo/tools, not "${model}".`,
    {
      details: { model: `demo/${model}` },
    },
  );
}

function echoText({ decisionText }: DemoContext, text: string): string {
  return [decisionText, text].filter((part) => part !== '').join('\n\n');
}

function lastUserText(messages: readonly NeutralMessage[]): string {
  const texts = messages
    .filter((message) => message.role === 'user')
    .map((message) => textOf(message.content));
  return texts.findLast((text) => text !== '') ?? '';
}

/** The texts of the tool results that came after the model's last turn; undefined when there are none. */
function newestToolResults(messages: readonly NeutralMessage[]): string | undefined {
  const lastTurn = messages.findLastIndex((message) => message.role === 'assistant');
  const results = messages
    .slice(lastTurn + 1)
    .flatMap((message) => message.content)
    .filter((part) => part.type === 'toolResult');
  return results.length === 0 ? undefined : results.map((result) => textOf(result.content)).join('\n');
}

function mayCall({ tools, toolChoice }: ChatRequest, name: string): boolean {
  return toolChoice?.type !== 'none' && tools.some((tool) => tool.type === 'function' && tool.name === name);
}

function textOf(parts: readonly NeutralPart[]): string {
  return parts
    .map((part) => (part.type === 'text' ? part.text : ''))
    .filter((text) => text !== '')
    .join('\n');
}
