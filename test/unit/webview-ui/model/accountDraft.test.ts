import assert from 'node:assert/strict';
import type { ProviderTypeInfo } from '../../../../src/protocol/gatewayRequests.ts';
import {
  accountRowsOf,
  withAccountAt,
  withAccountName,
  withNewAccount,
} from '../../../../webview-ui/src/model/accountDraft.ts';
import { withoutRow } from '../../../../webview-ui/src/model/rows.ts';
import {
  accountAlone,
  accountEndpoint,
  providerDraftOf,
  providerValue,
  withDefaultAccount,
} from '../../../../webview-ui/src/model/providerDraft.ts';
import { providerDraftProblems } from '../../../../webview-ui/src/model/providerDraftProblems.ts';

const type: ProviderTypeInfo = {
  type: 'openai',
  title: 'OpenAI',
  defaultEndpoint: 'https://api.openai.com/v1',
  needsKey: 'required',
  keyVariables: ['OPENAI_API_KEY'],
};
const several = {
  type: 'openai',
  accounts: { default: { priority: 2 }, work: { monthlyBudgetUsd: 40, login: { type: 'codex' } } },
  accountStrategy: 'round-robin',
  limits: { requestsPerDay: 1000 },
};

describe('the accounts of a provider', () => {
  it('are written as they were when nothing is changed', () => {
    assert.deepEqual(providerValue(providerDraftOf('p', several, [type]), type), several);
    const single = { type: 'openai', apiKey: '${env:K}' };
    assert.deepEqual(providerValue(providerDraftOf('p', single, [type]), type), single);
  });

  it('come from the one key, which stays the account "default"', () => {
    const draft = withDefaultAccount(providerDraftOf('p', { type: 'openai', apiKey: '${env:K}' }, [type]));
    const accounts = withAccountName(withNewAccount(draft.accounts), 1, 'Day Job');
    assert.deepEqual(providerValue({ ...draft, accounts }, type), {
      type: 'openai',
      accounts: { default: { apiKey: '${env:K}' }, 'day-job': { name: 'Day Job' } },
    });
  });

  it('stand in the order in which they are asked, and keep one that the user gives them', () => {
    const rows = accountRowsOf(several.accounts);
    assert.deepEqual(
      rows.map(({ id }) => id),
      ['work', 'default'],
    );
    const moved = withAccountAt(rows, rows[1]?.key ?? -1, 0);
    assert.deepEqual(
      moved.map(({ id, value }) => [id, value['priority']]),
      [
        ['default', undefined],
        ['work', 1],
      ],
    );
    assert.deepEqual(accountRowsOf({ work: moved[1]?.value, default: moved[0]?.value })[0]?.id, 'default');
  });

  it('keep their id when they are named anew, because routes and stored keys know it', () => {
    const rows = withAccountName(accountRowsOf(several.accounts), 1, 'Office');
    assert.deepEqual(rows[0]?.id, 'work');
    const added = withNewAccount(rows);
    const clash = withAccountName(added, added[2]?.key ?? -1, 'Work');
    assert.equal(clash[2]?.id, 'work-2');
    assert.equal(withNewAccount(added)[3]?.id, 'account-3');
  });

  it('are asked last when they are new, whatever the others say', () => {
    const [, , added] = withNewAccount(accountRowsOf(several.accounts));
    assert.equal(added?.value['priority'], 3);
  });

  it('are tested by themselves, as if each were the only one', () => {
    const [row] = accountRowsOf({
      eu: { endpoint: 'https://eu.example/v1', apiKey: '${env:EU}', priority: 1 },
    });
    assert.ok(row);
    assert.deepEqual(accountAlone({ ...several, apiKey: 'x', models: ['m'] }, row), {
      type: 'openai',
      limits: { requestsPerDay: 1000 },
      models: ['m'],
      endpoint: 'https://eu.example/v1',
      apiKey: '${env:EU}',
    });
    assert.equal(accountEndpoint({ endpoint: '' }, row, type), 'https://eu.example/v1');
    assert.equal(accountEndpoint({ endpoint: '' }, undefined, type), 'https://api.openai.com/v1');
  });

  it('are not saved with what is not right in them', () => {
    const draft = providerDraftOf('p', { ...several, limits: { requestsPerMinute: 'many' } }, [type]);
    const accounts = [{ key: 0, id: 'a', isSaved: true, value: { apiKey: '${env:}' } }];
    assert.deepEqual(providerDraftProblems({ ...draft, accounts }, type, []), {
      accounts: 'a: Name the variable.',
      limits: 'Requests per minute: A whole number above zero.',
    });
  });

  it('are one again when the last but one goes', () => {
    const draft = providerDraftOf('p', several, [type]);
    const none = draft.accounts.reduce((rows, { key }) => withoutRow(rows, key), draft.accounts);
    assert.equal(providerValue({ ...draft, accounts: none }, type)['accounts'], undefined);
  });
});
