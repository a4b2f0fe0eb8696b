/** The longest wait that a timer can hold, in milliseconds, almost 25 days: a longer one ends at once. */
export const LONGEST_TIMER_MS: number = 2 ** 31 - 1;
