import { counted } from '../text/counted.ts';

/** A duration as people say it: "5 minutes ago". */
export function ago(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const [size, unit] = UNITS.find(([least]) => seconds >= 2 * least) ?? [1, 'second'];
  return `${counted(Math.floor(seconds / size), unit)} ago`;
}

const UNITS = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
] as const;
