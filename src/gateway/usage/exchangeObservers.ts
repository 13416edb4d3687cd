import type { ExchangeObserver } from '../exchange/services.ts';

/** One observer that tells several, in their order. */
export function tellAll(observers: readonly ExchangeObserver[]): ExchangeObserver {
  return {
    onExchangeStart: (requestId, describe) => {
      for (const observer of observers) observer.onExchangeStart(requestId, describe);
    },
    onExchange: (record) => {
      for (const observer of observers) observer.onExchange(record);
    },
  };
}
