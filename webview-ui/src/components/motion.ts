/** Whether icons may turn: neither the system nor VS Code (`workbench.reduceMotion`) asks for less motion. */
export function mayMove(): boolean {
  const isReduced = matchMedia('(prefers-reduced-motion: reduce)').matches;
  return !isReduced && !document.body.classList.contains('vscode-reduce-motion');
}
