/** The Dates of the database's time that this package has returned to the app. */
const serverDates = new WeakSet<Date>();

/** Makes a Date of the database's time for the app. {@link toServerTime} recognizes the object. */
export function serverDate(millis: number): Date {
  const date = new Date(millis);
  serverDates.add(date);
  return date;
}

/**
 * Converts a Date that the app passes in to the database's time, in milliseconds. A Date of {@link serverDate} is the database's time
 * already. All other Dates are by the clock of this device, which may be wrong.
 */
export function toServerTime(date: Date, clocks: { server: number; device: number }): number {
  return serverDates.has(date) ? date.getTime() : date.getTime() + clocks.server - clocks.device;
}
