import type { SettingsPage } from './settingsPage.ts';

/** A state of the page that a person sees: every tab, and the forms in them. */
export interface PageView {
  /** Also the name of its picture. */
  readonly name: string;
  readonly open: (page: SettingsPage) => Promise<void>;
  /** Leaves what would stand in the way of the next view. */
  readonly leave?: (page: SettingsPage) => Promise<void>;
}

/** Every view of the page with the settings of `exampleSettings`. */
export const pageViews: readonly PageView[] = [
  {
    name: 'requests',
    open: async (page) => {
      await page.tab('Requests').click();
      await page.frame.getByRole('searchbox').or(page.frame.getByLabel('Search requests')).first().waitFor();
    },
  },
  {
    name: 'usage',
    open: async (page) => {
      await page.tab('Usage').click();
      await page.frame.getByRole('heading', { name: 'Budgets' }).waitFor();
    },
  },
  {
    name: 'providers',
    open: async (page) => {
      await page.tab('Providers').click();
      await page.frame.getByRole('list', { name: 'Providers' }).waitFor();
    },
  },
  {
    name: 'provider',
    open: async (page) => {
      await page.button('Edit: OpenAI').click();
      await page.frame.getByText('More', { exact: true }).click();
      await page.frame.getByText('Models', { exact: true }).click();
      await page.field('Headers').waitFor();
    },
    leave: (page) => page.button('Cancel').click(),
  },
  {
    name: 'workspaces',
    open: async (page) => {
      await page.tab('Workspaces').click();
      await page.button('More about rule 5').click();
      await page.field('Clients', page.rule(5)).waitFor();
    },
    leave: (page) => page.button('More about rule 5').click(),
  },
  {
    name: 'routes',
    open: async (page) => {
      await page.tab('Routes').click();
      await page.button('More about target 1').click();
      await page.field('Variant').waitFor();
    },
    leave: (page) => page.button('More about target 1').click(),
  },
  {
    name: 'agents',
    open: async (page) => {
      await page.tab('Agents').click();
      await page.frame.getByRole('button').filter({ hasText: 'Connect' }).first().waitFor();
    },
  },
  {
    name: 'limits',
    open: async (page) => {
      await page.tab('Limits and budgets').click();
      await page.field('Per day (USD)').waitFor();
    },
  },
];
