import { adminProcedure, router } from '../trpc.ts';
import { GetMailInput, ListMailInput, MailDetail, MailPage, MailState } from './schema.ts';
import { getLocalMail, getMailState, listLocalMail } from './service.ts';

export const mailRouter = router({
  /** Admins: how mail leaves. */
  state: adminProcedure.output(MailState).query(({ ctx }) => getMailState(ctx)),

  /** Admins: the messages that stayed on this machine because there is no mail server, newest first. */
  list: adminProcedure
    .input(ListMailInput)
    .output(MailPage)
    .query(({ ctx, input }) => listLocalMail(ctx, input)),

  /** Admins: one of them. */
  get: adminProcedure
    .input(GetMailInput)
    .output(MailDetail)
    .query(({ ctx, input }) => getLocalMail(ctx, input)),
});
