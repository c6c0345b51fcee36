import type { SessionRecord } from '../store/state.ts';
import { bareSessionShape } from './client.ts';

const BROWSERS: [name: string, pattern: RegExp][] = [
  ['Edge', /Edg\/([\d.]+)/],
  ['Firefox', /Firefox\/([\d.]+)/],
  ['Chrome', /(?:Headless)?Chrome\/([\d.]+)/],
  ['Safari', /Version\/([\d.]+).*Safari/],
];
const SYSTEMS: [name: string, pattern: RegExp][] = [
  ['iPhone', /iPhone/],
  ['Android', /Android/],
  ['Windows', /Windows/],
  ['Macintosh', /Macintosh/],
  ['Linux', /Linux/],
];

/** A session as the list of active devices shows it. */
export function deviceShape(session: SessionRecord) {
  const agent = session.userAgent;
  const browser = BROWSERS.find(([, pattern]) => pattern.test(agent));
  return {
    ...bareSessionShape(session),
    user: null,
    latest_activity: {
      id: `sess_activity_${session.id}`,
      object: 'session_activity',
      browser_name: browser?.[0] ?? '',
      browser_version: browser?.[1].exec(agent)?.[1] ?? '',
      device_type: SYSTEMS.find(([, pattern]) => pattern.test(agent))?.[0] ?? '',
      ip_address: session.ipAddress,
      city: 'this machine',
      country: '',
      is_mobile: /Mobile/.test(agent),
    },
  };
}
