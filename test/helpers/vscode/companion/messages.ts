/** What goes over the companion's connection to the test run, one JSON object per line. */

/** The first line of each connection: which window's extension host this is. */
export interface Hello {
  /** The path of the window's first folder; the empty string for a window without one. */
  folder: string;
}

/** Asks the companion to evaluate `source`, a function of (vscode, argument). */
export interface EvaluateRequest {
  id: number;
  source: string;
  argument: unknown;
}

/** The answer to the request of the same id: its value, or the text of the error with its stack. */
export type EvaluateAnswer = { id: number; value?: unknown } | { id: number; error: string };
