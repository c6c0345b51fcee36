import { useState } from 'react';
import classes from '../../components/dialogs.module.css';
import { ReasonForm } from '../../components/reason-form.tsx';
import { toastUndo } from '../../components/toast.tsx';
import { type FormEnds, useFormEnds } from '../../components/use-form-ends.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import type { AdminFeature } from './price-words.ts';
import { useFeatureChanged } from './use-feature-changed.ts';

/** Takes a feature out of use, or back into it; either can be undone. */
export function ArchiveFeatureForm({ feature, ...form }: FormEnds & { feature: AdminFeature }) {
  // The dialog goes on meaning what it said when it opened.
  const [seen] = useState(feature);
  const changed = useFeatureChanged();
  const undo = { onSettled: changed };
  const undoArchive = trpc.features.restore.useMutation(undo);
  const undoRestore = trpc.features.archive.useMutation(undo);
  const { ends, start } = useFormEnds(null, form, changed);
  const archive = trpc.features.archive.useMutation({
    ...ends,
    onSuccess: ({ key, name, version }) => {
      ends.onSuccess();
      toastUndo(t('{name} is archived.', { name }), () =>
        undoArchive.mutate({ key, version, reason: `${t('Undo')}: ${t('Archive feature')}` }),
      );
    },
  });
  const restore = trpc.features.restore.useMutation({
    ...ends,
    onSuccess: ({ key, name, version }) => {
      ends.onSuccess();
      toastUndo(t('{name} is in use again.', { name }), () =>
        undoRestore.mutate({ key, version, reason: `${t('Undo')}: ${t('Restore feature')}` }),
      );
    },
  });
  const change = seen.active ? archive : restore;
  return (
    <ReasonForm
      verb={seen.active ? t('Archive') : t('Restore')}
      color={seen.active ? 'red' : 'green'}
      error={change.error}
      isPending={change.isPending}
      onClose={form.onClose}
      onSubmit={(reason) => start(() => change.mutate({ key: seen.key, version: seen.version, reason }))}
    >
      <p className={classes.effect}>
        <strong>{seen.name}</strong>:{' '}
        {seen.active
          ? t('every further spend on it is refused. Its entries, prices and open holds stay.')
          : t('it can be charged again, at the price that it has.')}
      </p>
    </ReasonForm>
  );
}
