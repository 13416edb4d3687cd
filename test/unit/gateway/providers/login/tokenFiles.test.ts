import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProvider } from '../../../../../src/gateway/providers/createProvider.ts';
import { readClaudeLogin } from '../../../../../src/gateway/providers/login/tokenFiles.ts';
import { temporaryFolder } from '../../../../helpers/temporaryFolder.ts';

const provider = createProvider({ id: 'claude', type: 'anthropic' }, {});

describe('readClaudeLogin', () => {
  const folder = temporaryFolder();

  function file(name: string, text: string): string {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  }

  it("reads Claude Code's own file", async () => {
    const path = file(
      'credentials.json',
      JSON.stringify({ claudeAiOauth: { accessToken: 'sk-ant-oat01-x', refreshToken: 'r', expiresAt: 5 } }),
    );
    assert.deepEqual(await readClaudeLogin(provider, path), {
      accessToken: 'sk-ant-oat01-x',
      expiresAtMs: 5,
    });
  });

  it('reads a file with nothing but a setup token', async () => {
    const path = file('token', 'sk-ant-oat01-abc_D-9\n');
    assert.deepEqual(await readClaudeLogin(provider, path), {
      accessToken: 'sk-ant-oat01-abc_D-9',
      expiresAtMs: undefined,
    });
  });

  it('says what to do about a file that is not there, or holds no token', async () => {
    await assert.rejects(readClaudeLogin(provider, join(folder, 'none')), /cannot be read.*setup-token/);
    await assert.rejects(readClaudeLogin(provider, file('other', '{}')), /holds no token.*setup-token/);
  });
});
