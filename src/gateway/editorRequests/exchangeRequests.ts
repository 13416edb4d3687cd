import type { RequestHandlers } from '../../protocol/gatewayRequests.ts';
import {
  type RepeatedRequest,
  repeatedRequest,
  rerunResult,
  typedRequest,
  withDraft,
} from '../explain/decideAgain.ts';
import type { EditorRequestSources } from './editorRequests.ts';
import { GatewayError, invalidRequest } from '../errors.ts';
import { exchangeDetail, recordedRequest } from '../usage/record/exchangeDetail.ts';
import {
  exchangeChoices,
  exchangeIndex,
  exchangePage,
  type ReadRecord,
} from '../usage/record/exchangeList.ts';
import { rateRequest } from '../usage/record/rateRequest.ts';

/** A page that a person scrolls through is never longer. */
const maxPageRows = 1000;

type ExchangeHandlers = Pick<
  RequestHandlers,
  | 'listExchanges'
  | 'indexExchanges'
  | 'exchangeChoices'
  | 'exchange'
  | 'rateExchange'
  | 'rerunDecision'
  | 'testRules'
>;

/** The answers to what the editor asks about requests of the record. */
export function createExchangeRequests(
  sources: Pick<EditorRequestSources, 'gateway' | 'window'>,
): ExchangeHandlers {
  const { gateway } = sources;
  const read: ReadRecord = (query) => {
    const { database } = gateway();
    const result = database.read((connection) => ({ value: query(connection) }));
    if (result !== undefined) return result.value;
    throw new GatewayError('internal_error', database.problem ?? 'The record cannot be read; see the log.');
  };
  /** Throws where it is not in the record. */
  const repeated = (id: string): RepeatedRequest => {
    gateway().database.flush();
    const recorded = read((connection) => recordedRequest(connection, id));
    if (recorded === undefined) throw notThere(id);
    return repeatedRequest(recorded, recorded.window ?? sources.window()?.id);
  };
  return {
    listExchanges: async ({ filter, limit, from }, signal) => {
      // What was just answered should be in it.
      if (from === undefined) gateway().database.flush();
      const page = { filter, from, limit: Math.max(1, Math.min(limit, maxPageRows)) };
      return { rows: await exchangePage(read, page, signal) };
    },

    indexExchanges: async ({ filter, pageRows }, signal) => {
      gateway().database.flush();
      return exchangeIndex(read, { filter, pageRows: Math.max(1, pageRows) }, signal);
    },

    exchangeChoices: (_params, signal) => exchangeChoices(read, signal),

    exchange: ({ id }) => {
      gateway().database.flush();
      return Promise.resolve({ detail: read((connection) => exchangeDetail(connection, id)) });
    },

    rateExchange: ({ id, rating }) => {
      gateway().database.flush();
      const rated = read((connection) => rateRequest(connection, id, rating, Date.now()));
      if (rated === undefined) throw notThere(id);
      return Promise.resolve({});
    },

    rerunDecision: ({ id }) => {
      const request = repeated(id);
      return Promise.resolve(rerunResult(gateway().services().explain(request.routing), request));
    },

    testRules: (params) => {
      const { config, router, windows } = gateway();
      const request =
        params.exchange === undefined
          ? typedRequest(params, sources.window()?.id)
          : repeated(params.exchange);
      const routing = { ...request.routing, pinnedWorkspace: params.workspace.id };
      const draft = router.forDraft(withDraft(config, params.workspace));
      return Promise.resolve(rerunResult(draft.explain(routing, windows), { ...request, routing }));
    },
  };
}

function notThere(id: string): GatewayError {
  return invalidRequest('id', `The request ${id} is not in the record.`);
}
