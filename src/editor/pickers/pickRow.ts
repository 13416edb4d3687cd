/** A row of a list to choose from, as data: what it says and what choosing it, or a button of it, means. */
export interface PickRow<Action> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** Name of a codicon. */
  readonly icon?: string;
  /** Absent: the row only informs. */
  readonly action?: Action;
  readonly buttons?: readonly RowButton<Action>[];
  /** The row that is selected when the list opens. */
  readonly isActive?: boolean;
}

/** A titled line between rows. */
export interface PickSeparator {
  readonly separator: string;
}

export interface RowButton<Action> {
  readonly icon: string;
  readonly tooltip: string;
  readonly action: Action;
}

export type PickLine<Action> = PickRow<Action> | PickSeparator;

export interface PickList<Action> {
  readonly title: string;
  readonly placeholder: string;
  /** Below the input, in full. */
  readonly prompt?: string;
  readonly lines: readonly PickLine<Action>[];
  /** Next to the title. */
  readonly buttons?: readonly RowButton<Action>[];
  readonly isBusy?: boolean;
}
