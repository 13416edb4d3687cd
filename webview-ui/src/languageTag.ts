// To be imported before uPlot, which gives `navigator.language` to Intl when it is loaded. Chromium takes that from the machine's
// locale, where it need not be a language tag (`en-US@posix`), and Intl throws.
try {
  new Intl.NumberFormat(navigator.language);
} catch {
  Object.defineProperty(navigator, 'language', { value: document.documentElement.lang || 'en' });
}
