/** A system that shows one user to one watcher. */
export interface MeasuredSystem {
  readonly name: string;
  /** The user opens a page. @returns milliseconds from the loaded and signed-in page until the watcher receives it */
  comesOnline(): Promise<number>;
  /** The user closes the page. @returns milliseconds until the watcher receives it */
  goesOffline(): Promise<number>;
  close(): Promise<void>;
}
