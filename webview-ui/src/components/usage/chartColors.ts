/** The editor's colours for charts, in the order in which they are told apart best. Its orange is translucent in many themes. */
const colorNames = [
  '--vscode-charts-blue',
  '--vscode-charts-green',
  '--vscode-charts-purple',
  '--vscode-charts-yellow',
  '--vscode-charts-red',
  '--vscode-terminal-ansiCyan',
] as const;
const restColor = '--vscode-disabledForeground';
const tileSize = 8;

/** Colours of the theme as it is now. */
export interface ChartColors {
  readonly text: string;
  readonly grid: string;
  readonly background: string;
  /** A high-contrast theme: patterns tell series apart, and each has an outline. */
  readonly isHighContrast: boolean;
  /** @param index of the series; undefined: the rest */
  readonly series: (index: number | undefined) => string;
}

/** Reads the theme's colours where an element is. */
export function readChartColors(element: Element): ChartColors {
  const style = getComputedStyle(element);
  const color = (name: string, otherwise: string): string => style.getPropertyValue(name).trim() || otherwise;
  const isHighContrast = document.body.matches('.vscode-high-contrast, .vscode-high-contrast-light');
  const text = color('--vscode-foreground', style.color);
  return {
    text: isHighContrast ? text : color('--vscode-descriptionForeground', text),
    grid: color(isHighContrast ? '--vscode-charts-lines' : '--vscode-panel-border', text),
    background: color('--vscode-editor-background', 'transparent'),
    isHighContrast,
    series: (index) =>
      index === undefined
        ? color(restColor, text)
        : color(colorNames[index % colorNames.length] ?? colorNames[0], text),
  };
}

/**
 * What fills the bars of a series: its colour, and in a high-contrast theme a pattern of its own on the background.
 * @param index of the series; undefined: the rest
 */
export function chartFill(colors: ChartColors, index: number | undefined): string | CanvasPattern {
  const color = colors.series(index);
  if (!colors.isHighContrast) return color;
  const ratio = Math.max(1, Math.round(devicePixelRatio));
  const size = tileSize * ratio;
  const tile = new OffscreenCanvas(size, size);
  const context = tile.getContext('2d');
  if (context === null) return color;
  context.scale(ratio, ratio);
  context.fillStyle = colors.background;
  context.fillRect(0, 0, tileSize, tileSize);
  context.fillStyle = color;
  context.strokeStyle = color;
  context.lineWidth = 1.5;
  drawPattern(context, index);
  return context.createPattern(tile, 'repeat') ?? color;
}

function drawPattern(context: OffscreenCanvasRenderingContext2D, index: number | undefined): void {
  const lines = (...ends: readonly (readonly [number, number, number, number])[]): void => {
    context.beginPath();
    for (const [fromX, fromY, toX, toY] of ends) {
      context.moveTo(fromX, fromY);
      context.lineTo(toX, toY);
    }
    context.stroke();
  };
  const [end, half] = [tileSize, tileSize / 2];
  const rising = [
    [-1, half + 1, half + 1, -1],
    [half - 1, end + 1, end + 1, half - 1],
  ] as const;
  const falling = [
    [half - 1, -1, end + 1, half + 1],
    [-1, half - 1, half + 1, end + 1],
  ] as const;
  switch (index === undefined ? undefined : index % colorNames.length) {
    case 0:
      context.fillRect(0, 0, end, end);
      return;
    case 1:
      lines(...rising);
      return;
    case 2:
      lines([0, half, end, half]);
      return;
    case 3:
      lines(...falling);
      return;
    case 4:
      lines([half, 0, half, end]);
      return;
    case 5:
      lines([0, half, end, half], [half, 0, half, end]);
      return;
    default:
      context.fillRect(1, 1, 2, 2);
      context.fillRect(half + 1, half + 1, 2, 2);
  }
}
