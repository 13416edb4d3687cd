import assert from 'node:assert/strict';
import type { ProviderStatus } from '../../../../src/protocol/status.ts';
import { failureTitle } from '../../../../webview-ui/src/model/failureTitle.ts';
import { folderWorkspaces } from '../../../../webview-ui/src/model/folderWorkspaces.ts';
import { compareLines } from '../../../../webview-ui/src/model/lineDifference.ts';
import { listProviders } from '../../../../webview-ui/src/model/listedProviders.ts';
import { ruleLine } from '../../../../webview-ui/src/model/ruleLine.ts';
import { gatewayStatus } from '../../../helpers/editor/gatewayStatus.ts';
import { pageState } from '../../../helpers/pageState.ts';
import { agoText, gatewayText, providerText } from '../../../../webview-ui/src/model/stateTexts.ts';

const provider: ProviderStatus = {
  id: 'p',
  name: 'P',
  type: 'openai',
  endpoint: '',
  state: 'reachable',
  local: false,
  models: [],
};

describe('the line under a rule', () => {
  const status = { text: '', matchingFiles: ['a.md', 'b.md'], matchingFileCount: 2 };

  it('names the open files that the rule meets, the first few of many', () => {
    assert.deepEqual(ruleLine({ files: '*.md' }, status), { kind: 'matches', text: 'Matches a.md, b.md' });
    const many = { text: '', matchingFiles: ['1', '2', '3', '4', '5'], matchingFileCount: 6 };
    assert.equal(ruleLine({ languages: ['go'] }, many).text, 'Matches 1, 2, 3, 4 and 2 more');
    assert.equal(
      ruleLine({ files: ['x'] }, { text: '', matchingFiles: [], matchingFileCount: 0 }).kind,
      'none',
    );
  });

  it('says of a rule about any file which requests it takes', () => {
    assert.match(ruleLine({ request: 'fim' }, status).text, /every completion/);
    assert.match(ruleLine({ request: 'embeddings', files: '' }, status).text, /every embeddings request/);
    assert.match(ruleLine({}, status).text, /every chat request and completion/);
  });

  it('says why a rule is broken, and that it is off', () => {
    assert.deepEqual(ruleLine({}, { ...status, broken: 'no such provider' }), {
      kind: 'broken',
      text: 'Skipped: no such provider',
    });
    assert.equal(ruleLine({ enabled: false }, { ...status, broken: 'x' }).kind, 'off');
    assert.deepEqual(ruleLine({}, undefined), { kind: 'unknown', text: '' });
  });
});

describe('how things stand, in words', () => {
  it('says where the gateway stands', () => {
    assert.equal(gatewayText({ phase: 'listening', host: '127.0.0.1', port: 1 }).text, 'http://127.0.0.1:1');
    assert.equal(gatewayText({ phase: 'listening', host: '::1', port: 1 }).text, 'http://[::1]:1');
    assert.match(gatewayText({ phase: 'served-elsewhere', port: 1 }).text, /Another Muxgate/);
    assert.match(
      gatewayText({ phase: 'port-taken', port: 1, by: { kind: 'http', server: 'nginx' } }).text,
      /nginx/,
    );
    assert.match(gatewayText({ phase: 'crashed', retryInMs: 1500 }).text, /2 s/);
    assert.equal(gatewayText({ phase: 'refused', message: 'no keys' }).text, 'no keys');
  });

  it('gives the reason with a provider that does not work', () => {
    assert.equal(providerText({ ...provider, state: 'failing', message: 'refused' }).text, 'refused');
    assert.equal(providerText({ ...provider, state: 'key missing' }).tone, 'warn');
    assert.equal(providerText(provider).tone, 'good');
    assert.equal(failureTitle('no model list'), 'No model list there');
    assert.equal(failureTitle('something new'), 'The test failed');
  });

  it('says how long ago', () => {
    const minute = 60_000;
    assert.equal(agoText(0, 30_000), 'just now');
    assert.equal(agoText(0, 5 * minute), '5 min ago');
    assert.equal(agoText(0, 3 * 60 * minute), '3 h ago');
    assert.equal(agoText(0, 72 * 60 * minute), '3 days ago');
  });
});

describe('the list of providers', () => {
  it('has those of the settings first, also before the gateway knows them, then the built-in ones', () => {
    const demo = { ...provider, id: 'demo' };
    const listed = listProviders({ new: { type: 'vllm', name: 'New' }, p: {} }, [demo, provider]);
    assert.deepEqual(
      listed.map(({ id, isSaved, status }) => [id, isSaved, status.state]),
      [
        ['new', true, 'unknown'],
        ['p', true, 'reachable'],
        ['demo', false, 'reachable'],
      ],
    );
    assert.equal(listed[0]?.status.name, 'New');
  });
});

describe('a folder’s workspaces', () => {
  const unconfirmed = { id: 'team', folder: 'file:///x', models: ['a/b'], hash: 'h' };
  const page = pageState({
    opened: [{ scope: 'folder', folder: 'file:///x', name: 'x', workspaces: { team: {}, mine: {}, bad: 1 } }],
    settings: { providers: {}, modelOverrides: {}, routes: {}, objects: {}, workspaces: { mine: {} } },
    status: gatewayStatus({ unconfirmedWorkspaces: [unconfirmed] }),
  });

  it('wait for confirmation, or say why they are ignored', () => {
    const [team, mine, ...others] = folderWorkspaces(page);
    assert.deepEqual([team?.unconfirmed, team?.ignored], [unconfirmed, undefined]);
    assert.match(mine?.ignored ?? '', /of your own/);
    assert.deepEqual(others, []);
    assert.match(folderWorkspaces({ ...page, trusted: false })[0]?.ignored ?? '', /not trusted/);
  });
});

describe('two texts side by side', () => {
  it('mark the lines that only one of them has', () => {
    const own = (left: string, right: string): string[][] =>
      compareLines(left, right).map((lines) => lines.filter(({ isOwn }) => isOwn).map(({ text }) => text));
    assert.deepEqual(own('a\nb\nc', 'a\nx\nc'), [['b'], ['x']]);
    assert.deepEqual(own('a\nb', 'a\nb'), [[], []]);
    assert.deepEqual(own('a\nb\na', 'a'), [['b', 'a'], []]);
    assert.deepEqual(own('', 'x'), [[''], ['x']]);
  });
});
