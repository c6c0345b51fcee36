import { Notifications } from '@mantine/notifications';

/** Where toasts appear. `notifications.show` of @mantine/notifications puts one there. */
export default function Toasts() {
  return <Notifications position="bottom-right" limit={3} />;
}
