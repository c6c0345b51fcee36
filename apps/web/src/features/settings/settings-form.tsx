import { Button, Group, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import dialogClasses from '../../components/dialogs.module.css';
import { Panel } from '../../components/panel.tsx';
import { ReasonForm } from '../../components/reason-form.tsx';
import { toastDone } from '../../components/toast.tsx';
import { useOnceAtATime } from '../../components/use-once-at-a-time.ts';
import { type PlainText, t } from '../../i18n/t.ts';
import { hasDomainCode } from '../../trpc/errors.ts';
import { trpc } from '../../trpc/trpc.ts';
import classes from './features.module.css';
import {
  accountFields,
  checkDraft,
  configuredText,
  describeChanges,
  fileFields,
  type SettingsDraft,
  type SettingsView,
  TYPES_LABEL,
  toDraft,
  toSettings,
} from './settings-draft.ts';

/** What holds for the whole product. The form goes on meaning what its admin saw until they ask for the newest. */
export function SettingsForm({ current }: { current: SettingsView }) {
  const [seen, setSeen] = useState(current);
  const [draft, setDraft] = useState(() => toDraft(current.settings));
  const [isChecked, setChecked] = useState(false);
  const save = useSaveSettings((view) => {
    setSeen(view);
    setDraft(toDraft(view.settings));
  });
  const problems = checkDraft(draft);
  const shown = {
    draft,
    problems: isChecked ? problems : {},
    onChange: (changed: Partial<SettingsDraft>) => setDraft({ ...draft, ...changed }),
  };
  const isMoved = current.version > seen.version && !save.isPending;
  return (
    <Panel title={t('Accounts and files')}>
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
              settings: toSettings(draft),
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
          <NumberFields fields={accountFields} {...shown} />
          {current.configured && <FileFields placeholders={configuredText(current.configured)} {...shown} />}
        </ReasonForm>
      </div>
    </Panel>
  );
}

type FieldsProps = {
  fields: Partial<Record<keyof SettingsDraft, { label: PlainText; text: PlainText }>>;
  draft: SettingsDraft;
  problems: Partial<SettingsDraft>;
  placeholders?: SettingsDraft | undefined;
  onChange: (changed: Partial<SettingsDraft>) => void;
};

function NumberFields({ fields, draft, problems, placeholders, onChange }: FieldsProps) {
  // The names of the fields are those of the draft.
  const entries = Object.entries(fields) as [keyof SettingsDraft, { label: PlainText; text: PlainText }][];
  return (
    <div className={classes.fields}>
      {entries.map(([name, { label, text }]) => (
        <TextInput
          key={name}
          label={t(label)}
          description={t(text)}
          placeholder={placeholders?.[name]}
          inputMode="numeric"
          autoComplete="off"
          inputWrapperOrder={['label', 'input', problems[name] ? 'error' : 'description']}
          value={draft[name]}
          onChange={({ currentTarget }) => onChange({ [name]: currentTarget.value })}
          error={problems[name]}
        />
      ))}
    </div>
  );
}

function FileFields({ placeholders, ...rest }: Omit<FieldsProps, 'fields'>) {
  const { draft, problems, onChange } = rest;
  return (
    <>
      <p className={classes.group}>{t('Files: an empty field is as the server is configured.')}</p>
      <NumberFields fields={fileFields} placeholders={placeholders} {...rest} />
      <Textarea
        label={t(TYPES_LABEL)}
        description={t('One on a line, such as image/png. Files that are there stay.')}
        placeholder={placeholders?.uploadTypes}
        inputWrapperOrder={['label', 'input', problems.uploadTypes ? 'error' : 'description']}
        autosize
        minRows={3}
        maxRows={10}
        spellCheck={false}
        value={draft.uploadTypes}
        onChange={({ currentTarget }) => onChange({ uploadTypes: currentTarget.value })}
        error={problems.uploadTypes}
      />
    </>
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

function useSaveSettings(onSaved: (view: SettingsView) => void) {
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
