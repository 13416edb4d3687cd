import * as vscode from 'vscode';
import { isGatewayRequestError } from '../link/gatewayClient.ts';
import { chatErrorKind } from './chatErrorKind.ts';

/** A failed request as VS Code knows it: its own kinds where one fits, so that callers can tell them apart. */
export function chatError(thrown: unknown): Error {
  if (!isGatewayRequestError(thrown)) {
    return thrown instanceof Error ? thrown : new Error(String(thrown));
  }
  switch (chatErrorKind(thrown)) {
    case 'cancelled':
      return new vscode.CancellationError();
    case 'no permissions':
      return vscode.LanguageModelError.NoPermissions(thrown.message);
    case 'not found':
      return vscode.LanguageModelError.NotFound(thrown.message);
    case 'blocked':
      return vscode.LanguageModelError.Blocked(thrown.message);
    case 'other':
      return new Error(thrown.message);
  }
}
