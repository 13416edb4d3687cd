import assert from 'node:assert/strict';
import { strictChat, strictCompatibleChat } from '../../helpers/strict/chatFormat.ts';
import { strictGemini } from '../../helpers/strict/geminiFormat.ts';
import { strictMessages } from '../../helpers/strict/messagesFormat.ts';
import { strictOllama } from '../../helpers/strict/ollamaFormat.ts';
import { strictResponses } from '../../helpers/strict/responsesFormat.ts';
import type { StrictFormat } from '../../helpers/strict/strictFormat.ts';
import { StrictUpstream } from '../../helpers/strict/strictUpstream.ts';
import { prepareSchemas } from '../../helpers/strict/bodySchemas.ts';
import { allDrivers } from './drivers.ts';
import { gapOf } from './expectedGaps.ts';
import { scenarios } from './scenarios.ts';

const own: Readonly<Record<string, { format: StrictFormat; model: string; logprobsModel?: string }>> = {
  'openai chat': { format: strictChat, model: 'gpt-5', logprobsModel: 'gpt-4.1' },
  'openai responses': { format: strictResponses, model: 'gpt-5' },
  anthropic: { format: strictMessages, model: 'claude-haiku-4-5' },
  google: { format: strictGemini, model: 'gemini-3-pro' },
  ollama: { format: strictOllama, model: 'qwen3' },
  'ai-sdk openai-compatible': { format: strictCompatibleChat, model: 'deepseek-reasoner' },
  'ai-sdk openai': { format: strictResponses, model: 'gpt-5' },
  'ai-sdk openai, stored': { format: strictResponses, model: 'gpt-5' },
  'ai-sdk anthropic': { format: strictMessages, model: 'claude-haiku-4-5' },
  'ai-sdk google': { format: strictGemini, model: 'gemini-3-pro' },
};

/** Before a fake may judge the gateway, the official client of its protocol must get along with it. */
describe('the strict fakes and the official clients of their protocols, without a gateway', () => {
  for (const [index, { name: clientName }] of allDrivers('http://127.0.0.1').entries()) {
    describe(clientName, () => {
      let upstream: StrictUpstream;

      before(async function () {
        this.timeout(60_000);
        const format = own[clientName]?.format;
        assert.ok(format !== undefined);
        prepareSchemas([format]);
        upstream = await StrictUpstream.start([format]);
      });

      after(() => upstream.close());

      for (const { name, run } of scenarios) {
        const gap = gapOf(clientName, undefined, name);
        it(gap === undefined ? name : `${name} (not possible: ${gap.reason})`, async () => {
          const client = allDrivers(upstream.url)[index];
          const { format, model, logprobsModel = model } = own[clientName] ?? {};
          assert.ok(client !== undefined && model !== undefined && logprobsModel !== undefined);
          const saysReasoning = format !== strictChat;
          const cell = { client, upstream, model, logprobsModel, saysReasoning, lacks: {} };
          if (gap === undefined) await run(cell);
          else await assert.rejects(run(cell));
        });
      }
    });
  }
});
