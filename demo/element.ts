/** Finds an element of index.html. Throws if the page has none, because that is a mistake in the page. */
export function element<T extends Element>(selector: string, type: new () => T, within: ParentNode = document): T {
  const found = within.querySelector(selector);
  if (found instanceof type) return found;
  throw new Error(`The page has no ${type.name} at ${selector}`);
}
