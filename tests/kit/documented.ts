import { readFile } from 'node:fs/promises';

/** The file that a page of docs/ tells the reader to paste: the only block in its language. */
export async function documentedFile(page: string, language: string): Promise<string> {
  const blocks = await documentedFiles(page, language);
  const [block] = blocks;
  if (block === undefined || blocks.length > 1) {
    throw new Error(`docs/${page} has ${blocks.length} blocks of ${language}, and not one.`);
  }
  return block;
}

/** All blocks of a language, in the order of the page. */
export async function documentedFiles(page: string, language: string): Promise<string[]> {
  const text = await readFile(new URL(`../../docs/${page}`, import.meta.url), 'utf8');
  const blocks = [...text.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'gm'))];
  return blocks.flatMap(([, block]) => (block === undefined ? [] : [block]));
}
