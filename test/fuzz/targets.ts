import assert from 'node:assert/strict';
import { chatCodecs } from '../../src/gateway/exchange/chatCodecs.ts';
import { GatewayError } from '../../src/gateway/errors.ts';
import { estimateTokens } from '../../src/gateway/usage/countTokens.ts';
import type { ChatCodec, CompletionCodec } from '../../src/gateway/wire/codec.ts';
import { completionsCodec } from '../../src/gateway/wire/completions/codec.ts';
import { openaiEmbeddings } from '../../src/gateway/wire/embeddings/openai.ts';
import type { StreamEvent } from '../../src/gateway/wire/exchange.ts';
import { fimCodec } from '../../src/gateway/wire/fim/codec.ts';
import { parseObject } from '../../src/gateway/wire/json.ts';
import { JsonArraySplitter } from '../../src/gateway/wire/jsonArray/jsonArraySplitter.ts';
import { LineSplitter } from '../../src/gateway/wire/ndjson/lineSplitter.ts';
import { ollamaGenerateCodec } from '../../src/gateway/wire/ollama/generateCodec.ts';
import { SseSplitter } from '../../src/gateway/wire/sse/sseSplitter.ts';
import { flattenTools } from '../../src/gateway/wire/tools/flattenTools.ts';
import { toolAbilities } from '../../src/gateway/wire/tools/toolAbilities.ts';
import { answerContext } from '../helpers/answerContext.ts';
import { decodeChunks } from '../helpers/corpus/decodeBytes.ts';
import { richAnswers } from '../helpers/corpus/spokenAnswers.ts';
import { streamSources, type StreamSource } from '../helpers/corpus/streamCorpus.ts';
import { encodeTarget } from '../helpers/encodeTarget.ts';
import type { Random } from '../helpers/seededRandom.ts';
import { assertEventOrder } from './eventOrder.ts';
import { mutateBytes, mutateJson, randomChunks } from './mutate.ts';
import { requestSamples } from './requestSamples.ts';

/** One reader that is fed with broken input. */
export interface FuzzTarget {
  readonly name: string;
  /** Makes an input of the random numbers and feeds it; throws when the reader did what it must not. */
  readonly run: (random: Random, show: (input: unknown) => void) => Promise<void>;
}

const completionCodecs: readonly CompletionCodec[] = [completionsCodec, fimCodec, ollamaGenerateCodec];
/** In which clients ask; the others only providers speak. */
const clientCodecs: readonly ChatCodec[] = chatCodecs.filter(({ format }) => format !== 'cohere-chat');
const target = encodeTarget();

/** Every reader of bytes that strangers send. */
export const fuzzTargets: readonly FuzzTarget[] = [
  ...clientCodecs.map(chatRequests),
  ...completionCodecs.map(completionRequests),
  embeddingsRequests(),
  ...streamSources.map(answers),
  ...streamSources.map(streams),
  splitter('sse splitter', () => new SseSplitter(), true),
  splitter('line splitter', () => new LineSplitter(), true),
  splitter('json array splitter', () => new JsonArraySplitter(), false),
];

/** A client's request: read, weighed, and written for every provider. */
function chatRequests(codec: ChatCodec): FuzzTarget {
  return {
    name: `${codec.format} requests`,
    run: (random, show) => {
      const body = mutateJson(random.pick(samplesOf(codec.format)), random);
      show(body);
      return onlyGatewayErrors(() => {
        codec.mustReencode?.(body, () => 'gemini-3-pro');
        const request = codec.decodeRequest(body, { model: 'm', stream: true });
        estimateTokens(request);
        for (const upstream of chatCodecs) {
          onlyGatewayErrorsNow(() => {
            const flattened = flattenTools(request, toolAbilities(upstream.format, target));
            JSON.stringify(upstream.encodeRequest(flattened.request, target).body);
          });
        }
      });
    },
  };
}

function completionRequests(codec: CompletionCodec): FuzzTarget {
  return {
    name: `${codec.format} requests`,
    run: (random, show) => {
      const body = mutateJson(random.pick(samplesOf(codec.format)), random);
      show(body);
      return onlyGatewayErrors(() => {
        const request = codec.decodeRequest(body);
        for (const upstream of completionCodecs)
          onlyGatewayErrorsNow(() => JSON.stringify(upstream.encodeRequest(request, target).body));
      });
    },
  };
}

function embeddingsRequests(): FuzzTarget {
  return {
    name: 'embeddings requests',
    run: (random, show) => {
      const body = mutateJson(random.pick(samplesOf('embeddings')), random);
      show(body);
      return onlyGatewayErrors(() => {
        openaiEmbeddings.encodeRequest(openaiEmbeddings.decodeRequest(body), target);
      });
    },
  };
}

