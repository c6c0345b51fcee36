import { currentLocale } from '../i18n/language.ts';

/** Makes a formatter when it is first needed: by then the reader's locale is known. One is kept for each locale. */
export function perLocale<Formatter>(make: (locale: string) => Formatter): () => Formatter {
  const made = new Map<string, Formatter>();
  return () => {
    const locale = currentLocale();
    const formatter = made.get(locale) ?? make(locale);
    made.set(locale, formatter);
    return formatter;
  };
}
