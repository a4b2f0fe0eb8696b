/**
 * True if the user is in a page that this page embeds: this page hears nothing of the input there. A page in which no user has done
 * anything yet has put the focus there by a script.
 */
export function isUserInFrame(): boolean {
  return hasFrameFocus() && document.hasFocus() && navigator.userActivation?.hasBeenActive !== false;
}

/** True if a frame has the focus of this page, which need not have the focus of the browser. */
export function hasFrameFocus(): boolean {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return /^(iframe|frame|object|embed)$/i.test(focused?.tagName ?? '');
}
