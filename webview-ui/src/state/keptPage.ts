import { readFilter } from '../model/exchangeFilter.ts';
import { isJsonObject } from '../model/json.ts';
import { type RequestsView, tabs, type View } from './appState.ts';

/** What outlives the page while its tab lives. */
export interface KeptPage {
  readonly view: View;
  readonly drafts: unknown;
  readonly requests?: RequestsView;
}

/** Takes up what an earlier page has kept, as far as it is what it should be; of a new page that is nothing. */
export function readKeptPage(raw: unknown): Partial<KeptPage> {
  if (!isJsonObject(raw)) return {};
  const { view, drafts, requests } = raw;
  return { view: readView(view), drafts, requests: readRequests(requests) };
}

function readRequests(raw: unknown): RequestsView | undefined {
  if (!isJsonObject(raw)) return undefined;
  const { offset, open } = raw;
  return {
    filter: readFilter(raw['filter']),
    offset: typeof offset === 'number' ? offset : 0,
    ...(typeof open === 'string' ? { open } : {}),
  };
}

function readView(raw: unknown): View | undefined {
  if (!isJsonObject(raw)) return undefined;
  return {
    tab: tabs.find((tab) => tab === raw['tab']) ?? 'providers',
    isEditingProvider: raw['isEditingProvider'] === true,
    workspace: typeof raw['workspace'] === 'string' ? raw['workspace'] : undefined,
    route: typeof raw['route'] === 'string' ? raw['route'] : undefined,
    agent: typeof raw['agent'] === 'string' ? raw['agent'] : undefined,
  };
}
