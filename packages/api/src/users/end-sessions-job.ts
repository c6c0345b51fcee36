import { defineJob } from '../jobs/job-kind.ts';
import { endSessionsKind } from './end-sessions.ts';
import { findUser } from './repository.ts';

/** Signs a deactivated user out everywhere; one who was reactivated meanwhile stays signed in. */
export const endSessionsJob = defineJob({
  ...endSessionsKind,
  async run({ db, clerkSessions }, { userId }) {
    const user = await findUser(db, userId);
    // Without a connection to Clerk there is no session to end; every request is refused by the row alone.
    if (user && !user.isActive) await clerkSessions?.endAll(user.clerkId);
  },
});
