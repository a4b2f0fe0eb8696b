/**
 * True if the user is in a frame of this page. This page gets no event of the input there. Without any user activation in this page, a
 * script has moved the focus into the frame, and the result is false.
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
