import assert from 'node:assert/strict';
import { parseCommandLine } from '../../../src/cli/options.ts';
import { UsageError } from '../../../src/cli/usageError.ts';

describe('parseCommandLine', () => {
  it('lets a flag win over its environment variable', () => {
    const env = { MUXGATE_PORT: '1', MUXGATE_HOST: 'h', MUXGATE_CONFIG: 'c.json', MUXGATE_DATA_DIR: 'd' };
    const fromEnvironment = parseCommandLine(['serve'], env);
    assert.equal(fromEnvironment.port, 1);
    assert.equal(fromEnvironment.host, 'h');
    assert.equal(fromEnvironment.config, 'c.json');
    assert.equal(fromEnvironment.dataDir, 'd');
    const flags = parseCommandLine(
      ['serve', '--port', '0', '--host', '::1', '--config', 'x', '--data', 'y'],
      env,
    );
    assert.deepEqual([flags.port, flags.host, flags.config, flags.dataDir], [0, '::1', 'x', 'y']);
  });

  it('takes several files and free text for explain', () => {
    const line = parseCommandLine(
      ['explain', '--file', 'a.ts', '--file', 'b.md', '--request', 'fim', 'why', 'this'],
      {},
    );
    assert.deepEqual(line.files, ['a.ts', 'b.md']);
    assert.deepEqual(line.operands, ['why', 'this']);
    assert.equal(line.request, 'fim');
  });

  for (const [args, message] of [
    [['server'], /unknown command "server"/],
    [['serve', '--prot', '1'], /--prot/],
    [['serve', '--port', '70000'], /--port takes a port/],
    [['serve', '--port', 'x'], /not "x"/],
    [['explain', '--request', 'talk'], /chat, fim or embeddings/],
    [['requests', '--since', 'yesterday'], /30m, 2h, 7d.*not "yesterday"/],
    [['requests', '--status', 'bad'], /429.*4xx.*failed/],
    [['requests', '--limit', '0'], /--limit takes a number/],
    [['usage', '--by', 'month'], /provider, model, workspace/],
    [['usage', '--format', 'xml'], /table, csv, json/],
  ] as const) {
    it(`says what is wrong with "${args.join(' ')}"`, () => {
      assert.throws(
        () => parseCommandLine(args, {}),
        (error) => error instanceof UsageError && message.test(error.message),
      );
    });
  }

  it('names the variable when its port is no port', () => {
    assert.throws(() => parseCommandLine(['serve'], { MUXGATE_PORT: 'http' }), /MUXGATE_PORT/);
  });
});
