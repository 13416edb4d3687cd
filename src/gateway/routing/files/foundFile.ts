/**
 * A file that a prompt speaks of, its path cleaned (filePath.ts). `as` says what is known of it:
 * `named`: the text is about it, or holds its content; `active`, `visible`, `open`: the client reports its editors' state;
 * `possible`: its content may be here, which is not enough for a rule but counts for `localOnly`.
 */
export interface FoundFile {
  readonly path: string;
  readonly as: 'named' | 'active' | 'visible' | 'open' | 'possible';
}
