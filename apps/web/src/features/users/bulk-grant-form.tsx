import { Button, FileButton, Textarea, TextInput } from '@mantine/core';
import type { RouterOutputs } from '@scrip/api';
import { useState } from 'react';
import { DataTable, tableClasses } from '../../components/data-table.tsx';
import classes from '../../components/dialogs.module.css';
import { ReasonForm } from '../../components/reason-form.tsx';
import { type FormEnds, useFormEnds } from '../../components/use-form-ends.ts';
import { formatCredits, formatNumber } from '../../format/numbers.ts';
import { readInstant } from '../../format/read-instant.ts';
import { plural, t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';
import { useIdempotencyKeys } from './use-idempotency-keys.ts';

// The columns have these names in every language.
const EXAMPLE = 'user,credits\nana@example.com,500';

type Preview = RouterOutputs['users']['previewBulkGrant'];

/** Grants credits to many at once: a dry run first, then all or nothing. */
export function BulkGrantForm(form: FormEnds) {
  const utils = trpc.useUtils();
  const [csv, setCsv] = useState('');
  const [expiresText, setExpiresText] = useState('');
  const { keyOf } = useIdempotencyKeys();
  const dryRun = trpc.users.previewBulkGrant.useMutation();
  const preview = dryRun.variables?.csv === csv ? dryRun.data : undefined;
  const done = t('{credits} granted to {count} users.', {
    credits: formatCredits(preview?.totalCredits ?? 0),
    count: preview?.users ?? 0,
  });
  const { ends, start } = useFormEnds(done, form, () => {
    void utils.users.invalidate();
    void utils.audit.invalidate();
  });
  const apply = trpc.users.applyBulkGrant.useMutation(ends);
  const expiresAt = readInstant(expiresText);
  const submit = (reason: string) => {
    const request = { csv, reason, ...(expiresAt && { expiresAt }) };
    start(() => apply.mutate({ ...request, idempotencyKey: keyOf(request) }));
  };
  return (
    <ReasonForm
      verb={
        preview?.isApplicable
          ? t('Grant {credits}', { credits: formatCredits(preview.totalCredits) })
          : t('Dry run')
      }
      color="green"
      error={apply.error ?? dryRun.error}
      isPending={apply.isPending || dryRun.isPending}
      onClose={form.onClose}
      hasFields
      onCheck={() => {
        if (preview) return preview.isApplicable;
        if (csv.trim()) dryRun.mutate({ csv });
        return false;
      }}
      onSubmit={submit}
      reasonText={t('Kept with the entry, where its owner can read it, and in the audit log.')}
    >
      <Textarea
        data-autofocus
        label={t('Users and credits')}
        description={t(
          'A first line “user,credits”, then one user a line: an e-mail, a user id or a Clerk id.',
        )}
        placeholder={EXAMPLE}
        inputWrapperOrder={['label', 'description', 'input']}
        minRows={5}
        maxRows={10}
        autosize
        spellCheck={false}
        value={csv}
        onChange={({ currentTarget }) => setCsv(currentTarget.value)}
      />
      <FileButton accept=".csv,text/csv" onChange={(file) => void file?.text().then(setCsv)}>
        {(props) => (
          <Button {...props} variant="default" size="compact-sm">
            {t('Read a file…')}
          </Button>
        )}
      </FileButton>
      <TextInput
        type="datetime-local"
        label={t('Expires')}
        description={t('Empty: never')}
        inputWrapperOrder={['label', 'input', 'description']}
        value={expiresText}
        onChange={({ currentTarget }) => setExpiresText(currentTarget.value)}
      />
      {preview && <DryRun preview={preview} />}
    </ReasonForm>
  );
}

function DryRun({ preview }: { preview: Preview }) {
  const problems = preview.lines.filter(({ problem }) => problem !== null);
  return (
    <div role="status">
      <p className={classes.effect}>
        {preview.isApplicable
          ? t('{count} users get {credits} together.', {
              count: preview.users,
              credits: formatCredits(preview.totalCredits),
            })
          : plural(
              problems.length,
              '{count} line is wrong, so nothing can be granted.',
              '{count} lines are wrong, so nothing can be granted.',
            )}
      </p>
      <DataTable caption={t('Dry run, line by line')} maxHeightPx={220} isFocusable>
        <thead>
          <tr>
            <th scope="col">{t('Line')}</th>
            <th scope="col">{t('User')}</th>
            <th scope="col" className={tableClasses.number}>
              {t('Credits')}
            </th>
            <th scope="col">{t('Problem')}</th>
          </tr>
        </thead>
        <tbody>
          {(problems.length > 0 ? problems : preview.lines).map(({ line, user, amountCredits, problem }) => (
            <tr key={line}>
              <th scope="row">{formatNumber(line)}</th>
              <td>{user || '–'}</td>
              <td className={tableClasses.number}>
                {amountCredits === null ? '–' : formatNumber(amountCredits)}
              </td>
              <td>{problem ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  );
}
