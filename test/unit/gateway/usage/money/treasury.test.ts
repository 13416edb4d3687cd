import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Provider, updatePrices, waitForUpdate } from '@pydantic/genai-prices';
import { temporaryFolder } from '../../../../helpers/temporaryFolder.ts';
import { reference, startTreasury } from '../../../../helpers/treasury.ts';

const providers = { paid: { type: 'openai', endpoint: 'https://api.openai.com' } } as const;
const million = { inputTokens: 1_000_000, outputTokens: 0 };
const published = (input: number): string =>
  JSON.stringify([
    {
      id: 'openai',
      name: 'OpenAI',
      api_pattern: 'https://api\\.openai\\.com',
      models: [
        { id: 'brand-new', match: { equals: 'brand-new' }, prices: { input_mtok: input, output_mtok: 1 } },
      ],
    },
  ]);

describe('the prices of a gateway', () => {
  const folder = temporaryFolder();
  // The library holds its data for the whole process.
  let bundled: Provider[] | null;
  before(async () => {
    bundled = await waitForUpdate();
  });
  afterEach(() => {
    updatePrices(({ setProviderData }: { setProviderData: (data: Provider[] | null) => void }) => {
      setProviderData(bundled);
    });
  });

  it('come from the user’s file before all others, and its bad rows are problems of the status', async () => {
    const file = join(folder, 'prices.json');
    await writeFile(
      file,
      '{"paid:gpt-4o": {"input_per_1k_usd": 0.5, "output_per_1k_usd": 1}, "paid/bad": {"input": "x"}}',
    );
    const { treasury, logLines } = await startTreasury({ providers, prices: file });
    assert.deepEqual(treasury.ledger.costOf(reference('paid/gpt-4o'), million), { kind: 'exact', usd: 500 });
    assert.deepEqual(
      [...new Set(treasury.problems.map(({ path, source }) => `${source ?? ''} ${path}`))],
      [`${file} prices.paid/bad.input`, `${file} prices.paid/bad.output`],
    );
    assert.ok(logLines.some((line) => line.startsWith('warn') && line.includes('paid/bad')));
  });

  it('say so when their file cannot be read, and the others hold', async () => {
    const { treasury } = await startTreasury({ providers, prices: join(folder, 'none.json') });
    assert.match(treasury.problems[0]?.message ?? '', /cannot be read/);
    assert.equal(treasury.ledger.costOf(reference('paid/gpt-4o'), million).kind, 'exact');
  });

  it('are fetched anew only when that is asked for, and kept for the next start', async () => {
    const dataDir = mkdtempSync(join(folder, 'data-'));
    const urls: string[] = [];
    const fetchText = (url: string): Promise<string> => {
      urls.push(url);
      return Promise.resolve(published(7));
    };
    const { treasury } = await startTreasury({ providers }, { dataDir, fetchText });
    const target = reference('paid/brand-new');
    assert.deepEqual(treasury.ledger.costOf(target, million), { kind: 'unknown' });
    assert.deepEqual(urls, []);
    await treasury.refreshPrices(AbortSignal.timeout(1000));
    assert.deepEqual(urls, [
      'https://raw.githubusercontent.com/pydantic/genai-prices/main/prices/new_data/v2/data.json',
    ]);
    assert.deepEqual(treasury.ledger.costOf(target, million), { kind: 'exact', usd: 7 });
    const again = await startTreasury({ providers }, { dataDir });
    assert.deepEqual(again.treasury.ledger.costOf(target, million), { kind: 'exact', usd: 7 });
  });

  it('stay as they were when what is fetched holds none', async () => {
    const { treasury } = await startTreasury(
      { providers },
      { dataDir: mkdtempSync(join(folder, 'data-')), fetchText: () => Promise.resolve('[]') },
    );
    const before = treasury.ledger.costOf(reference('paid/brand-new'), million);
    await assert.rejects(treasury.refreshPrices(AbortSignal.timeout(1000)), /does not hold prices/);
    assert.deepEqual(treasury.ledger.costOf(reference('paid/brand-new'), million), before);
  });
});
