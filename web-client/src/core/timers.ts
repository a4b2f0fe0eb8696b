/** The longest delay of a timer, in milliseconds: almost 25 days. A timer with a longer delay fires without waiting. */
export const LONGEST_TIMER_MS: number = 2 ** 31 - 1;
