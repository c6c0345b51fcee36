import type { RouterInputs } from '@scrip/api';
import { useState } from 'react';
import { toastDone } from '../../components/toast.tsx';
import { useOnceAtATime } from '../../components/use-once-at-a-time.ts';
import { t } from '../../i18n/t.ts';
import { domainErrorOf } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import { readWhole } from './plan-draft.ts';
import { usePlansChanged } from './use-plans.ts';

type PreviewInput = RouterInputs['plans']['previewImport'];

type ImportDraft = { kind: 'clerk' | 'paste'; json: string; scope: 'plans' | 'prices' };

const emptyDraft: ImportDraft = { kind: 'clerk', json: '', scope: 'plans' };

/** The state of one opened import dialog. Whatever is changed above the preview makes it void. */
export function useImport(onDone: () => void, onBusy: (isBusy: boolean) => void) {
  const [draft, setDraft] = useState(emptyDraft);
  const [credits, setCredits] = useState<Record<string, string>>({});
  const { begin, end } = useOnceAtATime();
  const plansChanged = usePlansChanged();
  const preview = trpc.plans.previewImport.useMutation();
  const application = trpc.plans.applyImport.useMutation({
    onSuccess: ({ created, changed }) => {
      toastDone(doneSentence(created, changed));
      onDone();
    },
    onSettled: () => {
      end();
      onBusy(false);
      plansChanged();
    },
  });
  const input: PreviewInput = {
    source: draft.kind === 'clerk' ? { kind: 'clerk' } : { kind: 'paste', json: draft.json },
    scope: draft.scope,
  };
  const change = (part: Partial<ImportDraft>) => {
    setDraft({ ...draft, ...part });
    preview.reset();
    application.reset();
  };
  const look = () => {
    application.reset();
    preview.mutate(input);
  };
  const badCredits = Object.entries(credits).flatMap(([id, text]) =>
    text.trim() === '' || readWhole(text) >= 0 ? [] : [id],
  );
  const apply = () => {
    if (!preview.data || badCredits.length > 0 || !begin()) return;
    onBusy(true);
    const entered = Object.entries(credits).filter(([, text]) => text.trim() !== '');
    application.mutate({
      ...input,
      previewId: preview.data.previewId,
      credits: Object.fromEntries(entered.map(([id, text]) => [id, readWhole(text)])),
    });
  };
  const setCreditsOf = (clerkId: string, text: string) => setCredits({ ...credits, [clerkId]: text });
  const isStale = domainErrorOf(application.error)?.code === 'OUT_OF_DATE';
  return { draft, change, preview, look, credits, setCreditsOf, badCredits, application, apply, isStale };
}

export type PlanImport = ReturnType<typeof useImport>;

function doneSentence(created: number, changed: number): string {
  if (created + changed === 0) return t('Everything was imported already.');
  const parts = [
    created > 0 && t('{count} created', { count: created }),
    changed > 0 && t('{count} changed', { count: changed }),
  ];
  return t('Imported from Clerk: {what}.', { what: parts.filter(Boolean).join(', ') });
}
