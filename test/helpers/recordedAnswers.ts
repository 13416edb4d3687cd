import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Real providers' answers, kept outside the repository; checks that read them skip themselves where they are absent. */
const recordedFolder = '/work/shared/recorded';

export interface RecordedAnswer {
  readonly name: string;
  readonly text: string;
}

/** Whether the recordings are on this machine. */
export function hasRecordedAnswers(): boolean {
  return existsSync(recordedFolder);
}

/** Recorded streams of one provider; `text` has one event's JSON a line. */
export function recordedStreams(provider: string): RecordedAnswer[] {
  return recordedFiles(provider, '.chunks.txt');
}

/** Recorded whole answers of one provider. */
export function recordedWholeAnswers(provider: string): RecordedAnswer[] {
  return recordedFiles(provider, '.json');
}

function recordedFiles(provider: string, ending: string): RecordedAnswer[] {
  const folder = path.join(recordedFolder, provider);
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => ({ name: `${provider}/${name}`, text: readFileSync(path.join(folder, name), 'utf8') }));
}
