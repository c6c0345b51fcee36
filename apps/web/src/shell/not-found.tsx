import { DeadEnd } from './dead-end.tsx';

/** Inside the app, so that its navigation stays. */
export function NotFound() {
  return <DeadEnd title="There is no such page" text="The address may be mistyped, or the page has moved." />;
}
