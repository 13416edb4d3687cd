import assert from 'node:assert/strict';
import { formatSentinels, parseSentinels } from '../../../../../src/gateway/wire/fim/sentinels.ts';

/** What was found, without the family. */
function parse(prompt: string): unknown {
  const found = parseSentinels(prompt);
  if (found === undefined) return undefined;
  return Object.fromEntries(Object.entries(found).filter(([key]) => key !== 'family'));
}

describe('fill-in-the-middle tokens', () => {
  const gap = { prefix: 'a(\n', suffix: '\n)' };
  const prompts: [family: string, prompt: string][] = [
    ['StarCoder, Stable Code, Granite Code', '<fim_prefix>a(\n<fim_suffix>\n)<fim_middle>'],
    ['Mellum, suffix first', '<fim_suffix>\n)<fim_prefix>a(\n<fim_middle>'],
    ['SantaCoder', '<fim-prefix>a(\n<fim-suffix>\n)<fim-middle>'],
    ['Qwen, CodeGemma, Granite', '<|fim_prefix|>a(\n<|fim_suffix|>\n)<|fim_middle|>'],
    ['Code Llama', '<PRE> a(\n <SUF>\n) <MID>'],
    ['Code Llama without blanks', '<PRE>a(\n<SUF>\n)<MID>'],
    ['DeepSeek', '<｜fim▁begin｜>a(\n<｜fim▁hole｜>\n)<｜fim▁end｜>'],
    [
      'DeepSeek with its opening token',
      '<｜begin▁of▁sentence｜><｜fim▁begin｜>a(\n<｜fim▁hole｜>\n)<｜fim▁end｜>',
    ],
    ['Codestral', '[SUFFIX]\n)[PREFIX]a(\n'],
    ['Codestral, prefix first', '[PREFIX]a(\n[SUFFIX]\n)'],
    ['Codestral with the middle named', '<s>[SUFFIX]\n)[PREFIX]a(\n[MIDDLE]'],
    ['CodeGeeX', '<|user|>\n<|code_suffix|>\n)<|code_prefix|>a(\n<|code_middle|><|assistant|>\n'],
    ['Seed-Coder', '<[fim-suffix]>\n)<[fim-prefix]>a(\n<[fim-middle]>'],
  ];
  for (const [family, prompt] of prompts) {
    it(`are taken apart for ${family}`, () => assert.deepEqual(parse(prompt), gap));
  }

  it('leave an empty suffix empty', () => {
    assert.deepEqual(parse('<|fim_prefix|>a<|fim_suffix|><|fim_middle|>'), { prefix: 'a', suffix: '' });
  });

  const others = [
    'plain text',
    'const tokens = ["<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"];\nexport',
    'see [SUFFIX] and [PREFIX] in the docs',
    '<fim_middle>',
    '',
  ];
  for (const prompt of others) {
    it(`are not found in ${JSON.stringify(prompt)}`, () => assert.equal(parse(prompt), undefined));
  }

  it('are looked for in no time, however long a run of blanks is', () => {
    const blanks = ' '.repeat(2_000_000);
    assert.equal(parse(`${blanks}x`), undefined);
    assert.deepEqual(parse(`<|fim_prefix|>${blanks}<|fim_suffix|><|fim_middle|>${blanks}`), {
      prefix: blanks,
      suffix: '',
    });
  });

  it('may stand in the code that is edited', () => {
    assert.deepEqual(parse('<|fim_prefix|>const p = "<|fim_prefix|>";\n<|fim_suffix|>end<|fim_middle|>'), {
      prefix: 'const p = "<|fim_prefix|>";\n',
      suffix: 'end',
    });
  });

  describe('of several files', () => {
    it('name the paths of Qwen’s repository prompt, and keep the other files', () => {
      assert.deepEqual(
        parse(
          '<|repo_name|>shop\n<|file_sep|>src/cart.ts\nexport class Cart {}\n<|file_sep|>src/main.ts\n' +
            '<|fim_prefix|>new <|fim_suffix|>;<|fim_middle|>',
        ),
        {
          prefix: 'new ',
          suffix: ';',
          files: ['src/cart.ts', 'src/main.ts'],
          context: '+++++ src/cart.ts\nexport class Cart {}\n+++++ src/main.ts\n',
        },
      );
    });

    it('name the path of StarCoder and Mellum', () => {
      assert.deepEqual(parse('<reponame>shop<filename>a/b.py<fim_prefix>x<fim_suffix>y<fim_middle>'), {
        prefix: 'x',
        suffix: 'y',
        files: ['a/b.py'],
        context: '+++++ a/b.py\n',
      });
    });

    it('do not take code behind a separator for a path', () => {
      assert.deepEqual(
        parse(
          '<file_sep>import os\nos.exit()<file_sep>x = 1<file_sep><fim_prefix>a<fim_suffix>b<fim_middle>',
        ),
        { prefix: 'a', suffix: 'b', context: '\nimport os\nos.exit()\nx = 1\n\n\n' },
      );
    });

    it('name the paths of CodeGeeX', () => {
      assert.deepEqual(
        parse(
          '<|user|>\n###REFERENCE:\n###PATH:a.py\ndef a(): pass\n\n###PATH:b.py\n###LANGUAGE:Python\n###MODE:BLOCK\n' +
            '<|code_suffix|>y<|code_prefix|>x<|code_middle|><|assistant|>\n',
        ),
        {
          prefix: 'x',
          suffix: 'y',
          files: ['a.py', 'b.py'],
          context: '+++++ a.py\ndef a(): pass\n\n+++++ b.py\n',
        },
      );
    });

    it('name the paths of Codestral’s, which stand in its prefix', () => {
      assert.deepEqual(parse('[SUFFIX]y[PREFIX]+++++ src/a.go\npackage a\n\n+++++ src/b.go\nx'), {
        prefix: 'x',
        suffix: 'y',
        files: ['src/a.go', 'src/b.go'],
        context: '+++++ src/a.go\npackage a\n\n+++++ src/b.go\n',
      });
    });
  });

  const models: [model: string, expected: string | undefined][] = [
    ['qwen2.5-coder:1.5b', '<|fim_prefix|>a<|fim_suffix|>b<|fim_middle|>'],
    ['Qwen/Qwen3-Coder-30B', '<|fim_prefix|>a<|fim_suffix|>b<|fim_middle|>'],
    ['bigcode/starcoder2-3b', '<fim_prefix>a<fim_suffix>b<fim_middle>'],
    ['smallcloudai/Refact-1_6B-fim', '<fim_prefix>a<fim_suffix>b<fim_middle>'],
    ['ibm-granite/granite-8b-code-base', '<fim_prefix>a<fim_suffix>b<fim_middle>'],
    ['codegemma:2b', '<|fim_prefix|>a<|fim_suffix|>b<|fim_middle|>'],
    ['granite4:tiny-h', '<|fim_prefix|>a<|fim_suffix|>b<|fim_middle|>'],
    ['JetBrains/Mellum-4b', '<fim_suffix>b<fim_prefix>a<fim_middle>'],
    ['codellama:7b-code', '<PRE> a <SUF>b <MID>'],
    ['deepseek-coder:1.3b-base', '<｜fim▁begin｜>a<｜fim▁hole｜>b<｜fim▁end｜>'],
    ['codestral-2508', '[SUFFIX]b[PREFIX]a'],
    ['seed-coder-8b-base', '<[fim-suffix]>b<[fim-prefix]>a<[fim-middle]>'],
    ['llama3.2', undefined],
  ];
  for (const [model, expected] of models) {
    it(`are written for ${model} as ${expected ?? 'none'}, and read back`, () => {
      const prompt = formatSentinels(model, 'a', 'b');
      assert.equal(prompt, expected);
      if (prompt !== undefined) assert.deepEqual(parse(prompt), { prefix: 'a', suffix: 'b' });
    });
  }
});
