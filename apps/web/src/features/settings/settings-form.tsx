import { Button, Group, TextInput } from '@mantine/core';
import type { RouterOutputs } from '@scrip/api';
import { type ReactNode, useState } from 'react';
import dialogClasses from '../../components/dialogs.module.css';
import { Panel } from '../../components/panel.tsx';
import { ReasonForm } from '../../components/reason-form.tsx';
import { toastDone } from '../../components/toast.tsx';
import { useOnceAtATime } from '../../components/use-once-at-a-time.ts';
import { readWhole } from '../../format/read-whole.ts';
import { type PlainText, t } from '../../i18n/t.ts';
import { hasDomainCode } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import classes from './features.module.css';

type View = RouterOutputs['settings']['get'];
type Settings = View['settings'];
type Draft = Record<keyof Settings, string>;

const fields = {
  signUpCredits: {
    label: 'Sign-up credits',
    text: 'The first grant of every new account. 0: none. Accounts that exist keep theirs.',
    most: 2_147_483_647,
  },
  lowBalancePercent: {
    label: 'Low balance (%)',
    text: 'A balance counts as low at or below this share of what was last granted, unless its owner chose a number.',
    most: 100,
  },
} as const satisfies Record<keyof Settings, { label: PlainText; text: PlainText; most: number }>;

const names = ['signUpCredits', 'lowBalancePercent'] as const;

function toDraft({ signUpCredits, lowBalancePercent }: Settings): Draft {
  return { signUpCredits: String(signUpCredits), lowBalancePercent: String(lowBalancePercent) };
}

/** What holds for the whole product. The form goes on meaning what its admin saw until they ask for the newest. */
export function SettingsForm({ current }: { current: View }) {
  const [seen, setSeen] = useState(current);
  const [draft, setDraft] = useState(() => toDraft(current.settings));
  const [isChecked, setChecked] = useState(false);
  const save = useSaveSettings((view) => {
    setSeen(view);
    setDraft(toDraft(view.settings));
  });
  const problems = checkDraft(draft);
  const isMoved = current.version > seen.version && !save.isPending;
  return (
    <Panel title={t('Accounts')}>
      <div className={classes.form}>
        <ReasonForm
          key={seen.version}
          verb={t('Save')}
          color="green"
          leaveLabel={t('Reset')}
          error={hasDomainCode(save.error, 'OUT_OF_DATE') ? null : save.error}
          isPending={save.isPending}
          onClose={() => setDraft(toDraft(seen.settings))}
          hasFields
          onCheck={() => {
            setChecked(true);
            return Object.keys(problems).length === 0 && !isMoved;
          }}
          onSubmit={(reason) =>
            save.send({
              settings: {
                signUpCredits: readWhole(draft.signUpCredits) ?? 0,
                lowBalancePercent: readWhole(draft.lowBalancePercent) ?? 0,
              },
              version: seen.version,
              reason,
            })
          }
        >
          {isMoved && (
            <Moved
              changes={describeChanges(seen.settings, current.settings)}
              onTake={() => {
                setSeen(current);
                setDraft(toDraft(current.settings));
              }}
              onKeep={() => setSeen(current)}
            />
          )}
          <div className={classes.fields}>
            {names.map((name) => (
              <TextInput
                key={name}
                label={t(fields[name].label)}
                description={t(fields[name].text)}
                inputMode="numeric"
                autoComplete="off"
                inputWrapperOrder={['label', 'input', isChecked && problems[name] ? 'error' : 'description']}
                value={draft[name]}
                onChange={({ currentTarget }) => setDraft({ ...draft, [name]: currentTarget.value })}
                error={isChecked && problems[name]}
              />
            ))}
          </div>
        </ReasonForm>
      </div>
    </Panel>
  );
}

function checkDraft(draft: Draft): Partial<Draft> {
  const problems: Partial<Draft> = {};
  for (const name of names) {
    const value = readWhole(draft[name]);
    const { most } = fields[name];
    if (value === null || value < 0 || value > most)
      problems[name] = t('Enter a whole number from 0 to {most}.', { most });
  }
  return problems;
}

function describeChanges(before: Settings, after: Settings): string[] {
  return names
    .filter((name) => before[name] !== after[name])
    .map((name) =>
      t('{name}: {before} → {after}', {
        name: t(fields[name].label),
        before: before[name],
        after: after[name],
      }),
    );
}

type MovedProps = { changes: ReactNode[]; onTake: () => void; onKeep: () => void };

function Moved({ changes, onTake, onKeep }: MovedProps) {
  return (
    <div role="alert" className={dialogClasses.refusal}>
      <div className={dialogClasses.sentence}>
        <strong>{t('Another admin has changed the settings meanwhile.')}</strong>
        <ul className={classes.changes}>
          {changes.map((change) => (
            <li key={String(change)}>{change}</li>
          ))}
        </ul>
      </div>
      <Group gap="xs">
        <Button size="compact-sm" variant="default" onClick={onTake}>
          {t('Start again from theirs')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onKeep}>
          {t('I have read it, keep mine')}
        </Button>
      </Group>
    </div>
  );
}

function useSaveSettings(onSaved: (view: View) => void) {
  const utils = trpc.useUtils();
  const { begin, end } = useOnceAtATime();
  const { mutate, error, isPending } = trpc.settings.update.useMutation({
    onSuccess: (view) => {
      toastDone(t('The settings are saved.'));
      utils.settings.get.setData(undefined, view);
      onSaved(view);
    },
    onSettled: () => {
      end();
      void utils.settings.invalidate();
      void utils.audit.invalidate();
    },
  });
  const send = (input: Parameters<typeof mutate>[0]) => {
    if (begin()) mutate(input);
  };
  return { send, error, isPending };
}
