import { Button } from '@mantine/core';
import { formatDateTime } from '../format/dates.ts';
import { t } from '../i18n/t.ts';
import { trpc } from '../trpc/trpc.ts';
import { currentView, forgetView, leaveView } from '../trpc/view-as.ts';
import classes from './app-frame.module.css';
import { useMe } from './me.ts';

/** Says that an admin looks at the app as somebody else sees it, and leads back. */
export default function ViewBanner() {
  const me = useMe();
  const stop = trpc.users.stopViewing.useMutation({
    onSettled: () => leaveView(`/admin/users/${me.id}`),
  });
  if (!me.viewedBy) return null;
  const leave = () => {
    const token = currentView();
    // Only the admin can end the view; with the token the call would be the user's.
    forgetView();
    if (token) stop.mutate({ token });
    else leaveView(`/admin/users/${me.id}`);
  };
  return (
    <div className={classes.view} role="status">
      <span>
        {t('You see Scrip as {name} does, until {time}. Nothing can be changed.', {
          name: me.name ?? me.email ?? me.id,
          time: formatDateTime(me.viewedBy.endsAt),
        })}
      </span>
      <Button size="compact-sm" variant="default" onClick={leave} loading={stop.isPending}>
        {t('Back to the console')}
      </Button>
    </div>
  );
}
