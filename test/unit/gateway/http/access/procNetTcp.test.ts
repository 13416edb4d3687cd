import assert from 'node:assert/strict';
import { ownerInTable } from '../../../../../src/gateway/http/access/procNetTcp.ts';

const header =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';

/** A line as the kernel writes it. */
function line(local: string, remote: string, uid: number, inode: number): string {
  return `   1: ${local} ${remote} 01 00000000:00000000 00:00000000 00000000  ${uid}        0 ${inode} 1 0000000000000000 20 4 30 10 -1\n`;
}

// 127.0.0.1:8989 is ours, the client's end is 127.0.0.1:50000.
const ours = '0100007F:231D';
const theirs = '0100007F:C350';
const ends = { localAddress: '127.0.0.1', localPort: 8989, remoteAddress: '127.0.0.1', remotePort: 50_000 };

describe('ownerInTable', () => {
  it("finds the user of the client's end, not of ours", () => {
    const table = header + line(ours, theirs, 1000, 11) + line(theirs, ours, 1001, 12);
    assert.equal(ownerInTable(table, ends), 1001);
  });

  it('is not misled by other connections of the same ports', () => {
    const other = '0200007F:C350';
    const table =
      header + line(other, ours, 7, 11) + line(theirs, '0200007F:231D', 8, 12) + line(theirs, ours, 1001, 13);
    assert.equal(ownerInTable(table, ends), 1001);
  });

  it('says gone when the other end is an orphan, whose user the kernel shows as 0', () => {
    assert.equal(
      ownerInTable(header + line(theirs, ours, 0, 0) + line(ours, theirs, 1000, 11), ends),
      'gone',
    );
  });

  it('says gone when only our end is left', () => {
    assert.equal(ownerInTable(header + line(ours, theirs, 1000, 11), ends), 'gone');
  });

  it('says unknown when the table shows neither end, as in another network namespace', () => {
    assert.equal(ownerInTable(header + line('0100007F:0050', theirs, 1000, 11), ends), 'unknown');
    assert.equal(ownerInTable('', ends), 'unknown');
  });

  it('reads IPv6', () => {
    const v6 = '00000000000000000000000001000000';
    const table = header + line(`${v6}:C350`, `${v6}:231D`, 1002, 12);
    const v6Ends = { ...ends, localAddress: '::1', remoteAddress: '::1' };
    assert.equal(ownerInTable(table, v6Ends), 1002);
  });

  it('reads IPv6 addresses with groups on both sides of the gap', () => {
    // 2001:db8::1:2 in words of the host's byte order.
    const address = 'B80D0120000000000000000002000100';
    const table = header + line(`${address}:C350`, `${address}:231D`, 5, 12);
    const v6Ends = { ...ends, localAddress: '2001:db8::1:2', remoteAddress: '2001:db8::1:2' };
    assert.equal(ownerInTable(table, v6Ends), 5);
  });

  it('finds an IPv4 client of a dual-stack socket in the IPv6 table', () => {
    const mapped = '0000000000000000FFFF00000100007F';
    const table = header + line(`${mapped}:C350`, `${mapped}:231D`, 1003, 12);
    const mappedEnds = { ...ends, localAddress: '::ffff:127.0.0.1', remoteAddress: '::ffff:127.0.0.1' };
    assert.equal(ownerInTable(table, mappedEnds), 1003);
  });
});
