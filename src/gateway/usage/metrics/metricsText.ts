/** The metrics of `GET /metrics`. */
export interface MetricsText {
  /** Everything that is counted until now, in the text format of Prometheus. */
  read(): Promise<{ readonly text: string; readonly contentType: string }>;
}
