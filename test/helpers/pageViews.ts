import type { SettingsPage } from './settingsPage.ts';

/** A state of the page that a person sees: every tab, the forms, dialogs and lists in them; each is opened from the one before. */
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
    name: 'request',
    open: async (page) => {
      await page.frame.getByRole('grid').focus();
      await page.frame.getByRole('grid').press('Enter');
      await page.button('A good answer').waitFor();
    },
    leave: async (page) => {
      await page.button('A good answer').press('Escape');
      await page.button('A good answer').waitFor({ state: 'detached' });
      await page.frame.getByRole('grid').and(page.frame.locator(':focus')).waitFor();
    },
  },
  {
    name: 'no-request-fits',
    open: async (page) => {
      await page.frame.getByRole('searchbox').fill('nobody asked for this');
      await page.frame.getByText('No request fits').waitFor();
    },
    leave: async (page) => {
      await page.button('Clear filters').click();
      await page.frame.getByRole('grid').waitFor();
    },
  },
  {
    name: 'usage',
    open: async (page) => {
      await page.tab('Usage').click();
      await page.frame.getByRole('heading', { name: 'Budgets' }).waitFor();
      await page.frame.locator('canvas').first().waitFor();
    },
  },
  {
    name: 'usage-tables',
    open: async (page) => {
      await page.button('Show as Tables').click();
      await page.frame.getByRole('table').nth(2).waitFor();
    },
    leave: (page) => page.button('Show as Charts').click(),
  },
  {
    name: 'providers',
    open: async (page) => {
      await page.tab('Providers').click();
      await page.frame.getByRole('list', { name: 'Providers' }).waitFor();
    },
  },
  {
    name: 'question',
    open: async (page) => {
      await page.button('Delete: OpenAI').focus();
      await page.button('Delete: OpenAI').press('Enter');
      await page.frame.getByRole('dialog').waitFor();
    },
    leave: async (page) => {
      await page.frame.getByRole('dialog').press('Escape');
      await page.button('Delete: OpenAI').and(page.frame.locator(':focus')).waitFor();
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
    name: 'test-box',
    open: async (page) => {
      await page.frame.getByText('Try the rules').click();
      await page.field('Prompt').fill('What does README.md say?');
      // A pattern that nobody can compile.
      await page.field('Files', page.rule(4)).fill('[');
      await page.frame.locator('mux-rule-test').getByText('matched README.md').first().waitFor();
      await page.rule(4).getByText('does not compile').waitFor();
    },
    leave: async (page) => {
      await page.button('Discard').click();
      await page.field('Prompt').fill('');
      await page.frame.getByText('Try the rules').click();
    },
  },
  {
    name: 'suggestions',
    open: async (page) => {
      const models = page.frame.getByRole('combobox', { name: 'When no rule matches' });
      await models.focus();
      await models.press('ArrowDown');
      await page.frame.getByRole('listbox').waitFor();
    },
    leave: async (page) => {
      const models = page.frame.getByRole('combobox', { name: 'When no rule matches' });
      await models.press('Escape');
      await page.frame.getByRole('listbox').waitFor({ state: 'detached' });
      await models.and(page.frame.locator(':focus')).waitFor();
    },
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
    name: 'agent',
    open: async (page) => {
      const steps = page.button(/^Steps/).first();
      await steps.focus();
      await steps.press('Enter');
      await page.frame.locator('mux-agent-row ol').first().waitFor();
    },
    leave: (page) =>
      page
        .button(/^Steps/)
        .first()
        .click(),
  },
  {
    name: 'limits',
    open: async (page) => {
      await page.tab('Limits and budgets').click();
      await page.field('Per day (USD)').waitFor();
    },
  },
];
