import type { CompletionResult, RequestParams } from '../../protocol/gatewayRequests.ts';
import { decisionHeaders } from '../exchange/decisionHeaders.ts';
import { GatewayError } from '../errors.ts';
import { askOwnPort, type OwnPort } from './ownPort.ts';
import { asArray, asString, isObject, type JsonObject, parseObject } from '../wire/json.ts';
import { SseSplitter } from '../wire/sse/sseSplitter.ts';
import { trimCompletion } from './trimCompletion.ts';

/** Enough for a line, and for a block of 24 lines. */
const maxTokens = { line: 64, block: 320 } as const;

/**
 * Asks the workspace's rules for the code between prefix and suffix, and stops the answer as soon as what is wanted has come.
 * @throws {GatewayError} what the gateway or the provider says; the signal's reason when it aborts
 */
export async function askForCompletion(
  own: OwnPort,
  { prefix, suffix, isMultiLine }: RequestParams<'completeCode'>,
  signal: AbortSignal,
): Promise<CompletionResult> {
  const answer = await askOwnPort(own, {
    path: '/v1/mux/fim/completions',
    userAgent: 'muxgate-completions',
    body: {
      model: 'auto',
      prompt: prefix,
      suffix,
      max_tokens: isMultiLine ? maxTokens.block : maxTokens.line,
      temperature: 0,
      stop: isMultiLine ? undefined : ['\n'],
      stream: true,
    },
    signal,
  });
  if (answer.statusCode !== 200) throw failureIn(parseObject(await answer.body.text()));
  const splitter = new SseSplitter();
  let written = '';
  let text = '';
  for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
    for (const { data } of splitter.push(chunk)) written += textOf(data);
    const trimmed = trimCompletion(written, { prefix, suffix, isMultiLine });
    ({ text } = trimmed);
    // Leaving the loop hangs up, and so stops the model.
    if (trimmed.isComplete) break;
  }
  return { text, model: decisionHeaders(answer.headers)['model'] };
}

function textOf(data: string): string {
  if (data === '' || data === '[DONE]') return '';
  const chunk = parseObject(data);
  if (chunk === undefined) return '';
  if (chunk.error !== undefined) throw failureIn(chunk);
  const [choice] = asArray(chunk.choices);
  const delta = isObject(choice) ? choice.delta : undefined;
  return (isObject(delta) ? asString(delta.content) : undefined) ?? '';
}

function failureIn(body: JsonObject = {}): GatewayError {
  const error = isObject(body.error) ? body.error : {};
  return new GatewayError('provider_error', asString(error.message) ?? 'The completion failed.');
}
