/** Something that shows one person to one watcher. */
export interface Rival {
  readonly name: string;
  /** The person opens a page. @returns milliseconds until the watcher was told, from when the page was loaded and signed in */
  comesOnline(): Promise<number>;
  /** The person closes it. @returns milliseconds until the watcher was told */
  goesOffline(): Promise<number>;
  close(): Promise<void>;
}
