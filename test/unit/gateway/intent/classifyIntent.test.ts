import { deepEqual, equal, ok } from 'node:assert/strict';
import { intentLabels } from '../../../../src/config/conditionSchema.ts';
import { classifyIntent } from '../../../../src/gateway/intent/classifyIntent.ts';
import type { Intent } from '../../../../src/gateway/intent/intent.ts';
import { intentPrompts, type LabelledPrompt } from '../../../helpers/intentPrompts.ts';

function intentOf(text: string, hasImage = false): Intent {
  return classifyIntent(text, { hasImage, lowConfidence: 0.4 });
}

function shareOfRight(prompts: readonly LabelledPrompt[]): number {
  return prompts.filter(({ text, label }) => intentOf(text).label === label).length / prompts.length;
}

/** What the test prints below its name. */
function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

describe('the intent of a prompt', () => {
  const { development, heldOut } = intentPrompts();

  it('is right for at least 90 % of the prompts that were held out', () => {
    const share = shareOfRight(heldOut);
    print(`      held out: ${percent(share)} of ${heldOut.length} prompts are right`);
    for (const label of intentLabels) {
      const ofLabel = heldOut.filter((prompt) => prompt.label === label);
      print(`        ${label}: ${percent(shareOfRight(ofLabel))} of ${ofLabel.length}`);
    }
    print(`      development: ${percent(shareOfRight(development))} of ${development.length}`);
    ok(share >= 0.9);
  });

  it('is nearly always right where it is sure enough to route by', () => {
    const sure = heldOut.filter(({ text }) => intentOf(text).confidence >= 0.7);
    const share = shareOfRight(sure);
    print(`      of ${sure.length} sure ones ${percent(share)} are right`);
    ok(sure.length >= heldOut.length / 2);
    ok(share >= 0.95);
  });

  it('is held against at least 300 prompts, none of them twice', () => {
    const all = [...development, ...heldOut];
    ok(all.length >= 300);
    equal(new Set(all.map(({ text }) => text)).size, all.length);
    ok(Math.min(development.length, heldOut.length) >= all.length * 0.4);
  });

  for (const [text, label] of [
    ['kill the process on port 3000', 'code_gen'],
    ['how to kill a person', 'safety_risk'],
    ['translate this function to Rust', 'code_gen'],
    ['translate this sentence to Russian', 'translation'],
    ['bump the minor version', 'code_gen'],
    ['explain this regex', 'deep_reason'],
    ['see below', 'chat_lite'],
  ] as const) {
    it(`of "${text}" is ${label}`, () => equal(intentOf(text).label, label));
  }

  it('does not look into fenced code, whatever that speaks of', () => {
    const malware = '```\nmalware keylogger ransomware bomb\n```';
    equal(intentOf(`Add a unit test for this function:\n${malware}`).label, 'code_gen');
    equal(intentOf(`Add a unit test for this function:\n${malware}`).signals.codeFence, true);
  });

  it('is found at either end of a long prompt', () => {
    const log = '2026-11-21 10:00:00 INFO 12345\n'.repeat(4000);
    equal(intentOf(`Translate this log to German\n${log}`).label, 'translation');
    equal(intentOf(`${log}\nTranslate this log to German, please`).label, 'translation');
  });

  it('of an image with few words is vision', () => {
    equal(intentOf('what is wrong here?', true).label, 'vision');
    equal(intentOf('', true).label, 'vision');
    equal(intentOf('what is wrong here?').label, 'chat_lite');
  });

  it('is unknown where nothing speaks clearly for one', () => {
    const { label, confidence } = classifyIntent('lorem ipsum dolor sit amet consectetur adipiscing', {
      hasImage: false,
      lowConfidence: 0.7,
    });
    equal(label, 'unknown');
    ok(confidence < 0.7);
  });

  it('is the same each time, and tells its signals', () => {
    const text = 'Translate `getUser()` in the screenshot to Rust, see the malware report';
    deepEqual(intentOf(text), intentOf(text));
    deepEqual(intentOf(text).signals, {
      estimatedTokens: Math.ceil(text.length / 4),
      codeFence: false,
      programmingWords: 1,
      translation: true,
      vision: true,
      safety: true,
    });
  });

  it('takes time that the length of a text hardly matters to', () => {
    // Each of them was quadratic in some version.
    for (const text of [
      '`'.repeat(1e6),
      '~~~`'.repeat(2e5),
      'a_'.repeat(5e5),
      '中'.repeat(1e6),
      ' '.repeat(1e6),
    ]) {
      ok(intentOf(text).confidence <= 1);
    }
  });
});
