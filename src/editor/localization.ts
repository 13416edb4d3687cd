// The first import of each program of the extension (extension.ts, onDemand.ts), so that texts at the top of a module are translated too.
// VS Code has read the bundle of its language before it loads the extension; in English there is none.
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';

if (vscode.l10n.bundle !== undefined) l10n.config({ contents: vscode.l10n.bundle });
