import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

/** Pictures of one window, one beside the other. */
export class Strip {
  readonly #frames: { caption: string; picture: string }[] = [];

  /** @param top what the window is scrolled to */
  async takes(page: Page, top: string, caption: string): Promise<void> {
    await page.locator(top).evaluate((element) => element.scrollIntoView());
    this.#frames.push({ caption, picture: (await page.screenshot()).toString('base64') });
  }

  /** @param page shows the strip while its picture is taken */
  async saves(page: Page, name: string): Promise<void> {
    await page.setContent(`<style>${STYLE}</style><main>${this.#frames.map(figure).join('')}</main>`);
    await page
      .locator('main')
      .screenshot({ path: fileURLToPath(new URL(`../../docs/images/${name}`, import.meta.url)) });
  }
}

const STYLE = `
  body { margin: 0; background: white; font: 15px/1.4 system-ui, sans-serif; }
  main { display: inline-flex; gap: 16px; padding: 16px; }
  figure { margin: 0; width: 320px; }
  figcaption { margin-top: 8px; text-align: center; color: #333; }
  img { width: 100%; display: block; border: 1px solid #ccc; border-radius: 12px; }
`;

function figure({ caption, picture }: { caption: string; picture: string }): string {
  return `<figure><img src="data:image/png;base64,${picture}"><figcaption>${caption}</figcaption></figure>`;
}
