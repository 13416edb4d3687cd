import assert from 'node:assert/strict';
import { writeGatewayLog } from '../../../../src/editor/log/gatewayLog.ts';
import { recordingLog } from '../../../helpers/recordingLog.ts';

/** VS Code's numbers. */
const level = { debug: 2, info: 3 };

describe("the gateway's log in the output channel", () => {
  it('keeps its levels', () => {
    const channel = { ...recordingLog(), logLevel: level.info };
    writeGatewayLog(channel, { level: 'warn', message: 'port taken' });
    writeGatewayLog(channel, { level: 'info', message: 'listening' });
    assert.deepEqual(channel.lines, ['warn port taken', 'info listening']);
  });

  it('shows what muxgate.logLevel asked for although the channel would hide it', () => {
    const channel = { ...recordingLog(), logLevel: level.info };
    writeGatewayLog(channel, { level: 'debug', message: 'decided' });
    assert.deepEqual(channel.lines, ['info [debug] decided']);
  });

  it('leaves the level alone where the channel shows it', () => {
    const channel = { ...recordingLog(), logLevel: level.debug };
    writeGatewayLog(channel, { level: 'debug', message: 'decided' });
    assert.deepEqual(channel.lines, ['debug decided']);
  });
});
