/** At least cents, and as much of smaller amounts as matters. */
export function usdText(usd: number): string {
  const digits = usd === 0 || usd >= 1 ? 2 : Math.min(6, Math.max(2, 1 - Math.floor(Math.log10(usd))));
  return `${usd.toFixed(digits)} USD`;
}
