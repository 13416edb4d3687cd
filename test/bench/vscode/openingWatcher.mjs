// Runs in every frame of the editor before its own scripts. In the outer frame of a webview it looks into the inner one, which VS Code
// writes anew, and tells when what it is for is painted.
(() => {
  if (!location.pathname.endsWith('/webview/browser/pre/index.html')) return;
  const rows = ['mux-settings', 'mux-requests-page', 'mux-request-list', '[aria-rowindex="2"] .provider'];
  const find = (root, path) =>
    path.reduce((at, selector) => (at?.shadowRoot ?? at)?.querySelector(selector), root);
  const now = () => performance.timeOrigin + performance.now();
  const frameMs = performance.timeOrigin;
  let begunMs = 0;

  const tell = (kind, inner) => {
    const documentMs = inner.performance.timeOrigin;
    const resources = inner.performance.getEntriesByType('resource');
    const script = resources.find(({ name }) => name.endsWith('/webview.js'));
    const scriptMs = documentMs + (script?.responseEnd ?? 0);
    globalThis.muxgateOpened({ kind, frameMs, documentMs, scriptMs, begunMs, paintedMs: now() });
  };

  const look = () => {
    const inner = document.querySelector('iframe')?.contentWindow;
    const root = inner?.document;
    if (begunMs === 0 && root?.querySelector('mux-settings')) begunMs = now();
    const kind = root?.querySelector('#muxgate-bench') ? 'empty' : find(root, rows) ? 'muxgate' : undefined;
    // The frame in which it was seen is painted when the next one begins.
    requestAnimationFrame(kind === undefined ? look : () => tell(kind, inner));
  };
  requestAnimationFrame(look);
})();
