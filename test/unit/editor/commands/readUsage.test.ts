import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { readUsage } from '../../../../src/editor/commands/readUsage.ts';
import { GatewayRequestError } from '../../../../src/editor/link/gatewayClient.ts';
import { createEditorRequests } from '../../../../src/gateway/editorRequests/editorRequests.ts';
import { Gateway } from '../../../../src/gateway/gateway.ts';
import type { RequestHandlers } from '../../../../src/protocol/gatewayRequests.ts';
import { exchangeRecordOf } from '../../../helpers/exchangeRecords.ts';
import { recordingLog } from '../../../helpers/recordingLog.ts';
import { temporaryFolder } from '../../../helpers/temporaryFolder.ts';

describe('Export usage', () => {
  const folder = temporaryFolder();
  let count = 0;
  const firstMs = Date.now();

  /** The gateway's own answers, with so many exchanges behind it. */
  function gatewayWith(exchanges: number): { handlers: RequestHandlers; gateway: Gateway } {
    const log = recordingLog();
    const gateway = new Gateway({
      version: '0.0.0-test',
      dataDir: join(folder, `${++count}`),
      env: {},
      log,
      now: Date.now,
      onChange: () => undefined,
      onLoginRenewed: () => undefined,
    });
    const { observer } = gateway.services();
    for (let index = 0; index < exchanges; index++) {
      observer.onExchange(
        exchangeRecordOf({
          requestId: `r${index}`,
          startedAtMs: firstMs + index,
          client: 'a "quoted", client',
        }),
      );
    }
    const handlers = createEditorRequests({
      gateway: () => gateway,
      window: () => undefined,
      phase: () => ({ phase: 'starting' }),
      env: {},
      log,
    });
    return { handlers, gateway };
  }

  async function exported(
    exchanges: number,
    what: { format: 'csv' | 'json'; sinceMs?: number },
    onProgress: (rows: number, total: number) => void = () => undefined,
    controller = new AbortController(),
  ): Promise<string> {
    const { handlers, gateway } = gatewayWith(exchanges);
    try {
      const client = {
        request: (method: 'exportUsage', params: Parameters<RequestHandlers['exportUsage']>[0]) => {
          if (controller.signal.aborted) throw new GatewayRequestError('cancelled', 'cancelled');
          return handlers[method](params, controller.signal);
        },
      };
      const { bytes } = await readUsage(
        client as Parameters<typeof readUsage>[0],
        what,
        controller.signal,
        onProgress,
      );
      return Buffer.from(bytes).toString();
    } finally {
      await gateway.close();
    }
  }

  it('gives every request as one JSON array, in pieces with their progress', async () => {
    const progress: string[] = [];
    const text = await exported(1200, { format: 'json' }, (rows, total) => progress.push(`${rows}/${total}`));
    const rows = JSON.parse(text) as { request_id: string; model: string }[];
    assert.equal(rows.length, 1200);
    assert.deepEqual([rows[0]?.request_id, rows[1199]?.request_id], ['r1199', 'r0']);
    assert.deepEqual(progress, ['500/1200', '1000/1200', '1200/1200']);
  });

  it('gives a CSV file with one header, and quotes what needs it', async () => {
    const lines = (await exported(501, { format: 'csv' })).split('\r\n');
    assert.equal(lines.length, 503);
    assert.equal(lines.filter((line) => line.startsWith('request_id,')).length, 1);
    assert.match(lines[1] ?? '', /,"a ""quoted"", client",/);
  });

  it('gives whole files where a page is exactly full, and where there is nothing', async () => {
    assert.equal((JSON.parse(await exported(500, { format: 'json' })) as unknown[]).length, 500);
    assert.deepEqual(JSON.parse(await exported(0, { format: 'json' })), []);
    assert.equal((await exported(0, { format: 'csv' })).split('\r\n').length, 2);
  });

  it('takes only what is new enough', async () => {
    assert.equal(
      (JSON.parse(await exported(10, { format: 'json', sinceMs: firstMs + 7 })) as unknown[]).length,
      3,
    );
  });

  it('stops between two pieces', async () => {
    const controller = new AbortController();
    const pieces: number[] = [];
    await assert.rejects(
      exported(
        1200,
        { format: 'csv' },
        (rows) => {
          pieces.push(rows);
          controller.abort();
        },
        controller,
      ),
      GatewayRequestError,
    );
    assert.deepEqual(pieces, [500]);
  });
});