/** A provider's whole answer: read, and written for every client. */
function answers({ name, codec, wholeOf }: StreamSource): FuzzTarget {
  return {
    name: `${name} answers`,
    run: (random, show) => {
      const body = mutateJson(wholeOf(random.pick(richAnswers)), random);
      show(body);
      return onlyGatewayErrors(() => {
        const answer = codec.decodeAnswer(body);
        for (const client of [...clientCodecs, ...completionCodecs])
          JSON.stringify(client.encodeAnswer(answer, answerContext()));
      });
    },
  };
}

/** A provider's stream: read in any chunks, its events in order, and written for every client. */
function streams(source: StreamSource): FuzzTarget {
  return {
    name: `${source.name} streams`,
    run: async (random, show) => {
      const text = source.streamOf(random.pick(richAnswers));
      const bytes = random.chance(0.5)
        ? mutateBytes(Buffer.from(text), random)
        : Buffer.from(mutateStreamedJson(text, random));
      show(bytes.toString('latin1'));
      await onlyGatewayErrors(async () => {
        const events = await decodeChunks(source, randomChunks(bytes, random));
        assertEventOrder(events);
        for (const client of [...clientCodecs, ...completionCodecs]) await writeAndReread(events, client);
      });
    },
  };
}

/** What is written for a client ends as the provider's stream did; broken arguments are an error where they are no text. */
async function writeAndReread(
  events: readonly StreamEvent[],
  codec: ChatCodec | CompletionCodec,
): Promise<void> {
  const encoder = codec.createStreamEncoder(answerContext());
  const text = events.map((event) => encoder.encode(event)).join('');
  const reread = await decodeChunks({ codec, kind: codec.framing }, [Buffer.from(text)]);
  assertEventOrder(reread);
  const end = reread.at(-1)?.type;
  if (end === 'error' && hasBrokenArguments(events)) return;
  assert.equal(end, events.at(-1)?.type, `written for ${codec.format}: ${text.slice(-600)}`);
}

function hasBrokenArguments(events: readonly StreamEvent[]): boolean {
  const texts = new Map<number, string>();
  for (const event of events) {
    if (event.type === 'argumentsDelta') texts.set(event.block, (texts.get(event.block) ?? '') + event.json);
  }
  return [...texts.values()].some((text) => parseObject(text) === undefined);
}

/** Every event's JSON has its chance. */
function mutateStreamedJson(text: string, random: Random): string {
  return text
    .split('\n')
    .map((line) => {
      const start = line.indexOf('{');
      if (start === -1 || !random.chance(0.3)) return line;
      const end = line.lastIndexOf('}') + 1;
      const body = JSON.parse(line.slice(start, end)) as Parameters<typeof mutateJson>[0];
      return line.slice(0, start) + JSON.stringify(mutateJson(body, random)) + line.slice(end);
    })
    .join('\n');
}

interface Splitter {
  push(bytes: Uint8Array): readonly { readonly raw: Uint8Array; readonly data: string }[];
  end(): readonly { readonly raw: Uint8Array; readonly data: string }[];
}

function splitter(name: string, create: () => Splitter, keepsBytes: boolean): FuzzTarget {
  return {
    name,
    run: async (random, show) => {
      const source = random.pick(streamSources);
      const bytes = mutateBytes(Buffer.from(source.streamOf(random.pick(richAnswers))), random);
      show(bytes.toString('latin1'));
      await onlyGatewayErrors(() => {
        const whole = create();
        const events = [...randomChunks(bytes, random).flatMap((chunk) => whole.push(chunk)), ...whole.end()];
        for (const { data } of events) assert.equal(typeof data, 'string');
        if (keepsBytes) assert.deepEqual(Buffer.concat(events.map(({ raw }) => raw)), bytes);
      });
    },
  };
}

function samplesOf(format: string): (typeof requestSamples)[string] {
  const samples = requestSamples[format];
  if (samples === undefined) throw new Error(`requestSamples.ts has no sample of ${format}`);
  return samples;
}

/** Readers say what is wrong in the gateway's own errors; anything else is a bug. */
async function onlyGatewayErrors(read: () => void | Promise<void>): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (!isClientsFault(error)) throw error;
  }
}

function onlyGatewayErrorsNow(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!isClientsFault(error)) throw error;
  }
}

function isClientsFault(error: unknown): boolean {
  return error instanceof GatewayError && error.code !== 'internal_error';
}
