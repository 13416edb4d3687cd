import type { ServerResponse } from 'node:http';
import { asArray, isObject, type JsonObject } from '../../src/gateway/wire/json.ts';
import type { UpstreamRequest } from './fakeUpstream.ts';
import {
  calledArguments,
  embedding,
  sendJson,
  sendSse,
  spokenPieces,
  spokenText,
  sse,
} from './upstreamProtocols.ts';

/** What the fake Gemini signs its calls with. */
const geminiCallSignature = Buffer.from('why this tool').toString('base64');

const usageMetadata = {
  promptTokenCount: 11,
  candidatesTokenCount: 4,
  thoughtsTokenCount: 3,
  totalTokenCount: 18,
  cachedContentTokenCount: 3,
  promptTokensDetails: [{ modality: 'TEXT', tokenCount: 11 }],
};

/** Answers as the Gemini API does, below `/v1beta/models`; false: the path is none of its own. */
export function speakGemini(request: UpstreamRequest, response: ServerResponse): boolean {
  const url = new URL(request.path, 'http://fake');
  if (url.pathname === '/v1beta/models') {
    sendModels(url.searchParams, response);
    return true;
  }
  const [, model, method] = /^\/v1beta\/(?:models|tunedModels)\/([^:]+):(\w+)$/.exec(url.pathname) ?? [];
  switch (method) {
    case 'generateContent':
      sendJson(response, chunk(model, answerParts(request.json), 'STOP'));
      return true;
    case 'streamGenerateContent':
      sendStream(streamChunks(model, request.json), url.searchParams.get('alt') === 'sse', response);
      return true;
    case 'countTokens':
      sendJson(response, { totalTokens: 42, promptTokensDetails: [{ modality: 'TEXT', tokenCount: 42 }] });
      return true;
    case 'batchEmbedContents':
      sendJson(response, {
        embeddings: asArray(request.json.requests).map(() => ({ values: embedding })),
        usageMetadata: { promptTokenCount: 4 },
      });
      return true;
    default:
      return false;
  }
}

/** Two pages, the second with what cannot be asked here. */
function sendModels(query: URLSearchParams, response: ServerResponse): void {
  const model = (name: string, method: string): JsonObject => ({
    name: `models/${name}`,
    displayName: name,
    inputTokenLimit: 1000,
    outputTokenLimit: 200,
    supportedGenerationMethods: [method, 'countTokens'],
  });
  if (query.get('pageToken') === null) {
    sendJson(response, { models: [model('gemini-2.5-flash', 'generateContent')], nextPageToken: 'two' });
    return;
  }
  sendJson(response, {
    models: [model('gemini-embedding-001', 'embedContent'), model('imagen-4', 'predict')],
  });
}

function answerParts(request: JsonObject): JsonObject[] {
  const tool = calledTool(request);
  if (tool === undefined) return [{ text: spokenText }];
  const args = JSON.parse(calledArguments) as JsonObject;
  return [{ functionCall: { name: tool, args }, thoughtSignature: geminiCallSignature }];
}

function streamChunks(model: string | undefined, request: JsonObject): JsonObject[] {
  const parts =
    calledTool(request) === undefined ? spokenPieces.map((text) => ({ text })) : answerParts(request);
  return [...parts.map((part) => chunk(model, [part])), chunk(model, [{ text: '' }], 'STOP')];
}

function sendStream(chunks: readonly JsonObject[], isSse: boolean, response: ServerResponse): void {
  if (isSse) {
    sendSse(
      response,
      chunks.map((each) => sse(each)),
    );
    return;
  }
  response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' });
  response.end(`[${chunks.map((each) => JSON.stringify(each, null, 2)).join('\n,\r\n')}\n]\n`);
}

function chunk(model: string | undefined, parts: JsonObject[], finishReason?: string): JsonObject {
  return {
    candidates: [
      {
        content: { parts, role: 'model' },
        index: 0,
        ...(finishReason === undefined ? {} : { finishReason }),
      },
    ],
    usageMetadata,
    modelVersion: model,
    responseId: 'gemini-fake',
  };
}

/** The first function, unless its result came already. */
function calledTool({ tools, contents }: JsonObject): string | undefined {
  const last = asArray(contents).at(-1);
  if (JSON.stringify(last ?? {}).includes('"functionResponse"')) return undefined;
  const tool = asArray(tools)[0];
  const declaration = isObject(tool) ? asArray(tool.functionDeclarations)[0] : undefined;
  return isObject(declaration) && typeof declaration.name === 'string' ? declaration.name : undefined;
}
