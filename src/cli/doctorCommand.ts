import { writeFile } from 'node:fs/promises';
import { homedir, hostname, release } from 'node:os';
import { buildStatus } from '../gateway/windows/buildStatus.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { providerTypeInfos } from '../gateway/providers/providerTypeInfos.ts';
import { version } from '../gateway/version.ts';
import { diagnosticBundle } from '../protocol/diagnostics/diagnosticBundle.ts';
import type { Finding, GatewayCheckId } from '../protocol/doctor.ts';
import { gatewayChecks, gatewayCheckTitle, worstFirst } from '../protocol/doctor.ts';
import { doctorContextOf } from '../gateway/doctor/doctorContextOf.ts';
import { runGatewayCheck } from '../gateway/doctor/runGatewayCheck.ts';
import { createHeadlessGateway } from './headlessGateway.ts';
import type { CommandLine } from './options.ts';

interface CheckResult {
  readonly check: GatewayCheckId;
  readonly findings: readonly Finding[];
}

const marks: Readonly<Record<Finding['severity'], string>> = {
  broken: 'x',
  warning: '!',
  note: 'i',
  good: '+',
};

/**
 * `muxgate doctor`: looks at everything that can be looked at without an editor, and says what to do.
 * @returns 1 when something is broken, else 0
 * @throws ExitError (2) when the configuration cannot be read or parsed
 */
export async function doctorCommand(line: CommandLine, env: NodeJS.ProcessEnv): Promise<number> {
  const { gateway, scope } = await createHeadlessGateway(line, env, version, 'error');
  try {
    const context = doctorContextOf(gateway, { phase: undefined, window: undefined, env });
    const { signal } = new AbortController();
    const results = await Promise.all(
      gatewayChecks.map(async (check): Promise<CheckResult> => ({
        check,
        findings: worstFirst(await runGatewayCheck(check, context, signal)),
      })),
    );
    const isBroken = results.some(({ findings }) => findings.some(({ severity }) => severity === 'broken'));
    if (line.bundle !== undefined) await writeFile(line.bundle, bundleOf(gateway, scope.value, results));
    process.stdout.write(
      line.json ? `${JSON.stringify({ ok: !isBroken, results }, null, 2)}\n` : textOf(results),
    );
    return isBroken ? 1 : 0;
  } finally {
    await gateway.close();
  }
}

/** What one attaches to an issue: without keys, hosts, files and names. */
function bundleOf(gateway: Gateway, settings: unknown, results: readonly CheckResult[]): string {
  const types = providerTypeInfos();
  const secrets = [
    ...gateway.config.accessKeys,
    ...gateway.providers().map(({ configuredKey }) => configuredKey),
  ];
  return diagnosticBundle({
    about: [
      ['Muxgate', `${version}, headless`],
      ['System', `${process.platform} ${release()} ${process.arch}, Node ${process.versions.node}`],
    ],
    status: buildStatus({ phase: { phase: 'starting' }, gateway, window: undefined }),
    settings,
    results: results.map(({ check, findings }) => ({ title: gatewayCheckTitle(check), findings })),
    logLines: [],
    secrets: secrets.filter((secret) => secret !== undefined),
    home: homedir(),
    names: [hostname(), process.env['USER'] ?? process.env['USERNAME'] ?? ''],
    publicHosts: types.flatMap(({ defaultEndpoint }) => URL.parse(defaultEndpoint ?? '')?.hostname ?? []),
    publicIds: new Set(['default', 'demo', 'local', ...types.map(({ type }) => type)]),
  });
}

function textOf(results: readonly CheckResult[]): string {
  const blocks = results.map(({ check, findings }) =>
    [gatewayCheckTitle(check), ...findings.flatMap(findingLines)].join('\n'),
  );
  return `${blocks.join('\n\n')}\n`;
}

function findingLines({ severity, title, meaning, advice }: Finding): string[] {
  const more = [meaning, advice].filter((text) => text !== undefined);
  return [`  ${marks[severity]} ${title}`, ...more.map((text) => `      ${text}`)].map(withoutControls);
}

/** Messages of servers may hold line breaks and escape sequences; a terminal gets neither. */
function withoutControls(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}
