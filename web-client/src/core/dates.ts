/** The dates that this package has given to the app. */
const given = new WeakSet<Date>();

/** Makes a Date of the server's time for the app. {@link toServerTime} recognizes it. */
export function serverDate(millis: number): Date {
  const date = new Date(millis);
  given.add(date);
  return date;
}

/**
 * Converts a date of the app to the server's time, in milliseconds. A date that this package made is the server's time already. All other
 * dates are by the clock of this device, which may be wrong.
 */
export function toServerTime(date: Date, clocks: { server: number; device: number }): number {
  return given.has(date) ? date.getTime() : date.getTime() + clocks.server - clocks.device;
}
