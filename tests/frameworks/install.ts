import { statSync } from 'node:fs';
import { installBeside } from '../kit/install-beside.ts';

/** Installs the frameworks, unless they are installed: there are hundreds of packages. */
export default function installFrameworks(): void {
  const here = new URL('.', import.meta.url);
  if (writtenAt(new URL('node_modules/.package-lock.json', here)) > writtenAt(new URL('package-lock.json', here)))
    return;
  installBeside(here);
}

/** Zero if there is no such file. */
function writtenAt(file: URL): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
