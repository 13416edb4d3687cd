import assert from 'node:assert/strict';
import { loginFields, loginProblem, withLogin } from '../../../../webview-ui/src/model/accountLogin.ts';

describe("an account's sign-in on the settings page", () => {
  it('begins with the choice alone', () => {
    assert.deepEqual(
      loginFields({}).map(({ key }) => key),
      ['type'],
    );
  });

  it('asks for what the chosen kind needs', () => {
    assert.deepEqual(
      loginFields({ login: { type: 'oauth' } }).map(({ key }) => key),
      ['type', 'issuer', 'clientId', 'scopes'],
    );
    assert.deepEqual(
      loginFields({ login: { type: 'codex' } }).map(({ key }) => key),
      ['type', 'file'],
    );
  });

  it('drops what belongs to another kind when the kind changes, and everything for an API key', () => {
    const oauth = { weight: 2, login: { type: 'oauth', issuer: 'https://a.example', clientId: 'c' } };
    assert.deepEqual(withLogin(oauth, { ...oauth.login, type: 'codex' }), {
      weight: 2,
      login: { type: 'codex' },
    });
    assert.deepEqual(withLogin(oauth, { ...oauth.login, type: '' }), { weight: 2 });
    assert.deepEqual(withLogin(oauth, { ...oauth.login, scopes: 'a b' }).login, {
      ...oauth.login,
      scopes: 'a b',
    });
  });

  it('says what OAuth still lacks', () => {
    assert.match(loginProblem({ login: { type: 'oauth' } }) ?? '', /client id/);
    assert.match(loginProblem({ login: { type: 'oauth', clientId: 'c' } }) ?? '', /issuer/);
    assert.equal(
      loginProblem({ login: { type: 'oauth', clientId: 'c', issuer: 'https://a.example' } }),
      undefined,
    );
    assert.equal(loginProblem({ login: { type: 'codex' } }), undefined);
  });
});
