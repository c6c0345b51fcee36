import { randomUUID } from 'node:crypto';
import {
  ensureFeatureCatalogue,
  grantCredits,
  type Logger,
  type ServiceContext,
  type UserPrincipal,
} from '@scrip/api/server';
import type { Database, Db, Role } from '@scrip/database';

export type LogRecord = { level: 'info' | 'warn' | 'error'; fields: object; message: string };

/** A logger that keeps what it is told, for tests that look at it. */
export function recordingLogger(): Logger & { records: LogRecord[] } {
  const records: LogRecord[] = [];
  const record = (level: LogRecord['level']) => (fields: object, message: string) => {
    records.push({ level, fields, message });
  };
  return { records, info: record('info'), warn: record('warn'), error: record('error') };
}

/** The system's context on a database, with a clock that the test sets. */
export function systemContext<Handle extends Db>(
  db: Handle,
  now: () => Date = () => new Date(),
): ServiceContext & { db: Handle } {
  return { principal: { kind: 'system' }, db, now, logger: recordingLogger() };
}

export type TestAccount = UserPrincipal & {
  /** The system's context: the app's own code acting for this user. */
  system: ServiceContext;
  /** The user's own context. */
  own: ServiceContext;
};

/** A fresh user with a balance that consists of one grant of `credits`, or of nothing. */
export async function createAccount(
  db: Db,
  options: { id?: string; credits?: number; role?: Role; isActive?: boolean; now?: () => Date } = {},
): Promise<TestAccount> {
  const system = systemContext(db, options.now);
  await ensureFeatureCatalogue(system);
  const clerkId = `user_${randomUUID()}`;
  const user = await db.user.create({
    data: {
      ...(options.id ? { id: options.id } : {}),
      clerkId,
      email: `${clerkId}@example.com`,
      role: options.role ?? 'USER',
      isActive: options.isActive ?? true,
      creditBalance: { create: { clerkUserId: clerkId } },
    },
  });
  const { credits = 100 } = options;
  if (credits > 0) {
    await grantCredits(system, {
      userId: user.id,
      amountCredits: credits,
      source: 'PROMOTION',
      idempotencyKey: 'opening',
    });
  }
  const principal = { kind: 'user', userId: user.id, clerkUserId: clerkId, role: user.role } as const;
  return { ...principal, system, own: { ...system, principal } };
}

/** Sets what a built-in feature costs, as an admin's override. */
export async function setFeatureCosts(db: Database, featureCosts: Record<string, unknown>): Promise<void> {
  // The column takes any JSON; the tests store ill-formed overrides on purpose.
  const json = JSON.parse(JSON.stringify(featureCosts));
  await db.adminSettings.upsert({
    where: { id: 'singleton' },
    create: { featureCosts: json },
    update: { featureCosts: json },
  });
}
