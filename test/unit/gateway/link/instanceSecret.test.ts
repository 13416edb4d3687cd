import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instanceSecret, instanceSecretFile } from '../../../../src/gateway/link/instanceSecret.ts';

describe('The secret of a data folder', () => {
  const newFolder = (): string => join(mkdtempSync(join(tmpdir(), 'muxgate-secret-')), 'data');

  it('is made once, however many windows ask for it at the same time', async () => {
    const folder = newFolder();
    const secrets = await Promise.all(Array.from({ length: 20 }, () => instanceSecret(folder)));
    assert.equal(new Set(secrets.map((secret) => secret.toString('hex'))).size, 1);
    assert.equal(secrets[0]?.length, 32);
    assert.deepEqual(await instanceSecret(folder), secrets[0]);
    assert.deepEqual(readdirSync(folder), ['instance.secret'], 'no draft is left');
  });

  it('can be read by its owner only', async function () {
    if (process.platform === 'win32') this.skip();
    const folder = newFolder();
    await instanceSecret(folder);
    assert.equal(statSync(instanceSecretFile(folder)).mode & 0o777, 0o600);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
  });

  it('is replaced when others could read it', async function () {
    if (process.platform === 'win32') this.skip();
    const folder = newFolder();
    const before = await instanceSecret(folder);
    chmodSync(instanceSecretFile(folder), 0o644);
    const after = await instanceSecret(folder);
    assert.notDeepEqual(after, before);
    assert.equal(statSync(instanceSecretFile(folder)).mode & 0o777, 0o600);
  });

  it('is replaced when the file holds something else', async () => {
    const folder = newFolder();
    await instanceSecret(folder);
    writeFileSync(instanceSecretFile(folder), 'half of on');
    const secret = await instanceSecret(folder);
    assert.equal(readFileSync(instanceSecretFile(folder), 'utf8').trim(), secret.toString('hex'));
  });

  it('is none where it cannot be kept', async () => {
    await assert.rejects(instanceSecret('/proc/nowhere'));
  });
});
