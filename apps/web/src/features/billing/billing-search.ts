import * as z from 'zod/mini';

const text = z.catch(z.optional(z.string().check(z.maxLength(255))), undefined);

/** What the address of the inbox says: the states shown, and the delivery that is open. */
export const InboxSearch = z.object({ status: text, delivery: text });
export type InboxSearch = z.infer<typeof InboxSearch>;

/** What the address of the events says: whose are shown. */
export const EventsSearch = z.object({ user: text });
export type EventsSearch = z.infer<typeof EventsSearch>;
