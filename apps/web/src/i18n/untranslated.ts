/** Parts of the app that are in English only; src/i18n/texts.test.ts keeps every other part translated. */
export const untranslated: readonly string[] = [
  'features/billing/',
  'features/credits/',
  'features/plans/',
  'features/playground/',
  'features/subscriptions/',
  'features/system/',
  'features/usage/',
  'routes/admin-billing.tsx',
  'routes/history.tsx',
  'routes/overview.tsx',
  'routes/plans.tsx',
  'routes/sign-',
];
