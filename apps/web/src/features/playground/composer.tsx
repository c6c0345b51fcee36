import { Button, Textarea } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, type RefObject, useId } from 'react';
import { t } from '../../i18n/t.ts';
import classes from './composer.module.css';

type ComposerProps = {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  onSubmit: () => void;
  /** While set, the button stops the work instead. */
  onStop: (() => void) | null;
  submitLabel: string;
  /** Why it cannot be sent now. */
  obstacle: string | null;
  inputRef: RefObject<HTMLTextAreaElement | null>;
  /** At the left of the button. */
  children?: ReactNode;
};

/** A text field with its button. Enter sends, Shift+Enter starts a line. */
export function Composer(props: ComposerProps) {
  const { label, placeholder, value, onChange, onSubmit, onStop, submitLabel, obstacle, inputRef } = props;
  const noteId = useId();
  const canSubmit = !onStop && !obstacle && value.trim() !== '';

  function submit(event: { preventDefault: () => void }) {
    event.preventDefault();
    if (canSubmit) onSubmit();
  }

  function submitOnEnter(event: KeyboardEvent) {
    // Enter also ends the composition of a character in Japanese, Chinese, Korean.
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) submit(event);
  }

  return (
    <form className={classes.composer} onSubmit={submit}>
      <Textarea
        ref={inputRef}
        autosize
        minRows={2}
        maxRows={8}
        aria-label={label}
        aria-describedby={noteId}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={submitOnEnter}
        classNames={{ input: classes.input }}
      />
      <div className={classes.row}>
        {props.children}
        <span className={classes.hint}>
          {onStop ? t('Esc stops') : t('Enter sends, Shift+Enter starts a line')}
        </span>
        {onStop ? (
          <Button variant="default" onClick={onStop}>
            {t('Stop')}
          </Button>
        ) : (
          <Button type="submit" disabled={!canSubmit}>
            {submitLabel}
          </Button>
        )}
      </div>
      <p className={classes.obstacle} id={noteId} role="status">
        {obstacle}
      </p>
    </form>
  );
}
