import type { Provider } from '../../providers/provider.ts';
import type { AnswerCodec, StreamEncoder } from '../../wire/codec.ts';
import type { WireFormat } from '../../wire/exchange.ts';
import { asString, isObject, type JsonObject, parseObject } from '../../wire/json.ts';
import { SseSplitter } from '../../wire/sse/sseSplitter.ts';
import type { RequestBody } from '../requestBody.ts';
import { identified } from './expandBody.ts';
import type { StoredResponse } from './responseStore.ts';

/** Who answers, and in which format. */
export interface Answerer {
  readonly provider: Provider;
  readonly format: WireFormat;
}

/** Whether a provider keeps the responses that it is asked for in a format: only Responses are kept, and not by every type. */
export function keepsResponses({ provider, format }: Answerer): boolean {
  const { quirks = [], plainFormats = [] } = provider.entry;
  const storesNothing =
    quirks.some(
      ({ change }) => change.kind === 'sets' && change.field === 'store' && change.value === false,
    ) || plainFormats.some(({ keepsNothing }) => keepsNothing === true);
  return format === 'responses' && !storesNothing;
}

/** A codec whose written responses are handed over together with the input that they answer; with `store: false` none. */
export function keepingCodec(
  codec: AnswerCodec,
  { json }: RequestBody,
  keep: (stored: StoredResponse) => void,
): AnswerCodec {
  if (codec.format !== 'responses' || json['store'] === false) return codec;
  const keepResponse = (response: JsonObject): void => {
    keep({ response, input: identified(json['input'], asString(response['id']) ?? '') });
  };
  return {
    ...codec,
    encodeAnswer: (answer, context) => {
      const response = codec.encodeAnswer(answer, context);
      keepResponse(response);
      return response;
    },
    createStreamEncoder: (context) => keepingEncoder(codec.createStreamEncoder(context), keepResponse),
  };
}

function keepingEncoder(encoder: StreamEncoder, keep: (response: JsonObject) => void): StreamEncoder {
  return {
    encode: (event) => {
      const text = encoder.encode(event);
      if (event.type === 'end') {
        const last = new SseSplitter().push(Buffer.from(text)).at(-1);
        const response = parseObject(last?.data ?? '')?.['response'];
        if (isObject(response)) keep(response);
      }
      return text;
    },
    ...(encoder.fail === undefined ? {} : { fail: (report) => encoder.fail?.(report) ?? '' }),
  };
}
