import assert from 'node:assert/strict';
import type { ConfigInput } from '../../../src/config/schema.ts';
import { prepareSchemas } from '../../helpers/strict/bodySchemas.ts';
import { StrictUpstream } from '../../helpers/strict/strictUpstream.ts';
import { type StartedGateway, startGateway } from '../../helpers/startGateway.ts';
import type { ClientDriver } from './clientDriver.ts';
import { allDrivers } from './drivers.ts';
import { gapOf } from './expectedGaps.ts';
import { scenarios } from './scenarios.ts';
import { matrixUpstreams } from './upstreams.ts';

/** Their names are needed before there is a gateway. */
const driverNames = allDrivers('http://127.0.0.1').map(({ name }) => name);

describe('every client protocol against every provider protocol', () => {
  const upstreams = new Map<string, StrictUpstream>();
  let gateway: StartedGateway;
  let clients: ClientDriver[];

  before(async function () {
    // The compiler reads the SDKs' types once.
    this.timeout(60_000);
    for (const { id, formats } of matrixUpstreams) {
      upstreams.set(id, await StrictUpstream.start(formats));
      prepareSchemas(formats);
    }
    const providers: NonNullable<ConfigInput['providers']> = {};
    for (const { id, provider } of matrixUpstreams)
      providers[id] = { ...provider, endpoint: upstreams.get(id)?.url };
    gateway = await startGateway({ providers });
    clients = allDrivers(gateway.url);
  });

  after(async () => {
    for (const upstream of upstreams.values()) await upstream.close();
    await gateway.close();
  });

  for (const [index, client] of driverNames.entries()) {
    for (const {
      id,
      model,
      logprobsModel = model,
      saysReasoning,
      signatureOf,
      lacks = {},
    } of matrixUpstreams) {
      describe(`${client} to ${id}`, () => {
        for (const { name, run } of scenarios) {
          const gap = gapOf(client, id, name);
          it(gap === undefined ? name : `${name} (not possible: ${gap.reason})`, async () => {
            const driver = clients[index];
            const upstream = upstreams.get(id);
            assert.ok(driver !== undefined && upstream !== undefined);
            const cell = {
              client: driver,
              upstream,
              model: `${id}/${model}`,
              logprobsModel: `${id}/${logprobsModel}`,
              saysReasoning,
              signatureOf,
              lacks,
            };
            if (gap === undefined) await run(cell);
            else await assert.rejects(run(cell));
          });
        }
      });
    }
  }
});
