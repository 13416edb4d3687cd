import { classifyIntent } from '../../src/gateway/intent/classifyIntent.ts';
import { type Bench, type BenchRow, medianMs } from './bench.ts';

const wantedMs = 0.2;
const length = 100_000;
const code =
  'const total = items.map((item) => item.price * item.count).reduce((sum, price) => sum + price, 0);\n';

/** Prompts of about 100 kB, as people paste them, and what has been slow in some version. */
const prompts: Readonly<Record<string, string>> = {
  prose: fill('Please look at the following words and explain why the query is slow. '),
  'fenced code': `Fix this:\n\`\`\`ts\n${fill(code)}\`\`\`\nthanks`,
  'bare code': `Fix this:\n${fill(code)}`,
  Chinese: fill('请分析这个内存泄漏的根本原因并修复这个函数。'),
  Russian: fill('Объясни, почему этот код приводит к взаимной блокировке. '),
  'nothing but fences': fill('```\nx\n```\ny\n'),
};

/** The classifier runs for every chat request: 0.2 ms for a prompt of 100 kB is the most that is wanted. */
export const intentBench: Bench = {
  name: 'intent',
  run: () => {
    const classify = (text: string): number =>
      medianMs(
        500,
        () => undefined,
        () => classifyIntent(text, { hasImage: false, lowConfidence: 0.4 }),
      );
    const rows = Object.entries(prompts).map(([what, text]): BenchRow => {
      const value = classify(text);
      return {
        what: `intent of 100 kB, ${what}`,
        value,
        unit: 'ms',
        note: `under ${wantedMs} ms is wanted`,
        missed: value > wantedMs,
      };
    });
    rows.push({
      what: 'intent of one line',
      value: classify('fix the failing test in src/app.ts'),
      unit: 'ms',
    });
    return Promise.resolve(rows);
  },
};

/** A text over and over, up to 100 kB as UTF-8. */
function fill(text: string): string {
  return text.repeat(Math.ceil(length / Buffer.byteLength(text)));
}
