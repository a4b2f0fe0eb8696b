import type { Page as DrivenPage, KeyInput } from 'puppeteer-core';
import { expressionOf, type Listener, NotInThisEngine, type Page } from './profile.ts';

/** A tab that Puppeteer drives, in any browser. */
export class PuppeteerPage implements Page {
  protected readonly driven: DrivenPage;
  readonly #engine: string;

  /** @param engine its name in an error */
  constructor(engine: string, driven: DrivenPage, pageError: Listener) {
    this.#engine = engine;
    this.driven = driven;
    driven.on('pageerror', (error) => pageError(`uncaught: ${error}`));
    driven.on('console', (message) => {
      if (message.type() === 'error') pageError(`${message.text()} ${message.location().url ?? ''}`);
    });
  }

  async goto(url: string): Promise<void> {
    await this.driven.goto(url);
  }

  async reload(): Promise<void> {
    await this.driven.reload();
  }

  async goBack(): Promise<void> {
    await this.driven.goBack();
  }

  /** Waits for the event too: Firefox answers before it counts the page as closed. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.driven.once('close', resolve));
    await Promise.all([closed, this.driven.close()]);
  }

  crash(): Promise<void> {
    return Promise.reject(new NotInThisEngine(this.#engine, 'crash'));
  }

  freeze(): Promise<void> {
    return Promise.reject(new NotInThisEngine(this.#engine, 'freeze'));
  }

  thaw(): Promise<void> {
    return Promise.reject(new NotInThisEngine(this.#engine, 'thaw'));
  }

  evaluate<Given, Result>(run: (given: Given) => Result | Promise<Result>, given?: Given): Promise<Result> {
    return this.driven.evaluate<[], () => Result>(expressionOf(run, given));
  }

  moveMouse(x: number, y: number): Promise<void> {
    return this.driven.mouse.move(x, y);
  }

  /** A key goes to the window that has the focus. In Firefox only one has it, the last one opened or brought to the front. */
  async press(key: KeyInput): Promise<void> {
    await this.driven.bringToFront();
    await this.driven.keyboard.press(key);
  }
}
