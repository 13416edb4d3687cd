import assert from 'node:assert/strict';
import { isAllowedHost, isLoopbackAddress } from '../../../../../src/gateway/http/access/allowedHost.ts';

describe('isAllowedHost', () => {
  for (const host of [
    'localhost',
    'LOCALHOST:8989',
    'localhost.:8989',
    'app.localhost',
    '127.0.0.1',
    '127.9.9.9:1',
    '[::1]',
    '[::1]:8989',
    '[::ffff:127.0.0.1]:8989',
  ]) {
    it(`answers ${host}`, () => assert.ok(isAllowedHost(host, [], '127.0.0.1')));
  }

  for (const host of [
    undefined,
    '',
    'evil.com',
    'evil.com:8989',
    'localhost.evil.com',
    '127.0.0.1.evil.com',
    'notlocalhost',
    'user@localhost',
    '0.0.0.0',
    '192.168.1.7:8989',
    '[::2]',
    '[::1',
    'localhost:8989:1',
    'localhost evil.com',
  ]) {
    it(`refuses ${String(host)}`, () => assert.ok(!isAllowedHost(host, [], '127.0.0.1')));
  }

  it('answers configured names, whatever their case and port', () => {
    assert.ok(isAllowedHost('Host.Docker.Internal:8989', ['host.docker.internal'], undefined));
    assert.ok(!isAllowedHost('other.internal', ['host.docker.internal'], undefined));
  });

  it('answers the very address that the connection came in on, which no DNS name can stand for', () => {
    assert.ok(isAllowedHost('192.168.1.7:8989', [], '192.168.1.7'));
    assert.ok(isAllowedHost('192.168.1.7:8989', [], '::ffff:192.168.1.7'));
    assert.ok(!isAllowedHost('192.168.1.8:8989', [], '192.168.1.7'));
  });
});

describe('isLoopbackAddress', () => {
  it('knows 127.0.0.0/8 and ::1 in every spelling that sockets report', () => {
    for (const address of ['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1'])
      assert.ok(isLoopbackAddress(address), address);
    for (const address of ['', '10.0.0.1', '::', '::ffff:10.0.0.1', 'localhost'])
      assert.ok(!isLoopbackAddress(address), address);
  });
});
