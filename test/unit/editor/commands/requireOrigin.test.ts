import assert from 'node:assert/strict';
import { requireOrigin } from '../../../../src/editor/commands/requireOrigin.ts';
import { gatewayStatus } from '../../../helpers/editor/gatewayStatus.ts';

describe('what needs the gateway', () => {
  it('gets its origin while it listens', () => {
    assert.equal(requireOrigin(gatewayStatus()), 'http://127.0.0.1:8989');
  });

  it('says what to do while it does not', () => {
    const ask = (gateway: Parameters<typeof gatewayStatus>[0]) => () => requireOrigin(gatewayStatus(gateway));
    assert.throws(ask({ gateway: { phase: 'port-taken', port: 8989 } }), /Use Another Port/);
    assert.throws(ask({ gateway: { phase: 'refused', message: 'needs a key' } }), /needs a key/);
    assert.throws(ask({ gateway: { phase: 'starting' } }), /try again in a moment/);
  });
});
