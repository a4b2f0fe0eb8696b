import type { Finding } from '../finding.ts';

/** A file with the changes of `init`. */
export interface Merge {
  path: string;
  /** What is in the file now; null if there is no file. */
  before: string | null;
  /** An empty file of its kind, which `init` starts with if there is none. */
  skeleton: string;
  after: string;
  findings: Finding[];
  /** The marks of the blocks that the file has afterwards, as `init` wrote them. */
  marks: Record<string, string>;
}

export interface MergeOptions {
  /** Replaces blocks of the app that have the names of ours. */
  replace: boolean;
  /** The marks of the blocks that an earlier `init` wrote. */
  wrote: Readonly<Record<string, string>>;
}

/** What a merge needs to know for a file that names the collection of the status documents. */
export interface CollectionMergeOptions extends Pick<MergeOptions, 'wrote'> {
  collection: string;
  /** All collections that the functions write. */
  inUse: readonly string[];
}
