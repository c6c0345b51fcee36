import { TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import classes from '../../components/dialogs.module.css';
import { ReasonForm } from '../../components/reason-form.tsx';
import { TimeText } from '../../components/time-text.tsx';
import { type FormEnds, useFormEnds } from '../../components/use-form-ends.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';

export function InviteForm(form: FormEnds) {
  const utils = trpc.useUtils();
  const [email, setEmail] = useState('');
  const [isChecked, setChecked] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const { ends, start } = useFormEnds(t('{email} is invited.', { email }), form, () => {
    void utils.users.invitations.invalidate();
    void utils.audit.invalidate();
  });
  const invite = trpc.users.invite.useMutation(ends);
  const invitations = trpc.users.invitations.useQuery(undefined, { retry: false });
  const isAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim());
  return (
    <>
      <ReasonForm
        verb={t('Invite')}
        color="green"
        error={invite.error}
        isPending={invite.isPending}
        onClose={form.onClose}
        hasFields
        onCheck={() => {
          setChecked(true);
          if (!isAddress) input.current?.focus();
          return isAddress;
        }}
        onSubmit={(reason) => start(() => invite.mutate({ email: email.trim(), reason }))}
      >
        <p className={classes.effect}>
          {t('They get a mail with a link to sign up, and the credits of every new account.')}
        </p>
        <TextInput
          ref={input}
          data-autofocus
          type="email"
          label={t('E-mail')}
          required
          maxLength={254}
          autoComplete="off"
          value={email}
          onChange={({ currentTarget }) => setEmail(currentTarget.value)}
          error={isChecked && !isAddress && t('This is no e-mail address.')}
        />
      </ReasonForm>
      {invitations.data && invitations.data.length > 0 && (
        <DataTable caption={t('Invitations, newest first')} maxHeightPx={220} isFocusable>
          <thead>
            <tr>
              <th scope="col">{t('Invited')}</th>
              <th scope="col">{t('Status')}</th>
              <th scope="col">{t('When')}</th>
            </tr>
          </thead>
          <tbody>
            {invitations.data.map(({ id, email: invited, status, createdAt }) => (
              <tr key={id}>
                <th scope="row">{invited}</th>
                <td>{status}</td>
                <td>
                  <TimeText instant={createdAt} mode="relative" />
                </td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </>
  );
}
