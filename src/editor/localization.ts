// The first import of each program of the extension (extension.ts, onDemand.ts), so that texts at the top of a module are translated too.
// VS Code has read the bundle of its language before it loads the extension; in English there is none.
import * as l10n from '@vscode/l10n';
import { l10n as vscodeL10n } from 'vscode';

if (vscodeL10n.bundle !== undefined) l10n.config({ contents: vscodeL10n.bundle });
