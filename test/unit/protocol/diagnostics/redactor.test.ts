import assert from 'node:assert/strict';
import { redactSettings } from '../../../../src/protocol/diagnostics/redactSettings.ts';
import { Redactor } from '../../../../src/protocol/diagnostics/redactor.ts';

const redactor = new Redactor({
  secrets: ['mg-my-access-key', 'p4$$w(rd', 'hunter22'],
  home: '/home/ada.lovelace',
  names: ['ada.lovelace', 'analytical-engine', 'enginehost01', 'root'],
  ids: new Map([
    ['acme', 'provider-1'],
    ['acme-eu', 'provider-2'],
    ['a', 'provider-3'],
  ]),
  publicHosts: ['api.openai.com'],
});

/** What must be gone, in a text around it. */
const planted: readonly (readonly [what: string, text: string, secret: RegExp])[] = [
  ['a known secret', 'sent mg-my-access-key along', /my-access/],
  ['a known secret with marks', 'password p4$$w(rd refused', /p4\$/],
  ['a key of OpenAI', 'Incorrect API key: sk-proj-abcDEF123456_789', /abcDEF/],
  ['a key that is half hidden', 'key sk-abc1*****wxyz', /wxyz/],
  ['a key of Anthropic', '"sk-ant-api03-AAAA_BBBB-cccc1111"', /AAAA/],
  ['a key of Google', 'AIzaSyA1234567890abcdefghij', /SyA123/],
  ['a key of AWS', 'AKIAIOSFODNN7EXAMPLE', /IOSFODNN/],
  ['a key of GitHub', 'ghp_abcdefghijklmnopqrstuvwxyz012345', /abcdefgh/],
  ['a fine-grained key of GitHub', 'github_pat_11ABCDEFG0abcdefghij', /ABCDEFG/],
  ['a key of Slack', 'xoxb-123456789012-abcdef', /123456789/],
  ['a JWT', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-DEF_1', /JIUzI1|abc-DEF/],
  ['a bearer token', 'authorization: Bearer abc.def-ghi_jkl', /abc\.def/],
  ['basic credentials', 'Proxy-Authorization: Basic dXNlcjpwYXNz', /dXNlcj/],
  ['a header with a key', 'x-goog-api-key: plainvalue99', /plainvalue/],
  ['a key in JSON', '{"apiKey": "just words here"}', /just words/],
  ['a password in JSON', `{'password': 'correct horse'}`, /horse/],
  ['a key in a query', 'GET /v1/models?key=abc123&x=1', /abc123/],
  ['credentials in a URL', 'http://user:secret@127.0.0.1:3128', /secret|user:/],
  ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----', /MIIE/],
  ['a token without a prefix', 'got Zx9AbCdEfGhIjKlMnOpQrStUv', /Zx9Ab/],
  ['a long hex number', 'd41d8cd98f00b204e9800998ecf8427e', /d41d8/],
  ['a session', 'session 123e4567-e89b-42d3-a456-426614174000', /e4567/],
  ['an e-mail', 'as ada@example.org', /ada@|example/],
  ['the home folder', 'cannot read /home/ada.lovelace/secrets/plan.md', /ada|plan|secrets/],
  ['a folder elsewhere', 'cwd=/work/analytical-engine/src x', /engine|src/],
  ['a folder of Windows', String.raw`C:\Users\Ada Lovelace\plan.docx`, /Users|plan/],
  ['a share', String.raw`\\fileserver\plans\x.txt`, /fileserver|plans/],
  ['a folder as a URI', 'file:///c%3A/plans/x.ts', /plans/],
  ['a path below the home folder', 'read ~/plans/x', /plans/],
  ['a relative file', 'rule files *.md, docs/merger.md', /merger/],
  ['a file', 'active editor: layoffs-2027.xlsx', /layoffs/],
  ["the user's name", 'as user Ada.Lovelace.', /ovelace/],
  ["the machine's name", 'getaddrinfo EAI_AGAIN enginehost01', /enginehost/],
  ["a folder's name", 'folder analytical-engine', /analytical/],
  ["a company's host", 'https://llm.acme-corp.example/team-x/v1', /acme-corp|team-x/],
  ['a host without a URL', 'getaddrinfo ENOTFOUND llm.acme-corp.internal', /acme-corp/],
  ['an address of a network', 'connect ECONNREFUSED 192.168.178.44:11434', /192\.168/],
  ['an IPv6 address', 'connect to 2001:db8::8a2e:370:7334 failed', /2001|7334/],
  ['a whole IPv6 address', 'from 2001:db8:0:0:1:2:3:44', /2001|:44/],
  ['an IPv6 address in a URL', 'http://[2001:db8::1]:11434/', /2001/],
  ['an id of a provider', 'provider "acme" answered', /acme/],
  ['a short id in quotes', 'the provider "a" has no key', /"a"/],
  ['a short id in a path', 'providers.a.type', /\.a\./],
  ['a short id in a reference', 'would go to a/claude-sonnet-4-5', /a\/claude/],
  ['ids that begin alike', 'acme-eu/m-large', /acme|eu\b/],
];

const kept: readonly string[] = [
  'http://127.0.0.1:8989/v1/mux',
  'https://api.openai.com/v1/chat/completions',
  'POST /v1/chat/completions 429 in 312 ms',
  'listening on 127.0.0.1:8989',
  'openai/gpt-4o-mini and anthropic/claude-sonnet-4-5-20250929',
  'qwen2.5-coder:1.5b',
  'deepseek-r1-distill-llama-70b-fp8-dynamic',
  '2026-11-21T18:00:00.000Z info retry in 2 s',
  'Muxgate 0.1.0 runs on Node 24.21.0',
  'the user root',
  '2026-11-21 18:00:00.000 [info] listening',
  'a provider has a key',
];

describe('the redactor', () => {
  for (const [what, text, secret] of planted) {
    it(`takes out ${what}`, () => {
      assert.match(text, secret);
      const result = redactor.text(text);
      assert.doesNotMatch(result, secret);
      assert.match(result, /[‹~]|host-\d|provider-\d/);
    });
  }

  for (const text of kept) {
    it(`leaves “${text}”`, () => assert.equal(redactor.text(text), text));
  }

  it('calls the same host the same', () => {
    const text = redactor.text('https://a.example/x, then b.example, then A.EXAMPLE');
    const [first, second, third] = text.match(/host-\d+/g) ?? [];
    assert.equal(first, third);
    assert.notEqual(first, second);
  });

  it('changes nothing that it has changed already', () => {
    for (const [, text] of planted) {
      const once = redactor.text(text);
      assert.equal(redactor.text(once), once);
    }
  });
});

describe('redacted settings', () => {
  it('keep their shape, numbers and words of the schema, and nothing of the user', () => {
    const settings = {
      port: 8989,
      providers: {
        acme: {
          type: 'openai-compatible',
          name: 'The Acme one',
          description: 'ask Bob',
          endpoint: 'https://llm.acme-corp.example/team/v1',
          apiKey: '${env:ACME_KEY}',
          headers: { 'x-acme-team': '7', authorization: 'whatever' },
          models: ['acme-secret-model'],
          local: true,
        },
      },
      workspaces: {
        default: {
          model: 'acme/m-large',
          rules: [{ name: 'Merger', files: ['deals/**'], request: 'chat', model: '@fast', localOnly: true }],
        },
      },
      accessKeys: ['mg-my-access-key'],
    };
    const redacted = redactSettings(settings, redactor);
    const text = JSON.stringify(redacted);
    assert.doesNotMatch(text, /acme|Bob|Merger|deals|ACME|whatever|"7"|access-key/i);
    assert.deepEqual((redacted as { providers: unknown }).providers, {
      'provider-1': {
        type: 'openai-compatible',
        name: '‹text›',
        description: '‹text›',
        endpoint: (redacted as { providers: Record<string, { endpoint: string }> }).providers['provider-1']
          ?.endpoint,
        apiKey: '${env:‹name›}',
        headers: { 'header-1': '‹text›', 'header-2': '‹text›' },
        models: ['‹text›'],
        local: true,
      },
    });
    assert.match(text, /"endpoint":"https:\/\/host-\d+"/);
    assert.match(text, /"model":"provider-1\/m-large"/);
    assert.match(text, /"request":"chat"/);
  });
});
