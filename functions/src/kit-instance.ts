/** Returns the instance of the kit that these functions are; undefined in a codebase of the app. */
export function kitInstance(): string | undefined {
  return process.env.FIREBASE_KIT_INSTANCE_ID || undefined;
}
