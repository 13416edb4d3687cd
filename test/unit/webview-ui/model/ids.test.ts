import assert from 'node:assert/strict';
import { freeId, idFromName, idProblem } from '../../../../webview-ui/src/model/ids.ts';

describe('ids in the settings page', () => {
  it('are made from names', () => {
    assert.equal(idFromName('GPU box (under the desk)'), 'gpu-box-under-the-desk');
    assert.equal(idFromName('Ärger & Söhne'), 'arger-sohne');
    assert.equal(idFromName('.hidden'), 'hidden');
    assert.equal(idFromName('东京'), '');
  });

  it('get a number when taken', () => {
    assert.equal(freeId('local', ['work']), 'local');
    assert.equal(freeId('local', ['local', 'local-2']), 'local-3');
  });

  it('are checked as the gateway checks them', () => {
    assert.equal(idProblem('a.b_c-1', []), undefined);
    assert.match(idProblem('Work', []) ?? '', /Lower-case/);
    assert.match(idProblem('-a', []) ?? '', /starts with/);
    assert.match(idProblem('a/b', []) ?? '', /Lower-case/);
    assert.match(idProblem('', []) ?? '', /needed/);
    assert.match(idProblem('work', ['work']) ?? '', /taken/);
  });
});
