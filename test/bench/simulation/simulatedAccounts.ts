import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { schemaRefusal } from '../../helpers/strict/bodySchemas.ts';
import { strictCompatibleChat } from '../../helpers/strict/chatFormat.ts';
import { parseObject } from '../../../src/gateway/wire/json.ts';

/** How an account of the simulation behaves. */
export interface AccountTraits {
  readonly id: string;
  /** Until its answer. */
  readonly latencyMs: number;
  /** Requests a second beyond which it answers 429. */
  readonly hiddenLimitPerSecond: number;
  /** For the strategy `random`. */
  readonly weight: number;
  readonly monthlyBudgetUsd?: number;
}

export type Trouble = 'none' | 'server error' | 'overloaded' | 'broken connection' | 'key rejected' | 'empty';

/** What an account has done. */
export interface AccountTally {
  answered: number;
  refused: number;
  spentUsd: number;
  /** The dearest single answer. */
  dearestUsd: number;
}

export interface SimulatedAccounts {
  readonly endpointOf: (id: string) => string;
  readonly tallyOf: (id: string) => AccountTally;
  /** What each account does from now on. */
  readonly setTrouble: (id: string, trouble: Trouble) => void;
  /** From now on requests above the hidden limits are refused. */
  readonly keepLimits: () => void;
  readonly resetTallies: () => void;
  readonly close: () => Promise<void>;
}

/** USD per million tokens: what the gateway is told of the model `sim`. */
export const simulatedPrice = { input: 3, output: 15 };

/** The fake provider of all accounts: checks key and request as strictly as OpenAI does, and tells of its usage. */
export async function startSimulatedAccounts(
  accounts: readonly AccountTraits[],
  random: () => number,
): Promise<SimulatedAccounts> {
  const traits = new Map(accounts.map((account) => [account.id, account]));
  const tallies = new Map<string, AccountTally>();
  const troubles = new Map<string, Trouble>();
  const seconds = new Map<string, { second: number; count: number }>();
  const reset = (): void => {
    for (const { id } of accounts) tallies.set(id, { answered: 0, refused: 0, spentUsd: 0, dearestUsd: 0 });
  };
  reset();
  const tallyOf = (id: string): AccountTally => {
    const tally = tallies.get(id);
    if (tally === undefined) throw new Error(`no account ${id}`);
    return tally;
  };

  let keepsLimits = false;
  const isOverLimit = ({ id, hiddenLimitPerSecond }: AccountTraits): boolean => {
    const second = Math.floor(Date.now() / 1000);
    const known = seconds.get(id);
    const count = known?.second === second ? known.count + 1 : 1;
    seconds.set(id, { second, count });
    return keepsLimits && count > hiddenLimitPerSecond;
  };

  const answer = (
    account: AccountTraits,
    response: ServerResponse,
    promptTokens: number,
    isEmpty = false,
  ): void => {
    const answerTokens = 20 + Math.floor(random() * 300);
    const usd = (promptTokens * simulatedPrice.input + answerTokens * simulatedPrice.output) / 1e6;
    const tally = tallyOf(account.id);
    if (!isEmpty) {
      tally.answered++;
      tally.spentUsd += usd;
      tally.dearestUsd = Math.max(tally.dearestUsd, usd);
    }
    const message = { role: 'assistant', content: isEmpty ? '' : `answer of ${account.id}`, refusal: null };
    send(response, 200, {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1,
      model: 'sim',
      choices: [{ index: 0, finish_reason: 'stop', logprobs: null, message }],
      usage: isEmpty
        ? { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }
        : {
            prompt_tokens: promptTokens,
            completion_tokens: answerTokens,
            total_tokens: promptTokens + answerTokens,
          },
    });
  };

  const refuse = (
    account: AccountTraits,
    response: ServerResponse,
    status: number,
    retryAfterS?: number,
  ): void => {
    tallyOf(account.id).refused++;
    const headers: Record<string, string> =
      retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) };
    send(
      response,
      status,
      { error: { message: `status ${status}`, type: 'server_error', param: null, code: null } },
      headers,
    );
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [, id = ''] = /^\/([^/]+)\//.exec(request.url ?? '') ?? [];
    const account = traits.get(id);
    if (account === undefined) {
      send(response, 404, {
        error: { message: 'no such account', type: 'not_found', param: null, code: null },
      });
      return;
    }
    if (request.method === 'GET') {
      send(response, 200, {
        object: 'list',
        data: [{ id: 'sim', object: 'model', created: 1, owned_by: 'sim' }],
      });
      return;
    }
    const body = parseObject(Buffer.concat(chunks).toString());
    const refusal =
      request.headers.authorization === `Bearer key-${id}`
        ? body === undefined
          ? 'no JSON'
          : schemaRefusal(strictCompatibleChat, body)
        : `the key of another account: ${String(request.headers.authorization)}`;
    if (refusal !== undefined) throw new Error(`the gateway sent what the provider refuses: ${refusal}`);
    // As a tokenizer would count it: about four bytes a token, give or take a tenth.
    const promptTokens = Math.ceil((Buffer.concat(chunks).length / 4) * (0.9 + 0.2 * random()));
    await new Promise((resolve) => setTimeout(resolve, account.latencyMs));
    const trouble = troubles.get(id) ?? 'none';
    switch (trouble) {
      case 'none':
        if (isOverLimit(account)) refuse(account, response, 429, 1);
        else answer(account, response, promptTokens);
        return;
      case 'server error':
        refuse(account, response, 500);
        return;
      case 'overloaded':
        refuse(account, response, 529, 2);
        return;
      case 'key rejected':
        refuse(account, response, 401);
        return;
      case 'empty':
        answer(account, response, promptTokens, true);
        return;
      case 'broken connection':
        tallyOf(id).refused++;
        response.destroy();
    }
  };

  const server: Server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exitCode = 1;
      send(response, 400, {
        error: { message: String(error), type: 'invalid_request_error', param: null, code: null },
      });
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpointOf: (id) => `http://127.0.0.1:${port}/${id}/v1`,
    tallyOf,
    setTrouble: (id, trouble) => troubles.set(id, trouble),
    keepLimits: () => {
      keepsLimits = true;
    },
    resetTallies: reset,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

function send(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(text)),
    ...headers,
  });
  response.end(text);
}
