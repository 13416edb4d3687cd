import type { IncomingMessage, ServerResponse } from 'node:http';
import { GatewayError, toGatewayError } from '../errors.ts';
import { answerError } from '../exchange/answerError.ts';
import { answerHeaders } from '../exchange/answerHeaders.ts';
import { answerRequest } from '../exchange/answerRequest.ts';
import { ClientAnswer } from '../exchange/clientAnswer.ts';
import { ClientGone } from '../exchange/clientGone.ts';
import type { IncomingExchange } from '../exchange/exchangeContext.ts';
import { flatHeaders } from '../exchange/flatHeaders.ts';
import { answerPassedPath } from '../exchange/passedPaths/answerPassedPath.ts';
import type { RequestBody } from '../exchange/requestBody.ts';
import { type ExchangeStart, runExchange, stackOf } from '../exchange/runExchange.ts';
import type { GatewayServices } from '../exchange/services.ts';
import { writeJson, writeText } from '../exchange/writeJson.ts';
import type { FoundPath } from '../providers/passedPaths/findPassedPath.ts';
import type { CallerProcesses } from '../routing/placeRequest.ts';
import type { JsonObject } from '../wire/json.ts';
import { checkAccess } from './access/checkAccess.ts';
import type { ConnectionCallers } from './access/connectionCallers.ts';
import type { ConnectionOwners } from './access/connectionOwners.ts';
import { parseJsonBody } from './body/parseJsonBody.ts';
import { RequestBodies } from './body/requestBodies.ts';
import { answerOllama, isOllamaClient, writeOllamaGreeting } from './answerOllama.ts';
import { chooseErrorShape } from './chooseErrorShape.ts';
import { type Endpoint, endpointList, findEndpoint } from './endpoints.ts';
import { explainRequest } from './explainRoute.ts';
import { geminiModelBody, geminiModelListBody } from './geminiModels.ts';
import { isGeminiClient } from './isGeminiClient.ts';
import { modelBody, modelListBody } from './modelList.ts';
import { parseRequestPath, type RequestPath } from './requestPath.ts';
import type { ServerLimits } from './serverLimits.ts';

export interface RequestHandlerOptions {
  readonly services: GatewayServices;
  readonly limits: ServerLimits;
  /** undefined where connections cannot be told apart by user. */
  readonly owners: ConnectionOwners | undefined;
  /** undefined where the system does not tell which program calls. */
  readonly callers: ConnectionCallers | undefined;
}

interface HandledRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  /** Of a client that waits for a `100 Continue` before it sends its body. */
  readonly waiting: ServerResponse | undefined;
}

/** What is known of an exchange by its path. */
type RouteStart = Pick<ExchangeStart, 'name' | 'errorShape'> & Pick<IncomingExchange, 'address'>;

/** Takes one request from its head to its answer: who may call, what stands at the path, errors in the right shape. */
export class RequestHandler {
  readonly #services: GatewayServices;
  readonly #bodies: RequestBodies;
  readonly #owners: ConnectionOwners | undefined;
  readonly #callers: ConnectionCallers | undefined;

  constructor({ services, limits, owners, callers }: RequestHandlerOptions) {
    this.#callers = callers;
    this.#services = services;
    this.#bodies = new RequestBodies(services, limits);
    this.#owners = owners;
  }

  /**
   * Answers a request. Never rejects.
   * @param expectsContinue the client waits for a `100 Continue` before it sends its body
   */
  async handle(request: IncomingMessage, response: ServerResponse, expectsContinue: boolean): Promise<void> {
    const requestId = this.#services.randomId();
    const path = parseRequestPath(request.url ?? '/');
    const endpoint = path === undefined ? undefined : findEndpoint(path, request.method ?? 'GET');
    const waiting = expectsContinue ? response : undefined;
    const handled: HandledRequest = { request, response, requestId, waiting };
    try {
      const settled = endpoint?.kind === 'health' ? undefined : this.#services.windows?.settled();
      if (settled !== undefined) await settled;
      const checking = this.#checkAccess(request, path, endpoint);
      if (checking !== undefined) await checking;
      assertPossible(request, endpoint);
      if (path === undefined || endpoint === undefined) throw unknownPath(request);
      await this.#answer(handled, path, endpoint);
    } catch (thrown) {
      if (thrown instanceof ClientGone) return;
      const error = toGatewayError(thrown);
      this.#logRefusal(requestId, error);
      const client = this.#client(handled);
      await answerError(client, error, chooseErrorShape(path, request.headers), requestId).catch(() => {
        client.breakOff();
      });
    }
  }

