import assert from 'node:assert/strict';
import type { ConfigInput } from '../../../../src/config/schema.ts';
import { resolveConfig } from '../../../../src/config/resolveConfig.ts';
import { failoverSettings } from '../../../../src/gateway/failover/failoverSettings.ts';

const file: ConfigInput = {
  failover: { attempts: 9, cooldownSeconds: 1 },
  providers: {
    plain: { type: 'openai', apiKey: 'k' },
    slow: { type: 'openai', apiKey: 'k', failover: { attempts: 5, cooldownSeconds: 60 } },
  },
  routes: { r: { targets: [{ model: 'slow/x' }], failover: { attempts: 2 } } },
};

describe('the failover that holds', () => {
  const config = resolveConfig([{ kind: 'file', value: file }], {
    env: {},
    trusted: true,
    confirmedWorkspaces: [],
  });
  const holds = (provider: string, route?: string): string => {
    const { attempts, cooldownSeconds, onError } = failoverSettings(config, provider, route);
    return `${attempts} ${cooldownSeconds} ${onError}`;
  };

  it("is the route's, else the provider's, else the global one, setting by setting", () => {
    assert.equal(holds('plain'), '9 1 true');
    assert.equal(holds('slow'), '5 60 true');
    assert.equal(holds('slow', 'r'), '2 60 true');
    assert.equal(holds('plain', 'r'), '2 1 true');
  });
});
