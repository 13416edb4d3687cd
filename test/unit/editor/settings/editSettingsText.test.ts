import assert from 'node:assert/strict';
import { parse } from 'jsonc-parser';
import { editSettingsText, renameProperty } from '../../../../src/editor/settings/editSettingsText.ts';
import { SettingsSyntaxError } from '../../../../src/editor/settings/settingsDocument.ts';

const settings = `// My settings
{
  "editor.fontSize": 13, // big enough
  /* providers: the work one is slow */
  "muxgate.providers": {
    // under the desk
    "local": { "type": "ollama", "endpoint": "http://127.0.0.1:11434" }, // GPU box
    // pays per token
    "work": {
      "type": "openai", // official
      "timeout": 1 // keep
    } // last
  },
  "muxgate.workspaces": {
    "default": {
      "model": "work/gpt",
      "rules": [ // in order
        // docs are cheap
        { "files": "*.md", "model": "work/mini" }, // A
        { "request": "fim", "model": "local/coder" }, // B
        // never leaves
        { "files": ["secrets/**"], "localOnly": true } // C
        // add more here
      ]
    }
  }
}
`;

interface Settings {
  'muxgate.providers': Record<string, unknown>;
  'muxgate.workspaces': { default: { rules: Record<string, unknown>[] } };
}

const settingsOf = (text: string): Settings => parse(text) as Settings;
const rulesOf = (text: string): Record<string, unknown>[] =>
  settingsOf(text)['muxgate.workspaces'].default.rules;
const rules = ['muxgate.workspaces', 'default', 'rules'];
const lines = (text: string): string[] => text.split('\n');

/** The lines that were added (+) and removed (-). */
function changes(before: string, after: string): string[] {
  const removed = lines(before).filter((line) => !lines(after).includes(line));
  const added = lines(after).filter((line) => !lines(before).includes(line));
  return [...removed.map((line) => `- ${line.trim()}`), ...added.map((line) => `+ ${line.trim()}`)];
}

describe('editing the text of settings.json', () => {
  it('replaces a single value and touches no other line', () => {
    const edited = editSettingsText(settings, ['muxgate.providers', 'work', 'type'], 'anthropic');
    assert.deepEqual(changes(settings, edited), [
      '- "type": "openai", // official',
      '+ "type": "anthropic", // official',
    ]);
  });

  it('changes of an object only the members that differ', () => {
    const edited = editSettingsText(settings, ['muxgate.providers', 'work'], { type: 'openai', timeout: 2 });
    assert.deepEqual(changes(settings, edited), ['- "timeout": 1 // keep', '+ "timeout": 2 // keep']);
  });

  it('adds an entry below the comment of the last one', () => {
    const edited = editSettingsText(settings, ['muxgate.providers', 'new'], { type: 'vllm' });
    assert.match(edited, /\n {4}\}, \/\/ last\n {4}"new": \{\n {6}"type": "vllm"\n {4}\}\n {2}\},/);
  });

  it('adds missing objects on the way', () => {
    const edited = editSettingsText('{\n\t"a": 1\n}\n', ['muxgate.providers', 'demo', 'type'], 'demo');
    assert.equal(
      edited,
      '{\n\t"a": 1,\n\t"muxgate.providers": {\n\t\t"demo": {\n\t\t\t"type": "demo"\n\t\t}\n\t}\n}\n',
    );
  });

  it('writes into an empty file, and into one with a comment alone', () => {
    assert.deepEqual(parse(editSettingsText('', ['a'], 1)), { a: 1 });
    const edited = editSettingsText('// mine', ['a'], 1);
    assert.match(edited, /^\/\/ mine\n/);
    assert.deepEqual(parse(edited), { a: 1 });
  });

  it('keeps a trailing comma and Windows line ends', () => {
    const edited = editSettingsText('{\r\n  "a": 1,\r\n}\r\n', ['b'], { c: 2 });
    assert.equal(edited, '{\r\n  "a": 1,\r\n  "b": {\r\n    "c": 2\r\n  }\r\n}\r\n');
  });

  it('removes an entry with its lines and comma, and keeps the comments of its neighbours', () => {
    const edited = editSettingsText(settings, ['muxgate.providers', 'work'], undefined);
    assert.match(edited, /"local": \{[^}]*\} \/\/ GPU box\n/);
    assert.match(edited, /\/\/ pays per token/);
    assert.deepEqual(Object.keys(settingsOf(edited)['muxgate.providers']), ['local']);
  });

  it('removes the only member', () => {
    assert.deepEqual(parse(editSettingsText('{ "a": { "b": 1 } }', ['a', 'b'], undefined)), { a: {} });
  });

  it('removes a key that is there twice', () => {
    assert.deepEqual(parse(editSettingsText('{ "a": 1, "b": 2, "a": 3 }', ['a'], undefined)), { b: 2 });
  });

  it('moves an element with the comments above it and at the end of its line', () => {
    const [a, b, c] = rulesOf(settings);
    const edited = editSettingsText(settings, rules, [c, a, b]);
    assert.deepEqual(rulesOf(edited), [c, a, b]);
    const [, moved] = edited.split('[ // in order');
    assert.ok(moved);
    assert.match(
      moved,
      /^\n {8}\/\/ never leaves\n {8}\{.*\}, \/\/ C\n {8}\/\/ docs are cheap\n {8}\{.*\}, \/\/ A\n {8}\{.*\} \/\/ B\n {8}\/\/ add more here\n {6}\]/,
    );
  });

  it('changes one member of one element in place', () => {
    const [a, b, c] = rulesOf(settings);
    const edited = editSettingsText(settings, rules, [a, { ...b, model: 'local/new' }, c]);
    assert.deepEqual(changes(settings, edited), [
      '- { "request": "fim", "model": "local/coder" }, // B',
      '+ { "request": "fim", "model": "local/new" }, // B',
    ]);
  });

  it('moves, changes, adds and removes elements in one go', () => {
    const [, b, c] = rulesOf(settings);
    const wanted = [
      { ...c, name: 'secrets' },
      { languages: ['go'], model: 'work/x' },
      { ...b, enabled: false },
    ];
    const edited = editSettingsText(settings, rules, wanted);
    assert.deepEqual(rulesOf(edited), wanted);
    assert.match(edited, /\/\/ never leaves\n.*"secrets"/);
    assert.ok(!edited.includes('work/mini'));
  });

  it('keeps a list on one line', () => {
    assert.equal(editSettingsText('{ "a": ["x", "y"] }', ['a'], ['y', 'x', 'z']), '{ "a": ["y", "x", "z"] }');
    assert.equal(editSettingsText('{ "a": ["x", "y"] }', ['a'], ['y']), '{ "a": ["y"] }');
    assert.equal(editSettingsText('{ "a": [] }', ['a'], [1]), '{ "a": [\n    1\n] }');
  });

  it('renames a key where it stands', () => {
    const edited = renameProperty(settings, ['muxgate.providers', 'local'], 'desk');
    assert.deepEqual(changes(settings, edited), [
      '- "local": { "type": "ollama", "endpoint": "http://127.0.0.1:11434" }, // GPU box',
      '+ "desk": { "type": "ollama", "endpoint": "http://127.0.0.1:11434" }, // GPU box',
    ]);
  });

  it('refuses a text that is not JSON, saying where', () => {
    assert.throws(
      () => editSettingsText('{\n  "a": 1\n  "b": 2\n}', ['c'], 3),
      (error) => error instanceof SettingsSyntaxError && error.line === 3,
    );
    assert.throws(() => editSettingsText('[]', ['c'], 3), SettingsSyntaxError);
  });

  it('gives for any change the wanted value, and keeps every other value and every comment outside', () => {
    const random = seededRandom(7);
    for (let round = 0; round < 400; round++) {
      const before = { head: 1, target: randomValue(random, 3), foot: [1, { a: 2 }] };
      const text = withComments(before, random);
      const wanted = randomChange(before.target, random);
      const edited = editSettingsText(text, ['target'], wanted);
      const context = `${text}\n=>\n${edited}`;
      assert.deepEqual(
        parse(edited, [], { allowTrailingComma: true }),
        { ...before, target: wanted },
        context,
      );
      for (const comment of ['/*top*/', '//head', '//target', '/*foot*/'])
        assert.ok(edited.includes(comment), context);
      assert.equal(editSettingsText(edited, ['target'], wanted), edited);
    }
  });
});

