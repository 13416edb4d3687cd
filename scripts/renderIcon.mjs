// Renders media/icon.svg to media/icon.png (256×256, transparent corners); VS Code takes no SVG as an extension's icon.
import './requireNode.mjs';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const { launchChromium } = await import('../test/helpers/vscode/chromium.ts');
const { repositoryRoot } = await import('../test/helpers/vscode/repository.ts');

const svg = readFileSync(path.join(repositoryRoot, 'media/icon.svg'), 'utf8');
const browser = await launchChromium();
const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
await page.screenshot({ path: path.join(repositoryRoot, 'media/icon.png'), omitBackground: true });
await browser.close();
