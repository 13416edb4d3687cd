import assert from 'node:assert/strict';
import {
  forwardRequestHeaders,
  forwardResponseHeaders,
} from '../../../../src/gateway/upstream/forwardedHeaders.ts';

const never = {
  host: '127.0.0.1:8989',
  connection: 'keep-alive',
  'keep-alive': 'timeout=5',
  'proxy-authorization': 'Basic x',
  te: 'trailers',
  trailer: 'x',
  'transfer-encoding': 'chunked',
  upgrade: 'websocket',
  cookie: 'a=1',
  authorization: 'Bearer mine',
  'x-api-key': 'mine',
  'x-goog-api-key': 'mine',
  'content-length': '2',
  'content-type': 'application/json',
  'accept-encoding': 'gzip',
  'x-muxgate-window': 'w',
  'x-forwarded-for': '10.0.0.1',
  origin: 'null',
  'openai-organization': 'org-1',
  'openai-project': 'proj-1',
  'x-internal-token': 'secret',
};

describe('forwardRequestHeaders', () => {
  it('gives Google the headers of its own clients, and no key or account of theirs', () => {
    const headers = {
      ...never,
      'x-goog-api-client': 'google-genai-sdk/3.1.0',
      'x-goog-user-project': 'mine',
      'x-server-timeout': '9',
      'anthropic-beta': 'a',
      'openai-beta': 'x',
    };
    for (const format of ['gemini', 'gemini-embed'] as const) {
      assert.deepEqual(forwardRequestHeaders(headers, format), {
        'x-goog-api-client': 'google-genai-sdk/3.1.0',
        'x-server-timeout': '9',
      });
    }
  });

  it("gives an Anthropic provider all of the client's anthropic headers, known or not", () => {
    const headers = {
      ...never,
      'anthropic-version': '2023-06-01',
      'anthropic-beta': 'a,b',
      'anthropic-of-tomorrow': '1',
      'openai-beta': 'x',
      'user-agent': 'claude-cli/2',
      'x-claude-code-session-id': 's',
      'x-app': 'cli',
    };
    assert.deepEqual(forwardRequestHeaders(headers, 'messages'), {
      'anthropic-version': '2023-06-01',
      'anthropic-beta': 'a,b',
      'anthropic-of-tomorrow': '1',
      'user-agent': 'claude-cli/2',
      'x-claude-code-session-id': 's',
      'x-app': 'cli',
    });
  });

  it('gives the others the openai headers and not the anthropic ones', () => {
    const headers = {
      ...never,
      'anthropic-beta': 'a',
      'openai-beta': 'x',
      'x-stainless-lang': 'js',
      traceparent: 't',
    };
    for (const format of ['chat', 'completions', 'embeddings', 'ollama-generate'] as const) {
      assert.deepEqual(forwardRequestHeaders(headers, format), {
        'openai-beta': 'x',
        'x-stainless-lang': 'js',
        traceparent: 't',
      });
    }
  });
});

describe('forwardRequestHeaders to a provider of Responses', () => {
  it('gives it what Codex says about its request, and to no other', () => {
    const headers = {
      ...never,
      'openai-beta': 'x',
      'x-openai-internal-codex-responses-lite': 'true',
      'x-codex-turn-metadata': '{}',
    };
    const { 'openai-beta': beta, ...codexOwn } = forwardRequestHeaders(headers, 'responses');
    assert.equal(beta, 'x');
    assert.deepEqual(codexOwn, {
      'x-openai-internal-codex-responses-lite': 'true',
      'x-codex-turn-metadata': '{}',
    });
    assert.deepEqual(forwardRequestHeaders(headers, 'chat'), { 'openai-beta': 'x' });
  });
});

describe('forwardResponseHeaders', () => {
  it('gives the client request ids, limits and when to try again, and nothing else', () => {
    const forwarded = {
      'request-id': 'r',
      'x-request-id': 'r2',
      'retry-after': '3',
      'x-should-retry': 'false',
      'anthropic-ratelimit-unified-status': 'allowed',
      'openai-processing-ms': '12',
      'x-ratelimit-limit-tokens': '100',
      'x-codex-primary-used-percent': '6',
      'x-amzn-requestid': 'a',
      'apim-request-id': 'b',
    };
    const kept = {
      'set-cookie': 'a=1',
      'content-length': '5',
      'content-encoding': 'gzip',
      'transfer-encoding': 'chunked',
      connection: 'close',
      server: 'x',
      'access-control-allow-origin': '*',
      'strict-transport-security': 'max-age=1',
      'alt-svc': 'h3',
      'x-muxgate-model': 'forged',
      'openai-organization': 'org',
    };
    assert.deepEqual(forwardResponseHeaders({ ...forwarded, ...kept }), forwarded);
  });
});
