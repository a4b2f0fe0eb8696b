export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * The slope of a line through the logarithms of the points, with the least sum of squared distances. 1: twice the users cost twice as much.
 * NaN if fewer than two points are positive.
 */
export function slopeOf(points: readonly Point[]): number {
  const logs = points.filter(({ x, y }) => x > 0 && y > 0).map(({ x, y }) => ({ x: Math.log(x), y: Math.log(y) }));
  const mean = (of: (point: Point) => number): number => logs.reduce((sum, one) => sum + of(one), 0) / logs.length;
  const [middleX, middleY] = [mean(({ x }) => x), mean(({ y }) => y)];
  return mean(({ x, y }) => (x - middleX) * (y - middleY)) / mean(({ x }) => (x - middleX) ** 2);
}
