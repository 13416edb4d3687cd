import '../../languageTag.ts';
import uPlot from 'uplot';
import type { UsageSeries } from '../../model/usageSeries.ts';
import { chartFill, type ChartColors } from './chartColors.ts';

/** Room that a label of the time axis takes, in pixels. */
const labelWidthPx = 64;

export interface ChartParts {
  readonly kind: 'bars' | 'lines';
  readonly periods: readonly string[];
  readonly series: readonly UsageSeries[];
  readonly axisFormat: (value: number) => string;
  readonly colors: ChartColors;
  readonly font: string;
  readonly width: number;
  readonly height: number;
  /** Told which period is pointed at. */
  readonly onPoint: (index: number | undefined) => void;
}

/** What uPlot draws. Periods stand beside each other by their number; bars stand on each other by being drawn over each other. */
export function chartOptions(parts: ChartParts): {
  readonly options: uPlot.Options;
  readonly data: uPlot.AlignedData;
} {
  const { kind, periods, series, colors, font, width, height, onPoint } = parts;
  const numbers = periods.map((_, index) => index);
  const grid: uPlot.Axis.Grid = { stroke: colors.grid, width: 1 };
  const axis = { stroke: colors.text, font, ticks: { show: false } } as const;
  const bars = kind === 'bars';
  const drawn = bars
    ? stacked(series).reverse()
    : series.map((one, index) => ({ one, index, values: one.values }));
  return {
    data: [numbers, ...drawn.map(({ values }) => [...values])],
    options: {
      width,
      height,
      padding: [10, 18, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { show: !bars } },
      scales: {
        x: { time: false, range: [-0.5, periods.length - 0.5] },
        y: { range: (_plot, _min, max) => [0, max > 0 ? max * 1.08 : 1] },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 26,
          splits: () => shownLabels(periods.length, width),
          values: (_plot, splits) => splits.map((split) => periods[split] ?? ''),
        },
        {
          ...axis,
          grid,
          // uPlot asks before it has any.
          size: (_plot, values: string[] | null) =>
            16 + Math.max(0, ...(values ?? []).map((text) => text.length)) * 6.5,
          values: (_plot, splits) => splits.map(parts.axisFormat),
        },
      ],
      series: [
        {},
        ...drawn.map(({ one, index }): uPlot.Series => {
          const place = one.isRest === true ? undefined : index;
          const color = colors.series(place);
          return bars
            ? {
                fill: () => chartFill(colors, place),
                stroke: colors.isHighContrast ? color : colors.background,
                width: 1,
                points: { show: false },
                paths: uPlot.paths.bars?.({ size: [0.72, 56], radius: 0 }),
              }
            : {
                stroke: color,
                width: 2,
                dash: index === 0 ? undefined : [6, 4],
                spanGaps: true,
                points: { show: true, size: 5, fill: color },
              };
        }),
      ],
      hooks: {
        setCursor: [(plot) => onPoint(plot.cursor.idx ?? undefined)],
      },
    },
  };
}

/** Each series on top of those before it. */
function stacked(series: readonly UsageSeries[]): {
  readonly one: UsageSeries;
  readonly index: number;
  readonly values: readonly (number | null)[];
}[] {
  let below: readonly number[] = [];
  return series.map((one, index) => {
    below = one.values.map((value, period) => (below[period] ?? 0) + (value ?? 0));
    return { one, index, values: below };
  });
}

/** Evenly, and the newest always. */
function shownLabels(count: number, width: number): number[] {
  const step = Math.max(1, Math.ceil((count * labelWidthPx) / Math.max(1, width - 60)));
  const labels: number[] = [];
  for (let index = count - 1; index >= 0; index -= step) labels.unshift(index);
  return labels;
}
