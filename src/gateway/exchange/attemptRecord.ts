/** One call to a provider, for the record. Holds no prompt and no key. */
export interface AttemptRecord {
  readonly provider: string;
  readonly account: string;
  readonly model: string;
  /** ms since 1970. */
  readonly startedAtMs: number;
  readonly durationMs: number;
  readonly outcome:
    | 'answered'
    | 'failed'
    /** Another attempt of a race was faster, or the client left. */
    | 'cancelled'
    /** It never began: its limit could not be met, or its budget. */
    | 'refused';
  /** The provider's HTTP status, where it answered. */
  readonly status?: number;
  readonly error?: { readonly code: string; readonly message: string };
  readonly variant?: string;
}
