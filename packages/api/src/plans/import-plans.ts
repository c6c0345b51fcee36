import { createHash } from 'node:crypto';
import { requireAdmin } from '../authorization.ts';
import { canonicalJson } from '../canonical-json.ts';
import type { ServiceContext } from '../context.ts';
import { DomainError } from '../errors.ts';
import { parseInput } from '../validation.ts';
import { changePlans, getPlan } from './change-plans.ts';
import type { ClerkPlan } from './clerk-plan.ts';
import { addPlan } from './create-plan.ts';
import {
  ApplyImportInput,
  type ImportItem,
  type ImportPreview,
  type ImportResult,
  PreviewImportInput,
} from './import-schema.ts';
import { type PlanImport, planImport } from './plan-import.ts';
import { toPlan } from './plan-row.ts';
import { readPastedPlans } from './read-pasted-plans.ts';
import { listAllPlans } from './repository.ts';
import { CreatePlanInput } from './schema.ts';
import { applyChange } from './update-plan.ts';

/**
 * What an import would create, change and leave alone. Changes nothing.
 *
 * @throws NOT_CONFIGURED without a connection to Clerk, CLERK_FAILED when Clerk does not tell its plans, INVALID_INPUT
 * naming the line of a pasted text, FORBIDDEN to non-admins.
 */
export async function previewImport(ctx: ServiceContext, input: PreviewImportInput): Promise<ImportPreview> {
  requireAdmin(ctx);
  const { source, scope } = parseInput(PreviewImportInput, input);
  const clerkPlans = await readSource(ctx, source);
  return toPreview(planImport(clerkPlans, (await listAllPlans(ctx.db)).map(toPlan), scope));
}

/**
 * Does what the preview said, all of it or nothing, each plan audited by itself. New plans are offered at once only if
 * they are public at Clerk and were given credits. Done already, by whomever, it does nothing and says so.
 *
 * @throws OUT_OF_DATE when the preview would say something else by now; what `previewImport` throws.
 */
export async function applyImport(ctx: ServiceContext, input: ApplyImportInput): Promise<ImportResult> {
  requireAdmin(ctx);
  const { source, scope, previewId, credits } = parseInput(ApplyImportInput, input);
  // Before the transaction: no lock waits for Clerk.
  const clerkPlans = await readSource(ctx, source);
  return changePlans(ctx, async (tx) => {
    const preview = toPreview(planImport(clerkPlans, (await listAllPlans(tx.db)).map(toPlan), scope));
    const due = preview.items.filter(({ outcome }) => outcome === 'create' || outcome === 'change');
    if (due.length > 0 && preview.previewId !== previewId) {
      const message = 'Clerk’s plans or yours have changed since this preview. Look at the new one.';
      throw new DomainError('OUT_OF_DATE', message, { current: preview.previewId });
    }
    for (const item of due) {
      const clerkPlan = clerkPlans.find(({ id }) => id === item.clerkId);
      await applyItem(tx, item, { isPublic: clerkPlan?.publicly_visible ?? false, credits });
    }
    const count = (outcome: string) => due.filter((item) => item.outcome === outcome).length;
    return { created: count('create'), changed: count('change') };
  });
}

async function applyItem(
  ctx: ServiceContext,
  { outcome, plan, clerkId, clerkName, changes }: ImportItem,
  { isPublic, credits }: { isPublic: boolean; credits: Record<string, number> },
): Promise<void> {
  const next = Object.fromEntries(changes.map(({ field, to }) => [field, to]));
  if (outcome === 'change' && plan) {
    await applyChange(ctx, { plan: await getPlan(ctx, plan.id), next, action: 'plans.import' });
    return;
  }
  const { clerkName: _, ...content } = next;
  const own = credits[clerkId] ?? 0;
  const data = parseInput(CreatePlanInput, { ...content, credits: own, active: isPublic && own > 0 });
  await addPlan(ctx, { ...data, clerkName }, 'plans.import');
}

async function readSource(
  ctx: ServiceContext,
  source: { kind: 'clerk' } | { kind: 'paste'; json: string },
): Promise<ClerkPlan[]> {
  if (source.kind === 'paste') return readPastedPlans(source.json);
  if (ctx.clerkPlans) return ctx.clerkPlans();
  const message =
    'Scrip has no connection to Clerk here. Set CLERK_SECRET_KEY, or paste the plan list as JSON.';
  throw new DomainError('NOT_CONFIGURED', message, { missing: 'CLERK_SECRET_KEY' });
}

function toPreview(found: PlanImport): ImportPreview {
  const previewId = createHash('sha256').update(canonicalJson(found)).digest('base64url');
  return { previewId, ...found };
}
