import { readFileSync } from 'node:fs';

/** The rules of presence together with those of the demo, because the Firestore emulator takes one file. */
export function rulesWithDemo(): string {
  const presence = read('../firestore.rules');
  const demo = read('./firestore.rules');
  const block = demo.slice(demo.indexOf('  match /databases/'), demo.lastIndexOf('}'));
  return `${presence.slice(0, presence.lastIndexOf('}'))}${block}}\n`;
}

/** Gives the Firestore emulator of the demo its rules. An app deploys only firestore.rules, which the suite starts with. */
export async function loadDemoRules({ host, port }: { host: string; port: number }, projectId: string): Promise<void> {
  const response = await fetch(`http://${host}:${port}/emulator/v1/projects/${projectId}:securityRules`, {
    method: 'PUT',
    body: JSON.stringify({ rules: { files: [{ name: 'firestore.rules', content: rulesWithDemo() }] } }),
  });
  if (!response.ok)
    throw new Error(`Cannot load the rules of the demo: the emulator answered ${await response.text()}`);
}

function read(file: string): string {
  return readFileSync(new URL(file, import.meta.url), 'utf8');
}
