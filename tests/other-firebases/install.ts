import { installBeside } from '../kit/install-beside.ts';

export default function installFirebases(): void {
  installBeside(new URL('.', import.meta.url));
}
