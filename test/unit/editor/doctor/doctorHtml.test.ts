import assert from 'node:assert/strict';
import { doctorHtml, summary } from '../../../../src/editor/doctor/doctorHtml.ts';
import type { CheckResult } from '../../../../src/editor/doctor/editorCheck.ts';
import { remedyCommand, remedyCommands } from '../../../../src/editor/doctor/remedyCommand.ts';
import { commandIds } from '../../../../src/editor/commands/commandIds.ts';
import type { Finding, Remedy } from '../../../../src/protocol/doctor.ts';

const place = { style: 's.css', codicons: 'c.css', source: 'https://host', language: 'en' };

function page(...findings: Finding[]): string {
  const results: CheckResult[] = [{ id: 'port', title: 'Port', findings }];
  return doctorHtml({ results, runningCount: 0, ...place });
}

describe("the doctor's page", () => {
  it('shows what is wrong first, with what it means, what to do, and a link that does it', () => {
    const html = page(
      {
        severity: 'broken',
        title: 'Port 8989 belongs to nginx.',
        meaning: 'Agents talk to it.',
        advice: 'End it.',
        remedy: { action: 'useAnotherPort' },
      },
      { severity: 'good', title: 'Fine.' },
    );
    assert.ok(html.indexOf('belongs to nginx') < html.indexOf('Fine.'));
    assert.match(html, /Agents talk to it\..*End it\..*href="command:muxgate\.useAnotherPort"/);
    assert.match(html, /aria-label="Does not work"/);
    assert.match(html, /1 finding above/);
  });

  it('runs no script and shows what others say as text', () => {
    const html = page({ severity: 'warning', title: '<img src=x onerror=alert(1)> "& <script>' });
    assert.doesNotMatch(html, /<img|<script/);
    assert.match(html, /&lt;img src=x onerror=alert\(1\)&gt; &quot;&amp; &lt;script&gt;/);
    assert.match(html, /default-src 'none'; style-src https:\/\/host; font-src https:\/\/host/);
  });

  it('says in a sentence how it stands', () => {
    const results = (...severities: Finding['severity'][]): CheckResult[] => [
      { id: 'a', title: 'A', findings: severities.map((severity) => ({ severity, title: 't' })) },
    ];
    assert.equal(summary({ results: [], runningCount: 3 }), 'Checking, 3 to go…');
    assert.equal(
      summary({ results: results('good', 'note'), runningCount: 0 }),
      'Everything is as it should be.',
    );
    assert.equal(
      summary({ results: results('warning'), runningCount: 0 }),
      'Everything works. One thing deserves a look.',
    );
    assert.equal(
      summary({ results: results('broken', 'broken', 'warning'), runningCount: 0 }),
      '2 things do not work.',
    );
  });

  it('has links only to commands that it may run, and that exist', () => {
    const actions: readonly Exclude<Remedy['action'], 'openSetting'>[] = [
      'addProvider',
      'openSettings',
      'restartGateway',
      'showLog',
      'useAnotherPort',
      'reviewFolderWorkspace',
      'installCommand',
      'connectAgent',
      'setAccessKey',
      'setApiKey',
      'signIn',
      'reloadWindow',
      'trustFolder',
    ];
    const remedies: Remedy[] = [
      ...actions.map((action): Remedy => ({ action })),
      { action: 'openSetting', setting: 'http.proxy' },
    ];
    const commands = remedies.map((remedy) => remedyCommand(remedy).command);
    assert.deepEqual(commands.toSorted(), [...remedyCommands].toSorted());
    const known: readonly string[] = commandIds;
    assert.deepEqual(
      commands.filter((command) => command.startsWith('muxgate.') && !known.includes(command)),
      [],
    );
    const html = page({
      severity: 'warning',
      title: 't',
      remedy: { action: 'openSetting', setting: 'http.proxy' },
    });
    assert.match(html, /href="command:workbench\.action\.openSettings\?%5B%22http\.proxy%22%5D"/);
    const limits = page({
      severity: 'warning',
      title: 't',
      remedy: { action: 'openSettings', page: 'limits' },
    });
    assert.match(limits, /href="command:muxgate\.openSettings\?%5B%7B%22page%22%3A%22limits%22%7D%5D"/);
  });
});
