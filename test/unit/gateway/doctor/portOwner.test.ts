import assert from 'node:assert/strict';
import { listenerInTable, parseLsof, parseNetstat } from '../../../../src/gateway/doctor/portOwner.ts';

describe('who listens on a port', () => {
  it('is in the table of Linux, with user and socket', () => {
    const table = [
      '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
      '   0: 0100007F:231D 0100007F:9C40 01 00000000:00000000 00:00000000 00000000  1000        0 11111 1',
      '   1: 0100007F:231D 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1001        0 22222 1',
    ].join('\n');
    assert.deepEqual(listenerInTable(table, 8989), { uid: 1001, inode: '22222' });
    assert.equal(listenerInTable(table, 8990), undefined);
  });

  it('is what lsof prints', () => {
    assert.deepEqual(parseLsof('p4711\ncnginx\nLada\nf6\n'), { pid: 4711, program: 'nginx', user: 'ada' });
    assert.equal(parseLsof(''), undefined);
  });

  it('is what netstat prints in any language', () => {
    const text = [
      '  Proto  Lokale Adresse         Remoteadresse          Status           PID',
      '  TCP    127.0.0.1:8989         127.0.0.1:50000        HERGESTELLT      1',
      '  TCP    127.0.0.1:8989         0.0.0.0:0              ABHÖREN          4711',
    ].join('\r\n');
    assert.equal(parseNetstat(text, 8989), 4711);
    assert.equal(parseNetstat(text, 989), undefined);
  });
});
