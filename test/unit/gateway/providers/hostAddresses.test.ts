import assert from 'node:assert/strict';
import { hostAddresses, type MachineFacts } from '../../../../src/gateway/providers/hostAddresses.ts';

function machine(
  files: Record<string, string> = {},
  env: NodeJS.ProcessEnv = {},
  platform: NodeJS.Platform = 'linux',
): MachineFacts {
  return { platform, env, fileExists: (path) => path in files, readFile: (path) => files[path] };
}

const wslVersion = { '/proc/version': 'Linux version 6.6.87.2-microsoft-standard-WSL2' };
const route = [
  'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask',
  'eth0\t0000A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF',
  'eth0\t00000000\t01B01FAC\t0003\t0\t0\t0\t00000000',
].join('\n');

describe('hostAddresses', () => {
  it('are none on a plain machine', () => {
    assert.deepEqual(
      hostAddresses(machine({ '/proc/version': 'Linux version 6.8', '/proc/net/route': route })),
      [],
    );
    assert.deepEqual(hostAddresses(machine({}, {}, 'darwin')), []);
    assert.deepEqual(hostAddresses(machine({ '/.dockerenv': '' }, {}, 'win32')), []);
  });

  const containers: [string, MachineFacts][] = [
    ['Docker', machine({ '/.dockerenv': '' })],
    ['a dev container', machine({}, { REMOTE_CONTAINERS: 'true' })],
    ['Kubernetes', machine({ '/proc/1/cgroup': '0::/kubepods/besteffort/pod1' })],
    ['systemd-nspawn and others that say so', machine({}, { container: 'oci' })],
  ];
  for (const [name, facts] of containers) {
    it(`${name}: host.docker.internal`, () =>
      assert.deepEqual(hostAddresses(facts), ['host.docker.internal']));
  }

  it("Podman: Docker's name and its own", () => {
    assert.deepEqual(hostAddresses(machine({ '/run/.containerenv': '' })), [
      'host.docker.internal',
      'host.containers.internal',
    ]);
  });

  it('WSL: the default gateway, then the name server', () => {
    const files = {
      ...wslVersion,
      '/proc/net/route': route,
      '/etc/resolv.conf': '# generated\nnameserver 172.20.0.1\n',
    };
    assert.deepEqual(hostAddresses(machine(files)), ['172.31.176.1', '172.20.0.1']);
    const same = { ...files, '/etc/resolv.conf': 'nameserver 172.31.176.1' };
    assert.deepEqual(hostAddresses(machine(same)), ['172.31.176.1']);
  });

  it('WSL: resolvers that are not Windows do not count', () => {
    for (const address of ['127.0.0.53', '10.255.255.254']) {
      const files = { '/etc/resolv.conf': `nameserver ${address}` };
      assert.deepEqual(hostAddresses(machine(files, { WSL_DISTRO_NAME: 'Ubuntu' })), []);
    }
  });
});
