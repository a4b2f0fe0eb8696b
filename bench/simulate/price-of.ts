import { PRICES, type Resource } from './prices.ts';

/** What an amount costs at the list price, in dollars. */
export function priceOf(resource: Resource, amount: number): number {
  const { dollars, units } = PRICES[resource];
  return (amount / units) * dollars;
}
