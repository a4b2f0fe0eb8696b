import { type SettleContext, settleDueUsers } from '../../functions/src/settle.ts';
import { type ChangeContext, handleChange } from '../../functions/src/status-changes.ts';
import { type ResumeContext, resumeKilledTicks, type TickNotes } from '../../functions/src/tick-notes.ts';
import type { UserChange } from '../../functions/src/user-change.ts';

/** The functions that the model runs: ours, or those with a fault that the model has to find. */
export interface Code {
  handle: (change: UserChange, context: ChangeContext) => Promise<unknown>;
  tick: (context: SettleContext & { notes: TickNotes }) => Promise<unknown>;
  /** What the schedule does about killed ticks. */
  resume: (context: ResumeContext) => Promise<unknown>;
}

export const OURS: Code = {
  handle: handleChange,
  tick: async (context) => {
    const report = { outcomes: {}, failed: [] };
    await settleDueUsers(context, report);
    if (report.failed.length > 0) throw new Error(report.failed.join());
  },
  resume: resumeKilledTicks,
};
