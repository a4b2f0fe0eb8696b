import { Builder, Capabilities, Origin, type WebDriver } from 'selenium-webdriver';
import { DriverService } from 'selenium-webdriver/remote';
import { inject, onTestFinished } from 'vitest';
import { expressionOf, type Listener, NotInThisEngine, type Page, type Profile } from './profile.ts';

export async function openProfile(pageError: Listener): Promise<Profile> {
  const environment = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  // One service for each profile: a WebKitWebDriver has only one session.
  const service = new DriverService.Builder('WebKitWebDriver')
    .setLoopback(true)
    .setEnvironment(new Map([...environment, ['DISPLAY', inject('display')]]))
    .build();
  onTestFinished(() => service.kill());
  const driver = await new Builder()
    .usingServer(await service.start())
    .withCapabilities(new Capabilities({ browserName: 'MiniBrowser' }))
    .build();
  const profile = new WebKitProfile(driver, pageError);
  onTestFinished(() => profile.close());
  return profile;
}

/** All tabs of a profile use one session, which works on one tab at a time. */
class WebKitProfile implements Profile {
  readonly #driver: WebDriver;
  readonly #pageError: Listener;
  readonly #pages = new Set<WebKitPage>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(driver: WebDriver, pageError: Listener) {
    this.#driver = driver;
    this.#pageError = pageError;
  }

  async newPage(): Promise<Page> {
    const window = await this.#takesTurn(async () => {
      // A new session has a window already.
      if (this.#pages.size > 0) await this.#driver.switchTo().newWindow('window');
      return this.#driver.getWindowHandle();
    });
    const page = new WebKitPage({
      pageError: this.#pageError,
      inWindow: (act) =>
        this.#takesTurn(async () => {
          await this.#driver.switchTo().window(window);
          return act(this.#driver);
        }),
      closed: () => this.#pages.delete(page),
    });
    this.#pages.add(page);
    return page;
  }

  setOffline(): Promise<void> {
    return Promise.reject(new NotInThisEngine('WebKit', 'lose the network'));
  }

  async close(): Promise<void> {
    for (const page of this.#pages) await page.passesComplaints();
    await this.#driver.quit();
  }

  #takesTurn<Result>(act: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(act);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

interface Place {
  pageError: Listener;
  inWindow<Result>(act: (driver: WebDriver) => Promise<Result>): Promise<Result>;
  closed(): void;
}

class WebKitPage implements Page {
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
  }

  async goto(url: string): Promise<void> {
    await this.passesComplaints();
    await this.#place.inWindow((driver) => driver.get(url));
  }

  async goBack(): Promise<void> {
    await this.passesComplaints();
    await this.#place.inWindow((driver) => driver.navigate().back());
  }

  async reload(): Promise<void> {
    await this.passesComplaints();
    await this.#place.inWindow((driver) => driver.navigate().refresh());
  }

  async close(): Promise<void> {
    await this.passesComplaints();
    await this.#place.inWindow((driver) => driver.close());
    this.#place.closed();
  }

  crash(): Promise<void> {
    return Promise.reject(new NotInThisEngine('WebKit', 'crash'));
  }

  freeze(): Promise<void> {
    return Promise.reject(new NotInThisEngine('WebKit', 'freeze'));
  }

  thaw(): Promise<void> {
    return Promise.reject(new NotInThisEngine('WebKit', 'thaw'));
  }

  evaluate<Given, Result>(run: (given: Given) => Result | Promise<Result>, given?: Given): Promise<Result> {
    return this.#place.inWindow((driver) => driver.executeScript<Result>(`return ${expressionOf(run, given)}`));
  }

  async moveMouse(x: number, y: number): Promise<void> {
    await this.#place.inWindow((driver) =>
      driver.actions().move({ x, y, origin: Origin.VIEWPORT, duration: 0 }).perform(),
    );
  }

  async press(key: string): Promise<void> {
    await this.#place.inWindow((driver) => driver.actions().keyDown(key).keyUp(key).perform());
  }

  /** Passes on what the page has recorded, before the page goes: WebDriver cannot listen to the console. */
  async passesComplaints(): Promise<void> {
    for (const text of await this.evaluate(() => window.pageErrors ?? [])) this.#place.pageError(text);
  }
}
