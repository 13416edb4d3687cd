import { aider } from './catalog/aider.ts';
import { anthropicCompatible } from './catalog/anthropicCompatible.ts';
import { claudeCode } from './catalog/claudeCode.ts';
import { cline } from './catalog/cline.ts';
import { codex } from './catalog/codex.ts';
import { continueDev } from './catalog/continueDev.ts';
import { copilotCli } from './catalog/copilotCli.ts';
import { cursor } from './catalog/cursor.ts';
import { geminiCli } from './catalog/geminiCli.ts';
import { jetbrains } from './catalog/jetbrains.ts';
import { kilo } from './catalog/kilo.ts';
import { openAiCompatible } from './catalog/openAiCompatible.ts';
import { openCode } from './catalog/openCode.ts';
import { qwenCode } from './catalog/qwenCode.ts';
import { roo } from './catalog/roo.ts';
import { windsurf } from './catalog/windsurf.ts';
import { zed } from './catalog/zed.ts';
import type { ClientConnector } from './connector.ts';

/** Every client, in the order in which they are listed. */
export const connectors: readonly ClientConnector[] = [
  claudeCode,
  codex,
  continueDev,
  cline,
  roo,
  kilo,
  geminiCli,
  openCode,
  aider,
  copilotCli,
  qwenCode,
  zed,
  jetbrains,
  cursor,
  windsurf,
  openAiCompatible,
  anthropicCompatible,
];
