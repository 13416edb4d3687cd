import type { Provider } from '../../providers/provider.ts';
import type { AnswerCodec, StreamEncoder } from '../../wire/codec.ts';
import type { WireFormat } from '../../wire/exchange.ts';
import { asString, isObject, type JsonObject, parseObject } from '../../wire/json.ts';
import { SseSplitter } from '../../wire/sse/sseSplitter.ts';
import type { RequestBody } from '../requestBody.ts';
import { inputItems } from './expandBody.ts';
import type { ResponseStore } from './responseStore.ts';

/** Who answers, and in which format. */
export interface Answerer {
  readonly provider: Provider;
  readonly format: WireFormat;
}

/** Whether a provider keeps the responses that it is asked for in a format: only Responses are kept, and not by every type. */
export function keepsResponses({ provider, format }: Answerer): boolean {
  const storesNothing = (provider.entry.quirks ?? []).some(
    ({ change }) => change.kind === 'sets' && change.field === 'store' && change.value === false,
  );
  return format === 'responses' && !storesNothing;
}

/** A codec whose written answers are kept under their ids, together with the input that they answer; `store: false` keeps none. */
export function keepingCodec(codec: AnswerCodec, body: RequestBody, store: ResponseStore): AnswerCodec {
  if (codec.format !== 'responses' || body.json['store'] === false) return codec;
  const keep = (response: JsonObject): void => {
    store.keep({ response, input: identified(body.json, asString(response['id']) ?? '') });
  };
  return {
    ...codec,
    encodeAnswer: (answer, context) => {
      const response = codec.encodeAnswer(answer, context);
      keep(response);
      return response;
    },
    createStreamEncoder: (context) => keepingEncoder(codec.createStreamEncoder(context), keep),
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

/** The input as OpenAI lists it: every item has an id, by which it can be referred to. */
function identified({ input }: JsonObject, responseId: string): JsonObject[] {
  const unique = responseId.replace(/^resp_/, '').replaceAll('-', '');
  return inputItems(input)
    .filter(isObject)
    .map((item, at) => ({ ...item, id: asString(item['id']) ?? `in_${unique}${at}` }));
}
