import { installBeside } from '../kit/install-beside.ts';

export default function installReact18(): void {
  installBeside(new URL('.', import.meta.url));
}
