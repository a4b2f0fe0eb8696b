/**
 * What this client's own connection does:
 *
 * - `signed-out`: no user is signed in, or the browser has only prerendered this page
 * - `connecting`: on the way to the first announcement
 * - `connected`: the server has acknowledged the announcement
 * - `disconnected`: the connection was lost; it returns by itself
 * - `paused`: `pausePresence` was called, until `resumePresence`; or the client only watches (`watchOnly`)
 */
export type ConnectionState = 'signed-out' | 'connecting' | 'connected' | 'disconnected' | 'paused';
