import type { RouterOutputs } from '@scrip/api';
import { Link } from '@tanstack/react-router';
import { Notice } from '../../components/notice.tsx';
import { formatDateTime, formatDayAndYear } from '../../format/dates.ts';
import { dayOf } from '../../format/days.ts';
import { formatCredits } from '../../format/numbers.ts';
import { t } from '../../i18n/t.ts';
import { trpc } from '../../trpc/trpc.ts';

type Anomaly = RouterOutputs['usage']['anomalies'][number];

/** A day or an hour in which far more was used than usual. */
export default function AnomalyNotice({ anomaly }: { anomaly: Anomaly }) {
  const { day, span, startsAt, creditsSpent, usualCredits, limitCredits } = anomaly;
  const utils = trpc.useUtils();
  const dismiss = trpc.usage.dismissAnomaly.useMutation({
    onSuccess: () => utils.usage.anomalies.invalidate(),
  });
  const start = new Date(startsAt);
  // Unusual days are days of UTC: elsewhere they lie on two.
  const end = new Date(start.getTime() + (span === 'hour' ? 3_600_000 : 86_400_000) - 1);
  const when =
    span === 'hour'
      ? t('in the hour from {time}', { time: formatDateTime(startsAt) })
      : t('on {day}, UTC', { day: formatDayAndYear(day) });
  const usual = { usual: usualCredits, limit: limitCredits };
  return (
    <Notice
      tone="warning"
      title={t('Unusual use: {credits} {when}', { credits: formatCredits(creditsSpent), when })}
      onDismiss={() => !dismiss.isPending && dismiss.mutate({ day })}
    >
      {span === 'hour'
        ? t('Usually it is about {usual} an hour; more than {limit} counts as unusual.', usual)
        : t('Usually it is about {usual} a day; more than {limit} counts as unusual.', usual)}{' '}
      <Link to="/usage" search={{ from: dayOf(start), to: dayOf(end), unit: 'hour' }}>
        {t('See what it was')}
      </Link>
    </Notice>
  );
}
