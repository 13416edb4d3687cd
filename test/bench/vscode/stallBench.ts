import { setTimeout } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { Editor } from '../../helpers/vscode/editor.ts';
import { openVscode } from '../../helpers/vscode/openVscode.ts';
import { type Bench, type BenchRow, median } from '../bench.ts';
import type { MeasuredServer } from '../cost/measuredServer.ts';
import { startUpstream } from '../cost/servers.ts';
import { readPacedStream } from './pacedStream.ts';

const paceMs = 10;
const events = 400;
const model = `paced-${events}-each-${paceMs}`;
const calmBeforeStallMs = 1000;
const stallMs = 2000;
const rounds = 7;
const wantedMs = 20;

/** The longest gap between two pieces of one answer beyond the pace, read in the same seconds from both. */
interface Gaps {
  readonly directMs: number;
  readonly gatewayMs: number;
}

/**
 * What a stalled extension host does to a stream through the gateway, in the real VS Code with the packaged extension. The same
 * stream is read from the provider itself at the same time, as the busy host takes a core from everybody.
 */
export const stallBench: Bench = {
  name: 'stall',
  run: async () => {
    const upstream = await startUpstream();
    const dispatcher = new Agent({ pipelining: 1 });
    let editor: Editor | undefined;
    try {
      editor = await openVscode({ settings: settingsFor(upstream) });
      await editor.waitForStatusBar(model);
      return await measure(new Reader(upstream.url, editor, dispatcher));
    } finally {
      await editor?.close();
      await dispatcher.destroy();
      await upstream.stop();
    }
  },
};

function settingsFor(upstream: MeasuredServer): Record<string, unknown> {
  const provider = {
    type: 'openai-compatible',
    endpoint: `${upstream.url}/v1`,
    auth: 'none',
    models: [model],
  };
  return {
    'muxgate.providers': { fake: provider },
    'muxgate.workspaces': { default: { model: `fake/${model}` } },
  };
}

async function measure(reader: Reader): Promise<BenchRow[]> {
  const [free, stalled]: [Gaps[], Gaps[]] = [[], []];
  await reader.read(() => Promise.resolve());
  for (let round = 0; round < rounds; round++) {
    free.push(await reader.read(() => Promise.resolve()));
    stalled.push(await reader.read((editor) => stall(editor)));
  }
  const stalledRow = rowOf(`longest gap, extension host stalled for ${stallMs / 1000} s`, stalled);
  return [
    rowOf('longest gap, extension host free', free),
    {
      ...stalledRow,
      note: `at most ${wantedMs} is wanted; ${stalledRow.note ?? ''}`,
      missed: stalledRow.value > wantedMs,
    },
  ];
}

function rowOf(what: string, gaps: readonly Gaps[]): BenchRow {
  const gatewayMs = gaps.map((gap) => gap.gatewayMs);
  const directMs = gaps.map((gap) => gap.directMs);
  return {
    what,
    value: median(gatewayMs) - median(directMs),
    unit: 'ms more than direct',
    note:
      `${median(gatewayMs).toFixed(1)} against ${median(directMs).toFixed(1)} ms beyond the pace of ${paceMs}; ` +
      `at worst ${Math.max(...gatewayMs).toFixed(1)} against ${Math.max(...directMs).toFixed(1)}`,
  };
}

/** Reads the paced stream from the provider and through the gateway at once. */
class Reader {
  readonly #urls: readonly [direct: string, gateway: string];
  readonly #editor: Editor;
  readonly #dispatcher: Agent;

  constructor(upstreamUrl: string, editor: Editor, dispatcher: Agent) {
    this.#urls = [upstreamUrl, editor.gatewayUrl];
    this.#editor = editor;
    this.#dispatcher = dispatcher;
  }

  /**
   * @param meanwhile what is done to the editor in the middle of both streams
   * @throws when they end before that does, or are not whole
   */
  async read(meanwhile: (editor: Editor) => Promise<void>): Promise<Gaps> {
    const answers = await Promise.all(this.#urls.map((url) => this.#ask(url)));
    let hasEnded = false;
    const reading = Promise.all(answers.map((body) => readPacedStream(body, events))).finally(() => {
      hasEnded = true;
    });
    const acting = setTimeout(calmBeforeStallMs)
      .then(() => meanwhile(this.#editor))
      .then(() => {
        if (hasEnded) throw new Error('the streams ended too early for what is measured');
      });
    const [[directMs = NaN, gatewayMs = NaN]] = await Promise.all([reading, acting]);
    return { directMs: directMs - paceMs, gatewayMs: gatewayMs - paceMs };
  }

  async #ask(url: string): Promise<AsyncIterable<Buffer>> {
    const body = JSON.stringify({ model, stream: true, messages: [{ role: 'user', content: 'go' }] });
    const headers = { 'content-type': 'application/json' };
    const dispatcher = this.#dispatcher;
    const answer = await request(`${url}/v1/chat/completions`, { method: 'POST', headers, body, dispatcher });
    if (answer.statusCode !== 200) throw new Error(`${url}: ${await answer.body.text()}`);
    return answer.body;
  }
}

/** Keeps the extension host busy, so that nothing else runs in it. */
async function stall(editor: Editor): Promise<void> {
  await editor.evaluate((_vscode, forMs) => {
    const endMs = Date.now() + forMs;
    while (Date.now() < endMs) continue;
  }, stallMs);
}