/** Park and Miller's generator: the same numbers at every run. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

function randomValue(random: () => number, depth: number): unknown {
  const kind = Math.floor(random() * (depth > 0 ? 4 : 2));
  const count = Math.floor(random() * 4);
  if (kind === 0) return Math.floor(random() * 5);
  if (kind === 1) return ['x,y', 'b"/*', '', 'd//'][count];
  if (kind === 2) return Array.from({ length: count }, () => randomValue(random, depth - 1));
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`k${index}`, randomValue(random, depth - 1)]),
  );
}

function randomChange(value: unknown, random: () => number): unknown {
  if (random() < 0.15) return randomValue(random, 2);
  if (Array.isArray(value)) {
    const items: unknown[] = value;
    const kept = items
      .filter(() => random() > 0.2)
      .map((item) => (random() < 0.3 ? randomChange(item, random) : item));
    kept.sort(() => random() - 0.5);
    return random() < 0.3 ? [...kept, randomValue(random, 1)] : kept;
  }
  if (typeof value === 'object' && value !== null) {
    const kept = Object.entries<unknown>({ ...value }).filter(() => random() > 0.2);
    const changed = kept.map(([key, member]) => [
      key,
      random() < 0.4 ? randomChange(member, random) : member,
    ]);
    return Object.fromEntries(random() < 0.3 ? [...changed, ['new', randomValue(random, 1)]] : changed);
  }
  return value;
}

/** The settings as text, with comments around the members and sometimes between everything. */
function withComments(value: Record<string, unknown>, random: () => number): string {
  const indent = random() < 0.3 ? undefined : random() < 0.5 ? 2 : '\t';
  const member = (key: string): string =>
    `${JSON.stringify(key)}: ${JSON.stringify(value[key], undefined, indent)}`;
  const noisy = (text: string): string =>
    random() < 0.5
      ? text
      : text.replace(/([,{[])\n/g, (match, mark: string) => `${mark} // n${match.length}\n`);
  const trailing = random() < 0.3 ? ',' : '';
  return `/*top*/\n{\n  ${member('head')}, //head\n  ${noisy(member('target'))}, //target\n  ${member('foot')}${trailing} /*foot*/\n}\n`;
}
