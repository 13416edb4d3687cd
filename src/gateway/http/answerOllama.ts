import type { IncomingHttpHeaders } from 'node:http';
import type { ClientAnswer } from '../exchange/clientAnswer.ts';
import type { RequestBody } from '../exchange/requestBody.ts';
import type { GatewayServices } from '../exchange/services.ts';
import { streamHeaders } from '../exchange/writeAnswer.ts';
import { writeJson } from '../exchange/writeJson.ts';
import type { JsonObject } from '../wire/json.ts';
import type { OllamaEndpoint } from './endpoints.ts';
import { pullSteps, runningBody, showBody, tagsBody, versionBody } from './ollamaModels.ts';

/** Answers what Ollama's clients ask about models. Throws `model_not_found` and `invalid_request`. */
export async function answerOllama(
  client: ClientAnswer,
  services: GatewayServices,
  name: OllamaEndpoint,
  readBody: () => Promise<RequestBody>,
): Promise<void> {
  switch (name) {
    case 'version':
      await writeJson(client, 200, {}, versionBody());
      return;
    case 'tags':
      await writeJson(client, 200, {}, tagsBody(services));
      return;
    case 'ps':
      await writeJson(client, 200, {}, runningBody());
      return;
    case 'show':
      await writeJson(client, 200, {}, showBody(services, (await readBody()).json));
      return;
    case 'pull': {
      const { json } = await readBody();
      await writePull(client, json, pullSteps(services, json));
      return;
    }
  }
}

/** Ollama's own libraries, which look for its greeting at the root. */
export function isOllamaClient(headers: IncomingHttpHeaders): boolean {
  return /^ollama[-/]/.test(headers['user-agent'] ?? '');
}

/** The root of an Ollama server. */
export async function writeOllamaGreeting(client: ClientAnswer): Promise<void> {
  client.sendHead(200, { 'content-type': 'text/plain; charset=utf-8' });
  await client.end('Ollama is running');
}

/** All steps, one a line, or with `stream: false` the last one. */
async function writePull(
  client: ClientAnswer,
  { stream }: JsonObject,
  steps: readonly JsonObject[],
): Promise<void> {
  if (stream === false) {
    await writeJson(client, 200, {}, steps.at(-1) ?? {});
    return;
  }
  client.beginStream(streamHeaders.ndjson, 'ndjson');
  await client.end(steps.map((step) => `${JSON.stringify(step)}\n`).join(''));
}
