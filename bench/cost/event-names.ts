export const IDLE_HOUR = 'an idle hour';
export const SWEEPING_HOUR = 'an hour of sweeping, for all users together';
