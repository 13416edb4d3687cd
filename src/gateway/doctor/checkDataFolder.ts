import * as l10n from '@vscode/l10n';
import { access, constants, readdir, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { Finding } from '../../protocol/doctor.ts';
import type { DoctorCheck } from './doctorContext.ts';

const mib = 1024 * 1024;
/** The record may take 200 MiB by default. */
const littleSpaceMiB = 300;
const noSpaceMiB = 20;

/** The folder of the record, model lists and last good configuration: there, ours alone, with room, and readable. */
export const checkDataFolder: DoctorCheck = async ({ database }) => {
  const folder = path.dirname(database.file);
  const stats = await stat(folder).catch(() => undefined);
  if (stats === undefined) {
    return [
      {
        severity: 'warning',
        title: l10n.t('The data folder {0} is not there and could not be made.', folder),
        meaning: l10n.t('Muxgate works, but keeps nothing across restarts.'),
        advice: l10n.t('Make the folder, or name another one in MUXGATE_DATA_DIR.'),
      },
    ];
  }
  const findings = [
    ...(await writable(folder)),
    ...permissions(folder, stats),
    ...(await space(folder)),
    ...(await record(database)),
  ];
  return findings.length > 0
    ? findings
    : [{ severity: 'good', title: l10n.t('{0} is writable, yours alone, and has room.', folder) }];
};

async function writable(folder: string): Promise<Finding[]> {
  try {
    await access(folder, constants.W_OK | constants.R_OK);
    return [];
  } catch {
    return [
      {
        severity: 'broken',
        title: l10n.t('Muxgate may not write into {0}.', folder),
        meaning: l10n.t(
          'Nothing is recorded, and limits, budgets and model lists are forgotten at a restart.',
        ),
        advice: l10n.t('Make yourself the owner of the folder, or name another one in MUXGATE_DATA_DIR.'),
      },
    ];
  }
}

function permissions(folder: string, { mode }: { readonly mode: number }): Finding[] {
  if (process.platform === 'win32' || (mode & 0o077) === 0) return [];
  return [
    {
      severity: 'warning',
      title: l10n.t('Other users of this machine can look into {0}.', folder),
      meaning: l10n.t('It holds what was asked when and what it cost; prompts only if you record them.'),
      advice: l10n.t('Run: {0}', `chmod 700 '${folder.replaceAll("'", String.raw`'\''`)}'`),
    },
  ];
}

async function space(folder: string): Promise<Finding[]> {
  const { bavail, bsize } = await statfs(folder);
  const freeMiB = Math.floor((bavail * bsize) / mib);
  if (freeMiB >= littleSpaceMiB) return [];
  return [
    {
      severity: freeMiB < noSpaceMiB ? 'broken' : 'warning',
      title: l10n.t('Only {0} MiB are free on the disk of {1}.', freeMiB, folder),
      meaning: l10n.t('Requests are answered, but not recorded once the disk is full.'),
      advice: l10n.t('Make room, or lower muxgate.record.maxMiB.'),
      remedy: { action: 'openSetting', setting: 'muxgate.record' },
    },
  ];
}

/** Reads one small thing: to look the whole file through would hold up the streams. */
async function record(database: Parameters<DoctorCheck>[0]['database']): Promise<Finding[]> {
  const tables = database.read((connection) => connection.get('SELECT count(*) AS n FROM sqlite_master'));
  const findings: Finding[] = [];
  if (database.problem !== undefined || tables === undefined) {
    findings.push({
      severity: 'warning',
      title: database.problem ?? l10n.t('{0} cannot be read.', database.file),
      meaning: l10n.t('Requests are answered, but usage and costs are not complete.'),
      remedy: { action: 'showLog' },
    });
  }
  const folder = path.dirname(database.file);
  const aside = (await readdir(folder)).filter((name) => name.includes('.damaged-'));
  if (aside.length > 0) {
    findings.push({
      severity: 'note',
      title: l10n.t('A damaged record was set aside: {0}.', aside.join(', ')),
      advice: l10n.t('Delete it from {0} when you do not need it.', folder),
    });
  }
  return findings;
}
