import { isClerkAPIResponseError } from '@clerk/backend/errors';
import { createClerkClient } from '@clerk/express';
import { ClerkPlan, type ClerkPlanSource, DomainError, type DomainErrorDetails } from '@scrip/api/server';
import type { ClerkConnection } from './deps.ts';

const PAGE_SIZE = 100;
const MAX_PAGES = 50;

type Failure = DomainErrorDetails['CLERK_FAILED'];
export type Client = ReturnType<typeof createClerkClient>;
type SdkPlan = Awaited<ReturnType<Client['billing']['getPlanList']>>['data'][number];

const sentences: Record<Failure['reason'], string> = {
  unauthorized: 'Clerk refused the secret key. Check CLERK_SECRET_KEY.',
  forbidden: 'Clerk does not let this secret key read its plans. Use a key of this application.',
  not_found: 'Clerk has no plan list for this application: billing is not enabled there.',
  rate_limited: 'Clerk gets too many calls at the moment. Try again in a minute.',
  failed: 'Clerk could not answer. Try again later.',
  unreachable: 'Clerk could not be reached. Check that this server is online, then try again.',
  timeout: 'Clerk did not answer in time. Try again.',
  unexpected: 'Clerk answered something that is no plan list.',
};

/** All plans for users by Clerk's Backend API, page by page. Each failure says what to do about it. */
export function createClerkPlanSource(clerk: ClerkConnection, timeoutMs = 10_000): ClerkPlanSource {
  const client = createBackendClient(clerk);
  return () => askClerk(() => listPlans(client), timeoutMs);
}

export function createBackendClient({ publishableKey, secretKey, apiUrl }: ClerkConnection): Client {
  return createClerkClient({
    publishableKey,
    secretKey,
    ...(apiUrl ? { apiUrl } : {}),
    telemetry: { disabled: true },
  });
}

/** Throws DomainError CLERK_FAILED, whatever went wrong. */
export async function askClerk<Answer>(ask: () => Promise<Answer>, timeoutMs = 10_000): Promise<Answer> {
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(() => timeout.reject(refusal('timeout', null)), timeoutMs);
  try {
    return await Promise.race([ask(), timeout.promise]);
  } catch (error) {
    throw error instanceof DomainError ? error : describe(error);
  } finally {
    clearTimeout(timer);
  }
}

async function listPlans(client: Client): Promise<ClerkPlan[]> {
  const plans: ClerkPlan[] = [];
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const answer = await client.billing.getPlanList({
      payerType: 'user',
      limit: PAGE_SIZE,
      offset: page * PAGE_SIZE,
    });
    const read = ClerkPlan.array().safeParse(answer.data.map(toWire));
    if (!read.success) throw refusal('unexpected', 200, read.error);
    plans.push(...read.data);
    if (answer.data.length === 0 || plans.length >= answer.totalCount) break;
  }
  // A plan that is added while the pages are read can move one from a page to the next.
  return [...new Map(plans.map((plan) => [plan.id, plan])).values()];
}

function toWire(plan: SdkPlan): unknown {
  return {
    ...plan,
    for_payer_type: plan.forPayerType,
    publicly_visible: plan.publiclyVisible,
    has_base_fee: plan.hasBaseFee,
    annual_fee: plan.annualFee,
    annual_monthly_fee: plan.annualMonthlyFee,
  };
}

function describe(error: unknown): DomainError {
  if (!isClerkAPIResponseError(error)) return refusal('unexpected', null, error);
  const { status } = error;
  // The backend package leaves the status out when no answer came.
  if (!status) return refusal('unreachable', null, error);
  if (status === 401) return refusal('unauthorized', status, error);
  if (status === 403) return refusal('forbidden', status, error);
  if (status === 404) return refusal('not_found', status, error);
  if (status === 429) return refusal('rate_limited', status, error);
  return refusal(status >= 500 ? 'failed' : 'unexpected', status, error);
}

function refusal(reason: Failure['reason'], status: number | null, cause?: unknown): DomainError {
  const details = { reason, status };
  return new DomainError('CLERK_FAILED', sentences[reason], details, { cause });
}
