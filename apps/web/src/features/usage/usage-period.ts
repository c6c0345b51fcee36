/** The period of Overview; days begin at midnight where the user is. */
export const usagePeriod = { days: 30, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