  /** See checkAccess. */
  #checkAccess(
    request: IncomingMessage,
    path: RequestPath | undefined,
    endpoint: Endpoint | undefined,
  ): Promise<void> | undefined {
    const query = path?.query ?? new URLSearchParams();
    const needsKey = endpoint?.kind !== 'health';
    return checkAccess({ request, query, needsKey }, this.#services.config(), this.#owners);
  }

  #answer(handled: HandledRequest, path: RequestPath, endpoint: Endpoint): Promise<void> {
    const { request } = handled;
    if (request.method === 'OPTIONS') {
      const client = this.#client(handled);
      client.sendHead(204, { allow: [...endpoint.methods, 'OPTIONS'].join(', ') });
      return client.end();
    }
    switch (endpoint.kind) {
      case 'model': {
        const { route, address } = endpoint;
        const start = { name: route.name, errorShape: route.errorShape, address };
        return this.#run(handled, start, path, async (context) => {
          await answerRequest(context, route, await this.#readBody(handled));
        });
      }
      case 'passed':
        return this.#pass(handled, path, endpoint.path);
      case 'models':
        return this.#json(handled, this.#modelList(handled, path));
      case 'one model':
        return this.#json(handled, this.#oneModel(handled, path, endpoint.id));
      case 'root':
        if (isOllamaClient(request.headers)) return writeOllamaGreeting(this.#client(handled));
        return this.#json(handled, this.#health());
      case 'health':
        return this.#json(handled, this.#health());
      case 'metrics':
        return this.#metrics(handled);
      case 'explain':
        return this.#explain(handled, path);
      case 'ollama':
        return answerOllama(this.#client(handled), this.#servicesAt(path), endpoint.name, () =>
          this.#readBody(handled),
        );
    }
  }

  async #readBody({ request, waiting }: HandledRequest): Promise<RequestBody> {
    return parseJsonBody(await this.#bodies.read(request, waiting));
  }

  async #metrics(handled: HandledRequest): Promise<void> {
    const { text, contentType } = await this.#services.metrics.read();
    await writeText(this.#client(handled), contentType, text);
  }

  async #explain(handled: HandledRequest, path: RequestPath): Promise<void> {
    const { request } = handled;
    const body = await this.#readBody(handled);
    const caller = this.#callerOf(request);
    await this.#json(handled, await explainRequest(this.#services, path, request.headers, body, caller));
  }

  /** Runs what is answered by a provider. */
  #run(
    { request, response, requestId }: HandledRequest,
    { name, errorShape, address }: RouteStart,
    { query, ignoreModel, pinnedWorkspace, pinnedWindow }: RequestPath,
    answer: ExchangeStart['answer'],
  ): Promise<void> {
    const headers = flatHeaders(request.headers);
    const caller = this.#callerOf(request);
    const incoming = {
      requestId,
      headers,
      query,
      ignoreModel,
      pinnedWorkspace,
      pinnedWindow,
      address,
      caller,
    };
    return runExchange({ name, errorShape, incoming, response, answer }, this.#services);
  }

  #pass(handled: HandledRequest, path: RequestPath, found: FoundPath): Promise<void> {
    const { request } = handled;
    const method = found.methods.find((one) => one === request.method);
    if (method === undefined) throw unknownPath(request);
    const family = found.family(method, request.headers['anthropic-version'] !== undefined);
    const errorShape = chooseErrorShape(path, request.headers);
    return this.#run(handled, { name: family, errorShape }, path, (context) => {
      const body = this.#bodies.open(request, handled.waiting);
      return answerPassedPath(context, { family, path: found, method, body });
    });
  }

  #modelList({ request }: HandledRequest, path: RequestPath): JsonObject {
    const isGemini = isGeminiClient(path, request.headers);
    return isGemini
      ? geminiModelListBody(this.#servicesAt(path), path.query)
      : modelListBody(this.#servicesAt(path), path.query);
  }

  #oneModel({ request }: HandledRequest, path: RequestPath, id: string): JsonObject {
    return isGeminiClient(path, request.headers)
      ? geminiModelBody(this.#servicesAt(path), id)
      : modelBody(this.#servicesAt(path), id);
  }

  /** Those of the window that the path names, where windows have their own. */
  #servicesAt({ pinnedWindow }: RequestPath): GatewayServices {
    return this.#services.windows?.forWindow(pinnedWindow) ?? this.#services;
  }

  #callerOf({ socket }: IncomingMessage): CallerProcesses | undefined {
    const callers = this.#services.windows === undefined ? undefined : this.#callers;
    return callers === undefined ? undefined : () => callers.processesOf(socket);
  }

  /** Recognisable as Muxgate, for whoever finds the port taken. */
  #health(): JsonObject {
    return { status: 'ok', name: 'muxgate', version: this.#services.version, pid: process.pid };
  }

  /** Who is turned away should find out why in the log. Neither path nor message: both may hold a key. */
  #logRefusal(requestId: string, error: GatewayError): void {
    const { log } = this.#services;
    if (error.code === 'internal_error') log.error(`${requestId} ${stackOf(error.cause)}`);
    else log.warn(`${requestId} refused: ${error.status} ${error.code}`);
  }

  #json(handled: HandledRequest, body: object): Promise<void> {
    return writeJson(this.#client(handled), 200, {}, body);
  }

  #client({ response, requestId }: HandledRequest): ClientAnswer {
    const headers = answerHeaders(requestId, { calls: 0, failures: [], attempts: [] });
    return new ClientAnswer(response, { clock: this.#services.clock, headers: () => headers });
  }
}

/** Throws when an endpoint has no such method, or is asked for a WebSocket. */
function assertPossible({ headers, method = 'GET' }: IncomingMessage, endpoint: Endpoint | undefined): void {
  if (endpoint === undefined) return;
  if (headers.upgrade?.toLowerCase() === 'websocket') {
    throw new GatewayError(
      'upgrade_required',
      'There are no WebSockets here; send the request over plain HTTP.',
      { headers: { upgrade: 'HTTP/1.1', connection: 'upgrade' } },
    );
  }
  if (method === 'OPTIONS' || endpoint.methods.includes(method)) return;
  const allow = [...endpoint.methods, 'OPTIONS'].join(', ');
  throw new GatewayError(
    'method_not_allowed',
    `${method} is not possible here; use ${endpoint.methods.join(' or ')}.`,
    { details: { allow }, headers: { allow } },
  );
}

function unknownPath({ url = '/', method = 'GET' }: IncomingMessage): GatewayError {
  const path = url.split('?')[0]?.slice(0, 200) ?? '/';
  return new GatewayError(
    'unknown_path',
    `There is nothing at ${method} ${path}. There is: ${endpointList.join(', ')}; all of them also without /v1, below /v1/mux, /w/{workspace} and /window/{id}.`,
    { details: { path } },
  );
}
