import { Button, Textarea } from '@mantine/core';
import type { RouterOutputs } from '@scrip/api';
import { type SubmitEvent, useState } from 'react';
import { ActionDialog } from '../../components/action-dialog.tsx';
import dialogClasses from '../../components/dialogs.module.css';
import listClasses from '../../components/list.module.css';
import { Panel } from '../../components/panel.tsx';
import { QueryError } from '../../components/query-error.tsx';
import { ReasonForm } from '../../components/reason-form.tsx';
import { TableSkeleton } from '../../components/table-skeleton.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { type FormEnds, useFormEnds } from '../../components/use-form-ends.ts';
import { useLastShown } from '../../components/use-last-shown.ts';
import { useOnceAtATime } from '../../components/use-once-at-a-time.ts';
import { t } from '../../i18n/t.ts';
import { sentenceOfError } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import classes from './notes-panel.module.css';
import { nameOf } from './user-name.ts';

type Note = RouterOutputs['users']['notes'][number];

/** What admins write about a user for each other. */
export function NotesPanel({ userId }: { userId: string }) {
  const notes = trpc.users.notes.useQuery({ userId });
  const [open, setOpen] = useState<Note | null>(null);
  const last = useLastShown(open);
  const [isBusy, setBusy] = useState(false);
  const form = { onClose: () => setOpen(null), onBusy: setBusy };
  return (
    <Panel title={t('Notes')}>
      {notes.data ? (
        notes.data.map((note) => (
          <article key={note.id} className={classes.note}>
            <p className={classes.text}>{note.text}</p>
            <p className={classes.by}>
              {note.author ? nameOf(note.author) : t('Scrip itself')}, <TimeText instant={note.createdAt} />
              <Button size="compact-xs" variant="subtle" color="red" onClick={() => setOpen(note)}>
                {t('Delete…')}
              </Button>
            </p>
          </article>
        ))
      ) : notes.error ? (
        <QueryError
          title={t('The notes failed to load')}
          error={notes.error}
          onRetry={() => void notes.refetch()}
          isRetrying={notes.isFetching}
        />
      ) : (
        <TableSkeleton rows={1} label={t('Loading the notes')} />
      )}
      {notes.data?.length === 0 && (
        <p className={listClasses.muted}>{t('None yet. Users never see them.')}</p>
      )}
      <AddNote userId={userId} />
      <ActionDialog title={t('Delete note')} isOpen={open !== null} isBusy={isBusy} onClose={form.onClose}>
        {last && <RemoveNote {...form} userId={userId} note={last} />}
      </ActionDialog>
    </Panel>
  );
}

function AddNote({ userId }: { userId: string }) {
  const utils = trpc.useUtils();
  const [text, setText] = useState('');
  const { begin, end } = useOnceAtATime();
  const add = trpc.users.addNote.useMutation({
    onSuccess: () => setText(''),
    onSettled: () => {
      end();
      void utils.users.notes.invalidate({ userId });
      void utils.audit.invalidate();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (text.trim() && begin()) add.mutate({ userId, text: text.trim() });
  };
  return (
    <form onSubmit={submit} className={classes.add}>
      <Textarea
        aria-label={t('New note')}
        placeholder={t('What the next admin should know')}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={4_000}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        error={add.error && sentenceOfError(add.error)}
      />
      <Button type="submit" variant="default" disabled={!text.trim()} loading={add.isPending}>
        {t('Add note')}
      </Button>
    </form>
  );
}

function RemoveNote({ userId, note, ...form }: FormEnds & { userId: string; note: Note }) {
  const utils = trpc.useUtils();
  const { ends, start } = useFormEnds(t('The note is deleted.'), form, () => {
    void utils.users.notes.invalidate({ userId });
    void utils.audit.invalidate();
  });
  const remove = trpc.users.removeNote.useMutation(ends);
  return (
    <ReasonForm
      verb={t('Delete note')}
      color="red"
      error={remove.error}
      isPending={remove.isPending}
      onClose={form.onClose}
      onSubmit={(reason) => start(() => remove.mutate({ userId, id: note.id, reason }))}
    >
      <p className={dialogClasses.effect}>{note.text}</p>
    </ReasonForm>
  );
}
