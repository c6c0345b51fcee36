import { CreatePlanInput } from '@scrip/api';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { domainErrorOf, sentenceOfError } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import { newDraft, type PlanDraft, toDraft, toInput } from './plan-draft.ts';
import type { AdminPlan } from './use-plans.ts';
import { useSavePlan } from './use-save-plan.ts';

export type FieldErrors = Record<string, string | undefined>;

/** The state of one opened plan form. `plan` is null for a new one. */
export function usePlanForm(plan: AdminPlan | null, onDone: () => void) {
  const [seen, setSeen] = useState(plan);
  const [draft, setDraft] = useState<PlanDraft>(() => (plan ? toDraft(plan) : newDraft));
  const [isChecked, setChecked] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const isSaved = useRef(false);
  const saving = useSavePlan(seen, () => {
    isSaved.current = true;
    onDone();
  });

  const refusal = saving.error ? domainErrorOf(saving.error) : null;
  const isStale = refusal?.code === 'OUT_OF_DATE';
  const errors = isChecked ? { ...errorsOf(draft), ...errorsOfRefusal(saving.error) } : {};
  const problem = saving.error && !hasField(saving.error) ? sentenceOfError(saving.error) : null;

  const hasErrors = Object.keys(errors).length > 0;
  useEffect(() => {
    if (saving.error && hasErrors) focusFirstError(form.current);
  }, [saving.error, hasErrors]);

  const change = (part: Partial<PlanDraft>) => {
    setDraft((current) => ({ ...current, ...part }));
    if (saving.error && !isStale) saving.reset();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (Object.keys(errorsOf(draft)).length > 0) {
      // After the fields have been marked.
      requestAnimationFrame(() => focusFirstError(form.current));
      return;
    }
    saving.send(toInput(draft));
  };
  const utils = trpc.useUtils();
  const reload = async () => {
    // What this screen was given may still be the version that was refused. A failure leaves the button to try again.
    const plans = await utils.plans.listAll.fetch(undefined, { staleTime: 0 }).catch(() => []);
    const newest = plans.find(({ id }) => id === seen?.id);
    if (!newest) return;
    setSeen(newest);
    setDraft(toDraft(newest));
    saving.reset();
  };
  const hasChanges = () =>
    !isSaved.current && JSON.stringify(draft) !== JSON.stringify(seen ? toDraft(seen) : newDraft);
  const { isPending } = saving;
  return { form, draft, errors, problem, isStale, hasChanges, change, submit, reload, isPending };
}

export type PlanForm = ReturnType<typeof usePlanForm>;

function errorsOf(draft: PlanDraft): FieldErrors {
  const { error } = CreatePlanInput.safeParse(toInput(draft));
  return firstOf(error?.issues.map(({ path, message }) => ({ path: path.join('.'), message })) ?? []);
}

function errorsOfRefusal(error: unknown): FieldErrors {
  const refusal = domainErrorOf(error);
  if (refusal?.code === 'ALREADY_EXISTS') return { [refusal.field]: sentenceOfError(error) };
  return refusal?.code === 'INVALID_INPUT' ? firstOf(refusal.issues) : {};
}

function hasField(error: unknown): boolean {
  return Object.keys(errorsOfRefusal(error)).length > 0;
}

function firstOf(issues: { path: string; message: string }[]): FieldErrors {
  const errors: FieldErrors = {};
  for (const { path, message } of issues) errors[path] ??= message;
  return errors;
}

function focusFirstError(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
