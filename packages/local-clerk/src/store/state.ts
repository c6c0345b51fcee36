import { z } from 'zod';
import { BillingPlan } from '../billing/plan.ts';
import { ItemRecord, PaymentRecord, SubscriptionRecord } from '../billing/records.ts';

const instant = z.number().int();
const metadata = z.record(z.string(), z.unknown());

export const UserRecord = z.object({
  id: z.string(),
  emailId: z.string(),
  email: z.string(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  externalId: z.string().nullable(),
  /** The file of an uploaded picture. */
  imageName: z.string().nullable(),
  passwordHash: z.string().nullable(),
  passwordUpdatedAt: instant.nullable(),
  publicMetadata: metadata,
  privateMetadata: metadata,
  unsafeMetadata: metadata,
  banned: z.boolean(),
  locked: z.boolean(),
  createdAt: instant,
  updatedAt: instant,
  lastSignInAt: instant.nullable(),
  lastActiveAt: instant.nullable(),
});
export type UserRecord = z.infer<typeof UserRecord>;

export const SessionRecord = z.object({
  id: z.string(),
  clientId: z.string(),
  userId: z.string(),
  status: z.enum(['active', 'ended', 'removed', 'revoked', 'replaced', 'expired']),
  ipAddress: z.string(),
  userAgent: z.string(),
  createdAt: instant,
  updatedAt: instant,
  lastActiveAt: instant,
  expireAt: instant,
  abandonAt: instant,
});
export type SessionRecord = z.infer<typeof SessionRecord>;

export const SignInAttempt = z.object({
  id: z.string(),
  status: z.enum(['needs_identifier', 'needs_first_factor', 'complete']),
  strategy: z.enum(['password', 'ticket']).nullable(),
  identifier: z.string().nullable(),
  userId: z.string().nullable(),
  createdSessionId: z.string().nullable(),
  abandonAt: instant,
});
export type SignInAttempt = z.infer<typeof SignInAttempt>;

export const SignUpAttempt = z.object({
  id: z.string(),
  status: z.enum(['missing_requirements', 'complete']),
  email: z.string().nullable(),
  passwordHash: z.string().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  unsafeMetadata: metadata,
  invitationId: z.string().nullable(),
  createdUserId: z.string().nullable(),
  createdSessionId: z.string().nullable(),
  abandonAt: instant,
});
export type SignUpAttempt = z.infer<typeof SignUpAttempt>;

/** One browser: the holder of a `__client` cookie, with its sessions and unfinished attempts. */
export const ClientRecord = z.object({
  id: z.string(),
  secretHash: z.string(),
  signIn: SignInAttempt.nullable(),
  signUp: SignUpAttempt.nullable(),
  lastActiveSessionId: z.string().nullable(),
  /** When its set of sessions last changed; tokens issued earlier count as stale. */
  sessionsChangedAt: instant,
  createdAt: instant,
  updatedAt: instant,
});
export type ClientRecord = z.infer<typeof ClientRecord>;

export const TicketRecord = z.object({
  id: z.string(),
  userId: z.string(),
  status: z.enum(['pending', 'accepted', 'revoked']),
  tokenHash: z.string(),
  expireAt: instant,
  createdAt: instant,
  updatedAt: instant,
});
export type TicketRecord = z.infer<typeof TicketRecord>;

export const InvitationRecord = z.object({
  id: z.string(),
  email: z.string(),
  status: z.enum(['pending', 'accepted', 'revoked']),
  tokenHash: z.string(),
  publicMetadata: metadata,
  expireAt: instant,
  createdAt: instant,
  updatedAt: instant,
});
export type InvitationRecord = z.infer<typeof InvitationRecord>;

export const OutboxMessage = z.object({
  id: z.string(),
  /** Deliveries about one subject keep their order. */
  subjectId: z.string(),
  type: z.string(),
  payload: z.string(),
  // Files of before billing lack what follows.
  queuedAt: instant.default(0),
  /** Not tried earlier, and what follows it may overtake it. */
  notBefore: instant.default(0),
  /** The answers of the receiver so far, the last one at the end; null: none came. */
  attempts: z.array(z.object({ at: instant, status: z.number().nullable() })).default([]),
});
export type OutboxMessage = z.infer<typeof OutboxMessage>;

/** A message that left the outbox. */
export const DeliveryRecord = OutboxMessage.extend({ outcome: z.enum(['delivered', 'dropped', 'taken']) });
export type DeliveryRecord = z.infer<typeof DeliveryRecord>;

const BillingSettings = z.object({
  /** How far billing's clock is ahead. */
  clockOffsetMs: z.number().int(),
  /** Messages stay in the outbox until each is delivered by hand. */
  holdsDeliveries: z.boolean(),
});
export type BillingSettings = z.infer<typeof BillingSettings>;

export const State = z.object({
  version: z.literal(1),
  users: z.array(UserRecord),
  clients: z.array(ClientRecord),
  sessions: z.array(SessionRecord),
  tickets: z.array(TicketRecord),
  invitations: z.array(InvitationRecord),
  outbox: z.array(OutboxMessage),
  // Files of before billing lack it.
  billingPlans: z.array(BillingPlan).default([]),
  subscriptions: z.array(SubscriptionRecord).default([]),
  subscriptionItems: z.array(ItemRecord).default([]),
  payments: z.array(PaymentRecord).default([]),
  deliveries: z.array(DeliveryRecord).default([]),
  billingSettings: BillingSettings.default({ clockOffsetMs: 0, holdsDeliveries: false }),
});
export type State = z.infer<typeof State>;
