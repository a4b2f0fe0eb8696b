/**
 * True if the user works in a frame of this page. The page receives no input events from a frame. False if there was no user activation in
 * this page: then a script has moved the focus into the frame.
 */
export function isUserInFrame(): boolean {
  return hasFrameFocus() && document.hasFocus() && navigator.userActivation?.hasBeenActive !== false;
}

/** True if a frame has the focus of this page. The browser's focus can be elsewhere. */
export function hasFrameFocus(): boolean {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return /^(iframe|frame|object|embed)$/i.test(focused?.tagName ?? '');
}
