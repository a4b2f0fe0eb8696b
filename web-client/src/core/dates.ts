/** Those that this package has given to the app. */
const given = new WeakSet<Date>();

/** A time of the server, as the app gets it. */
export function serverDate(millis: number): Date {
  const date = new Date(millis);
  given.add(date);
  return date;
}

/**
 * What a date of the app means, in milliseconds of the server's time. The app has made it by the clock of this device, which may be wrong,
 * or has got it from this package: then it is the server's time already.
 */
export function toServerTime(date: Date, clocks: { server: number; device: number }): number {
  return given.has(date) ? date.getTime() : date.getTime() + clocks.server - clocks.device;
}
