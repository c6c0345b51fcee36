import { defineJob } from '../jobs/job-kind.ts';
import { inviteUserKind, requireInvitations } from './invite-user.ts';

/** Run again after an answer that was lost, it invites anew: the address gets a second mail, and one invitation holds. */
export const inviteUserJob = defineJob({
  ...inviteUserKind,
  async run(ctx, { email }) {
    await requireInvitations(ctx).invite(email);
  },
});
