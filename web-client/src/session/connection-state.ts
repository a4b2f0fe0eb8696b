/**
 * The state of this client's own connection:
 *
 * - `signed-out`: no user is signed in, or the browser has only prerendered this page
 * - `connecting`: the Realtime Database has not acknowledged the first announcement yet
 * - `connected`: the Realtime Database has acknowledged the announcement
 * - `disconnected`: the connection was lost; the client reconnects by itself
 * - `paused`: the app called `pausePresence`, until `resumePresence`; or the client only watches (`watchOnly`)
 */
export type ConnectionState = 'signed-out' | 'connecting' | 'connected' | 'disconnected' | 'paused';
