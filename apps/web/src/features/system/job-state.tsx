import type { RouterOutputs } from '@scrip/api';
import { t } from '../../i18n/t.ts';
import { stateLabels } from './job-words.ts';
import classes from './system.module.css';

type State = RouterOutputs['jobs']['list']['items'][number]['state'];

const tones: Partial<Record<State, string | undefined>> = {
  dead: classes.bad,
  failing: classes.warn,
  done: classes.muted,
};

export function JobState({ state }: { state: State }) {
  return <span className={tones[state]}>{t(stateLabels[state])}</span>;
}
