import { EventStreamCodec } from '@smithy/eventstream-codec';
import { GatewayError } from '../../../errors.ts';
import { asString, type JsonObject, parseObject } from '../../../wire/json.ts';

/** The length of a frame stands in its first four bytes, and no frame is shorter than its prelude and checksums. */
const lengthBytes = 4;
const shortestFrame = 16;
/** AWS's own limit (docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html) is smaller still. */
const longestFrame = 24 * 1024 * 1024;

const codec = new EventStreamCodec(
  (bytes: Uint8Array | string) => (typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes)),
  (text) => new TextEncoder().encode(text),
);

/**
 * Bedrock's binary event stream as server-sent events of the Messages format: each `chunk` frame holds one event, each
 * exception becomes an `error` event. Throws GatewayError `provider_error` for a frame that is garbled.
 */
export async function* eventStreamToSse(
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let held = Buffer.alloc(0);
  for await (const chunk of body) {
    held = held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk]);
    let text = '';
    for (let frame = firstFrame(held); frame !== undefined; frame = firstFrame(held)) {
      held = held.subarray(frame.length);
      text += eventText(frame);
    }
    if (text !== '') yield Buffer.from(text);
  }
}

/** The first whole frame; undefined when more bytes must come. */
function firstFrame(held: Buffer): Buffer | undefined {
  if (held.length < lengthBytes) return undefined;
  const length = held.readUInt32BE(0);
  if (length < shortestFrame || length > longestFrame) throw garbled(`a frame of ${length} bytes`);
  return held.length < length ? undefined : held.subarray(0, length);
}

function eventText(frame: Buffer): string {
  const { headers, body } = decodeFrame(frame);
  const payload = parseObject(new TextDecoder().decode(body)) ?? {};
  const headerText = (name: string): string => String(headers[name]?.value ?? '');
  if (headerText(':message-type') === 'event') return chunkText(payload);
  const type = headerText(':exception-type') || headerText(':error-code');
  const message = asString(payload['message']) ?? (headerText(':error-message') || type);
  const error = { type: 'error', error: { type: anthropicErrorType(type), message } };
  return `event: error\ndata: ${JSON.stringify(error)}\n\n`;
}

function chunkText({ bytes }: JsonObject): string {
  const data = Buffer.from(asString(bytes) ?? '', 'base64').toString('utf8');
  const type = asString(parseObject(data)?.['type']);
  return type === undefined ? '' : `event: ${type}\ndata: ${data}\n\n`;
}

function decodeFrame(frame: Buffer): ReturnType<EventStreamCodec['decode']> {
  try {
    return codec.decode(frame);
  } catch (error) {
    throw garbled(error instanceof Error ? error.message : String(error), error);
  }
}

/** Bedrock's exceptions (docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModelWithResponseStream.html). */
function anthropicErrorType(exception: string): string {
  switch (exception) {
    case 'throttlingException':
      return 'rate_limit_error';
    case 'validationException':
      return 'invalid_request_error';
    case 'serviceUnavailableException':
      return 'overloaded_error';
    case 'modelTimeoutException':
      return 'timeout_error';
    default:
      return 'api_error';
  }
}

function garbled(what: string, cause?: unknown): GatewayError {
  return new GatewayError('provider_error', `Bedrock's event stream cannot be read: ${what}`, { cause });
}
