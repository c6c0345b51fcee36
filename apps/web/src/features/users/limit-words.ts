import type { RouterOutputs } from '@scrip/api';
import type { PlainText } from '../../i18n/t.ts';

export type Limits = RouterOutputs['accounts']['limits'];
export type Cap = Limits['caps'][number];

export const capPeriods = { DAY: 'a day', MONTH: 'a month' } as const satisfies Record<
  Cap['period'],
  PlainText
>;
