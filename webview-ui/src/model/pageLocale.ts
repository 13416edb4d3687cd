let locale = 'en';

/** The language that numbers and dates are written in: a BCP 47 tag. */
export function pageLocale(): string {
  return locale;
}

/** Told once, before anything is shown. */
export function usePageLocale(tag: string): void {
  locale = tag;
}
