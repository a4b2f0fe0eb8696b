const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** Returns in words how long ago a time was. The clock may differ a little from the one that set the time. */
export function ago(moment: Date, now: Date): string {
  const seconds = (now.getTime() - moment.getTime()) / 1000;
  if (seconds < 5) return 'just now';
  const [unit, length] = UNITS.find(([, least]) => seconds >= least) ?? ['second', 1];
  return format.format(-Math.floor(seconds / length), unit);
}

/** Shows a time in words. `keepMomentsFresh` updates the words. */
export function showMoment(element: HTMLTimeElement, moment: Date): void {
  element.dateTime = moment.toISOString();
  element.title = moment.toLocaleString('en');
  element.textContent = ago(moment, new Date());
}

export function keepMomentsFresh(): void {
  setInterval(() => {
    for (const element of document.querySelectorAll<HTMLTimeElement>('time[datetime]')) {
      const words = ago(new Date(element.dateTime), new Date());
      if (element.textContent !== words) element.textContent = words;
    }
  }, 1000);
}
