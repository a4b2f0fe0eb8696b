import { readFile } from 'node:fs/promises';

/** The file that a page of docs/ tells the reader to paste: the only block in its language. */
export async function documentedFile(page: string, language: string): Promise<string> {
  const text = await readFile(new URL(`../../docs/${page}`, import.meta.url), 'utf8');
  const blocks = [...text.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'gm'))];
  const [block] = blocks;
  if (block?.[1] === undefined || blocks.length > 1) {
    throw new Error(`docs/${page} has ${blocks.length} blocks of ${language}, and not one.`);
  }
  return block[1];
}
