import assert from 'node:assert/strict';
import { sameJson } from '../../../../../src/protocol/sameJson.ts';
import type { ConfigPath } from '../../../../../src/editor/clients/text/configPath.ts';
import { ConfigSyntaxError } from '../../../../../src/editor/clients/text/configSyntaxError.ts';
import { type ConfigFormat, openConfigText } from '../../../../../src/editor/clients/text/configText.ts';

const match = { key: 'name', is: 'Muxgate' };
const item = { name: 'Muxgate', provider: 'openai', roles: ['chat', 'edit'] };

interface Case {
  readonly what: string;
  readonly format: ConfigFormat;
  readonly text: string;
  readonly set: ConfigPath;
  readonly value: unknown;
  readonly expected: string;
}

const cases: readonly Case[] = [
  {
    what: 'a key in a table that has comments',
    format: 'json',
    text: '{\n  // mine\n  "env": {\n    "A": "1" // first\n  },\n}\n',
    set: ['env', 'B'],
    value: 'x',
    expected: '{\n  // mine\n  "env": {\n    "A": "1", // first\n    "B": "x"\n  },\n}\n',
  },
  {
    what: 'the first item of a list',
    format: 'json',
    text: '{\n  "models": [\n    { "name": "mine" } // keep\n  ]\n}\n',
    set: ['models', match],
    value: { name: 'Muxgate' },
    expected:
      '{\n  "models": [\n    {\n      "name": "Muxgate"\n    },\n    { "name": "mine" } // keep\n  ]\n}\n',
  },
  {
    what: 'a key of a file with CRLF and a byte order mark',
    format: 'json',
    text: '\uFEFF{\r\n\t"a": 1\r\n}\r\n',
    set: ['b', 'c'],
    value: true,
    expected: '\uFEFF{\r\n\t"a": 1,\r\n\t"b": {\r\n\t\t"c": true\r\n\t}\r\n}\r\n',
  },
  {
    what: 'a key above the first table',
    format: 'toml',
    text: '# mine\nmodel = "gpt-5.5" # good\n\n[[hooks]]\nname = "a"\n[[hooks]]\nname = "b"\n\n[tools]\nweb.search = true\n',
    set: ['model_provider'],
    value: 'muxgate',
    expected:
      '# mine\nmodel = "gpt-5.5" # good\nmodel_provider = "muxgate"\n\n[[hooks]]\nname = "a"\n[[hooks]]\nname = "b"\n\n[tools]\nweb.search = true\n',
  },
  {
    what: 'a table beside its like',
    format: 'toml',
    text: '[providers.gw]\r\nname = "a" # x\r\n',
    set: ['providers', 'muxgate'],
    value: { name: 'Muxgate', url: 'u' },
    expected:
      '[providers.gw]\r\nname = "a" # x\r\n\r\n[providers.muxgate]\r\nname = "Muxgate"\r\nurl = "u"\r\n',
  },
  {
    what: 'a member of an inline table',
    format: 'toml',
    text: 'providers = { gw = { name = "a" } } # all\n',
    set: ['providers', 'muxgate'],
    value: { name: 'Muxgate' },
    expected: 'providers = { gw = { name = "a" }, muxgate = { name = "Muxgate" } } # all\n',
  },
  {
    what: 'the first item of a list, as deep as the others',
    format: 'yaml',
    text: 'name: mine   # a\n\nmodels:\n  # the good one\n  - name: A\n    model:   b\n\nrules: []\n',
    set: ['models', match],
    value: item,
    expected:
      'name: mine   # a\n\nmodels:\n  # the good one\n  - name: Muxgate\n    provider: openai\n    roles:\n      - chat\n      - edit\n  - name: A\n    model:   b\n\nrules: []\n',
  },
  {
    what: 'an item of a list at the margin, with CRLF',
    format: 'yaml',
    text: 'models:\r\n- name: A\r\n',
    set: ['models', match],
    value: { name: 'Muxgate' },
    expected: 'models:\r\n- name: Muxgate\r\n- name: A\r\n',
  },
  {
    what: 'a list that was not there',
    format: 'yaml',
    text: 'name: mine',
    set: ['models', match],
    value: { name: 'Muxgate' },
    expected: 'name: mine\nmodels:\n  - name: Muxgate\n',
  },
  {
    what: 'a key of its own',
    format: 'yaml',
    text: '# aider\nmodel: gpt-5 # fast\ndark-mode: true\n',
    set: ['model'],
    value: 'openai/auto',
    expected: '# aider\nmodel: openai/auto # fast\ndark-mode: true\n',
  },
  {
    what: 'an item of a list in one line',
    format: 'yaml',
    text: '# c\nmodels: [{ name: A }]\n',
    set: ['models', match],
    value: { name: 'Muxgate' },
    expected: '# c\nmodels:\n  - name: Muxgate\n  - name: A\n',
  },
  {
    what: 'a variable, in a marked block at the end',
    format: 'dotenv',
    text: 'KEY=mine\nURL=http://a',
    set: ['URL'],
    value: 'http://127.0.0.1:1',
    expected:
      'KEY=mine\nURL=http://a\n# >>> muxgate: written by Muxgate, taken back by “Disconnect” >>>\nURL=http://127.0.0.1:1\n# <<< muxgate <<<\n',
  },
  {
    what: 'a variable that a shell exports',
    format: 'sh',
    text: '',
    set: ['KEY'],
    value: 'a b',
    expected:
      "# >>> muxgate: written by Muxgate, taken back by “Disconnect” >>>\nexport KEY='a b'\n# <<< muxgate <<<\n",
  },
];

describe('the text of a client’s file', () => {
  for (const { what, format, text, set, value, expected } of cases) {
    describe(`${format}: ${what}`, () => {
      it('is written, and nothing else changes', () => {
        assert.equal(openConfigText(format, text).set(set, value).text, expected);
      });

      it('is read again', () => {
        assert.ok(sameJson(openConfigText(format, expected).get(set), value));
      });

      it('stays as it is when it is written again', () => {
        assert.equal(openConfigText(format, expected).set(set, value).text, expected);
      });
    });
  }

  it('is as before when what was added is removed', () => {
    for (const { what, format, text, set, value } of cases) {
      const opened = openConfigText(format, text);
      if (opened.get(set) !== undefined || what.includes('one line') || what.includes('deep')) continue;
      let cleaned = opened.set(set, value).set(set, undefined);
      const [first] = set;
      if (set.length > 1 && first !== undefined && opened.get([first]) === undefined)
        cleaned = cleaned.set([first], undefined);
      assert.equal(cleaned.text.trimEnd(), text.trimEnd(), `${format}: ${what}`);
    }
  });

  it('says which line is wrong', () => {
    const broken: readonly (readonly [ConfigFormat, string, number])[] = [
      ['json', '{\n  "a": 1\n  "b": 2\n}', 3],
      ['json', '[1]', 1],
      ['toml', 'a = 1\nb = \n', 2],
      ['yaml', 'a: 1\nb: [1\nc: 2\n', 3],
      ['yaml', '- a\n', 1],
    ];
    for (const [format, text, line] of broken) {
      assert.throws(
        () => openConfigText(format, text),
        (error) => error instanceof ConfigSyntaxError && error.line === line && error.reason !== '',
        `${format} ${text}`,
      );
    }
  });
});
