import assert from 'node:assert/strict';
import {
  loginFields,
  loginProblem,
  proofOf,
  withProof,
} from '../../../../webview-ui/src/model/accountLogin.ts';

describe("an account's sign-in on the settings page", () => {
  it('is one of the ways in which an account proves itself, read off what is written', () => {
    assert.equal(proofOf({}), 'stored');
    assert.equal(proofOf({ apiKey: '${env:K}' }), 'variable');
    assert.equal(proofOf({ login: { type: 'codex' } }), 'codex');
  });

  it('asks for what the chosen kind needs, and a key for nothing more', () => {
    assert.deepEqual(loginFields('stored'), []);
    assert.deepEqual(
      loginFields('oauth').map(({ key }) => key),
      [
        'clientId',
        'issuer',
        'scopes',
        'authorizationEndpoint',
        'tokenEndpoint',
        'deviceAuthorizationEndpoint',
      ].map((key) => `login.${key}`),
    );
    assert.deepEqual(
      loginFields('codex').map(({ key }) => key),
      ['login.file'],
    );
  });

  it('drops what belongs to another kind when the kind changes, and everything for an API key', () => {
    const oauth = { weight: 2, login: { type: 'oauth', issuer: 'https://a.example', clientId: 'c' } };
    assert.deepEqual(withProof(oauth, 'codex', 'K'), { weight: 2, login: { type: 'codex' } });
    assert.deepEqual(withProof(oauth, 'stored', 'K'), { weight: 2 });
    assert.deepEqual(withProof({ weight: 2, apiKey: '${env:K}' }, 'oauth', 'K'), {
      weight: 2,
      login: { type: 'oauth' },
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
