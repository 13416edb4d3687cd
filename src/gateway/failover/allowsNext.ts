import type { Failover } from '../../config/effectiveConfig.ts';
import type { FailureVerdict } from './classifyFailure.ts';

/** Whether the user wants it to go on after such a failure. */
export function allowsNext({ onError, onRateLimit }: Failover, verdict: FailureVerdict): boolean {
  switch (verdict.next) {
    case 'none':
      return false;
    case 'fitting':
      return onError;
    case 'any':
      if (verdict.because === 'budget') return true;
      return verdict.because === 'rate limit' ? onRateLimit : onError;
  }
}
