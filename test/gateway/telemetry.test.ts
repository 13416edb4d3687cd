import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { EffectiveSettings } from '../../src/config/effectiveConfig.ts';
import { TelemetryObserver } from '../../src/gateway/usage/telemetry/telemetryObserver.ts';
import { attemptOf, exchangeRecordOf } from '../helpers/exchangeRecords.ts';
import { ManualClock } from '../helpers/manualClock.ts';
import { recordingLog } from '../helpers/recordingLog.ts';

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}
interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly Attribute[];
  readonly status: { readonly code: number };
}
interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Attributes as an object; integers as numbers. */
function plain(attributes: readonly Attribute[]): Record<string, unknown> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [
      key,
      'intValue' in value ? Number(value['intValue']) : Object.values(value)[0],
    ]),
  );
}

describe('OpenTelemetry over OTLP/HTTP', () => {
  let server: Server;
  let received: Received[];
  let statuses: number[];
  let endpoint: string;

  beforeEach(async () => {
    received = [];
    statuses = [];
    server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        received.push({
          path: request.url ?? '',
          headers: request.headers,
          text: Buffer.concat(pieces).toString(),
        });
        response.writeHead(statuses.shift() ?? 200, { 'content-type': 'application/json' }).end('{}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  function start(settings: Partial<EffectiveSettings['telemetry']> = {}) {
    const log = recordingLog();
    const observer = new TelemetryObserver({
      version: '1.2.3',
      settings: () => ({
        endpoint,
        headers: {},
        traces: true,
        metrics: true,
        intervalSeconds: 60,
        ...settings,
      }),
      typeOf: () => 'bedrock',
      env: { COLLECTOR_KEY: 'k-123' },
      clock: new ManualClock(),
      log,
    });
    return { observer, log };
  }
  const spansOf = (text: string): Span[] =>
    (JSON.parse(text) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] }).resourceSpans.flatMap(
      ({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans),
    );
  const at = (path: string): Received => {
    const found = received.find((one) => one.path === path);
    assert.ok(found, `nothing came to ${path}`);
    return found;
  };

  it('a request is a trace: a server span, and a client span for each call, after the GenAI conventions', async () => {
    const { observer } = start({ headers: { 'x-key': '${env:COLLECTOR_KEY}' } });
    observer.onExchange(
      exchangeRecordOf({
        requestId: 'r1',
        attempts: [
          attemptOf({
            outcome: 'failed',
            status: 429,
            error: { code: 'rate_limited', message: 'slow down' },
          }),
          attemptOf({ account: 'work' }),
        ],
        usage: { inputTokens: 1000, outputTokens: 100, cachedInputTokens: 800 },
      }),
    );
    await observer.close();
    const { headers, text } = at('/v1/traces');
    assert.equal(headers['content-type'], 'application/json');
    assert.equal(headers['x-key'], 'k-123');
    const [request, failed, answered] = spansOf(text);
    assert.ok(request && failed && answered);
    assert.match(request.traceId, /^[0-9a-f]{32}$/);
    assert.match(request.spanId, /^[0-9a-f]{16}$/);
    assert.deepEqual([request.name, request.kind, request.parentSpanId], ['muxgate chat', 2, undefined]);
    assert.deepEqual(
      [request.startTimeUnixNano, request.endTimeUnixNano],
      ['1790000000000000000', '1790000001200000000'],
    );
    assert.equal(plain(request.attributes)['muxgate.request_id'], 'r1');
    assert.equal(plain(request.attributes)['muxgate.cost_usd'], 0.002);
    for (const call of [failed, answered]) {
      assert.deepEqual([call.traceId, call.parentSpanId, call.kind], [request.traceId, request.spanId, 3]);
      assert.equal(call.name, 'chat gpt-5');
    }
    assert.equal(failed.status.code, 2);
    assert.equal(plain(failed.attributes)['error.type'], 'rate_limited');
    assert.deepEqual(plain(answered.attributes), {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'aws.bedrock',
      'gen_ai.request.model': 'gpt-5',
      'gen_ai.request.stream': true,
      'gen_ai.usage.input_tokens': 1000,
      'gen_ai.usage.output_tokens': 100,
      'gen_ai.usage.cache_read.input_tokens': 800,
      'http.response.status_code': 200,
      'muxgate.provider': 'openai',
      'muxgate.account': 'work',
    });
  });

  it('metrics are cumulative histograms of duration, first content and tokens', async () => {
    const { observer } = start();
    observer.onExchange(exchangeRecordOf());
    observer.onExchange(exchangeRecordOf());
    await observer.close();
    interface Point {
      readonly attributes: readonly Attribute[];
      readonly count: string;
      readonly sum: number;
      readonly bucketCounts: readonly string[];
      readonly explicitBounds: readonly number[];
    }
    interface Metric {
      readonly name: string;
      readonly unit: string;
      readonly histogram: { readonly aggregationTemporality: number; readonly dataPoints: readonly Point[] };
    }
    const body = JSON.parse(at('/v1/metrics').text) as {
      resourceMetrics: { resource: { attributes: Attribute[] }; scopeMetrics: { metrics: Metric[] }[] }[];
    };
    const [resource] = body.resourceMetrics;
    assert.deepEqual(plain(resource?.resource.attributes ?? []), {
      'service.name': 'muxgate',
      'service.version': '1.2.3',
    });
    const metrics = new Map(resource?.scopeMetrics[0]?.metrics.map((one) => [one.name, one]));
    const duration = metrics.get('gen_ai.client.operation.duration');
    assert.deepEqual([duration?.unit, duration?.histogram.aggregationTemporality], ['s', 2]);
    const [point] = duration?.histogram.dataPoints ?? [];
    assert.deepEqual([point?.count, point?.sum], ['2', 2.2]);
    assert.equal(point?.bucketCounts.length, (point?.explicitBounds.length ?? 0) + 1);
    assert.equal(
      point.bucketCounts.reduce((sum, one) => sum + Number(one), 0),
      2,
    );
    const tokens = metrics.get('gen_ai.client.token.usage')?.histogram.dataPoints ?? [];
    assert.deepEqual(
      tokens.map(({ attributes, sum }) => [plain(attributes)['gen_ai.token.type'], sum]),
      [
        ['input', 2000],
        ['output', 200],
      ],
    );
    assert.ok(metrics.has('gen_ai.client.operation.time_to_first_chunk'));
  });

  it('nothing is sent without an endpoint, and only what is turned on', async () => {
    const none = start({ endpoint: undefined });
    none.observer.onExchange(exchangeRecordOf());
    await none.observer.close();
    assert.deepEqual(received, []);
    const metricsOnly = start({ traces: false });
    metricsOnly.observer.onExchange(exchangeRecordOf());
    await metricsOnly.observer.close();
    assert.deepEqual(
      received.map(({ path }) => path),
      ['/v1/metrics'],
    );
  });

  it('spans that a busy collector refused are sent again; the log says it once', async () => {
    const { observer, log } = start({ metrics: false });
    statuses = [503];
    observer.onExchange(exchangeRecordOf({ requestId: 'again' }));
    await observer.close();
    await observer.close();
    assert.equal(received.length, 2);
    assert.equal(received[1]?.text, received[0]?.text);
    assert.equal(log.lines.filter((line) => line.startsWith('warn telemetry:')).length, 1);
  });

  it('a collector that is away is only a warning', async () => {
    const { observer, log } = start({ endpoint: 'http://127.0.0.1:9' });
    observer.onExchange(exchangeRecordOf());
    await observer.close();
    assert.match(log.lines.join('\n'), /^warn telemetry: traces could not be sent/m);
  });
});
