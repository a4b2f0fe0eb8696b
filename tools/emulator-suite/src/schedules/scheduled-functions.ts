/** A scheduled function, as the functions emulator reports it. */
export interface ScheduledFunction {
  readonly name: string;
  /** With its region: `europe-west1-sweepLeases`. */
  readonly id: string;
}

/** Asks the functions emulator which scheduled functions are loaded, in any codebase and any region. */
export async function readScheduledFunctions(origin: string): Promise<ScheduledFunction[]> {
  const response = await fetch(`${origin}/backends`);
  return scheduledFunctions(await response.json());
}

/** Reads the answer of `/backends`. The format is not documented, so each field is checked. */
function scheduledFunctions(answer: unknown): ScheduledFunction[] {
  return listOf(answer, 'backends')
    .flatMap((backend) => listOf(backend, 'functionTriggers'))
    .flatMap((trigger) => (isScheduled(trigger) ? [{ name: trigger.name, id: trigger.id }] : []));
}

/** Returns the address that runs a scheduled function. The emulator numbers the addresses of all functions without an HTTP trigger. */
export function addressOf(origin: string, project: string, { id }: ScheduledFunction): string {
  return `${origin}/functions/projects/${project}/triggers/${id}-0`;
}

function listOf(value: unknown, key: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const list: unknown = Reflect.get(value, key);
  return Array.isArray(list) ? list : [];
}

function isScheduled(trigger: unknown): trigger is ScheduledFunction {
  if (typeof trigger !== 'object' || trigger === null || !('schedule' in trigger)) return false;
  return 'name' in trigger && typeof trigger.name === 'string' && 'id' in trigger && typeof trigger.id === 'string';
}
