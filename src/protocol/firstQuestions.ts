import type { PageMethod, PagePlace } from './webviewMessages.ts';

/** Rows of the record that the page asks for at once. */
export const pageRows = 200;

/** A method of the page with its parameters. */
export interface PageQuestion {
  readonly method: PageMethod;
  readonly params: unknown;
}

/** What a new page asks first, when it begins here. */
export function firstQuestions(page: PagePlace['page'] | undefined): readonly PageQuestion[] {
  const load: PageQuestion = { method: 'load', params: {} };
  if (page !== 'requests') return [load];
  return [
    load,
    { method: 'indexExchanges', params: { filter: {}, pageRows } },
    { method: 'listExchanges', params: { filter: {}, limit: pageRows } },
    { method: 'exchangeChoices', params: {} },
  ];
}
