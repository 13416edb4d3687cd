import { type GatewayError, UpstreamAnswerError } from '../errors.ts';

/**
 * Providers' messages and those of our own faults may quote the prompt or a key: only what they are is kept. Ours of wrong fields end
 * with the text that stood there (fieldReader.ts), which is left out.
 */
export function recordedMessage(error: GatewayError): string {
  if (error instanceof UpstreamAnswerError) {
    const type = error.upstreamType === undefined ? '' : ` (${error.upstreamType})`;
    return `provider ${String(error.details.provider)} answered ${error.upstreamStatus}${type}`;
  }
  if (error.code !== 'internal_error') return error.message.replace(/, but is "[^]*$/, '');
  return error.cause instanceof Error ? error.cause.name : 'unknown';
}
