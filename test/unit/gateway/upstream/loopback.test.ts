import assert from 'node:assert/strict';
import { isLoopbackHost } from '../../../../src/gateway/upstream/loopback.ts';

describe('isLoopbackHost', () => {
  for (const url of [
    'http://localhost',
    'http://LOCALHOST.',
    'http://ollama.localhost:1',
    'http://127.0.0.1',
    'http://127.8.9.10',
    'http://0.0.0.0:11434',
    'http://[::1]',
    'http://[::]',
    'http://[::ffff:127.0.0.1]',
  ]) {
    it(`${url} is this machine`, () => assert.equal(isLoopbackHost(new URL(url).hostname), true));
  }

  for (const url of [
    'http://localhost.evil.example',
    'http://notlocalhost',
    'http://127.0.0.1.nip.io',
    'http://128.0.0.1',
    'http://192.168.1.2',
    'http://host.docker.internal',
    'http://[fe80::1]',
    'http://[::ffff:8.8.8.8]',
  ]) {
    it(`${url} is not`, () => assert.equal(isLoopbackHost(new URL(url).hostname), false));
  }
});
