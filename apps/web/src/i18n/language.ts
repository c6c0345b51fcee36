export const languages = { en: 'English', 'pt-BR': 'Português (Brasil)' } as const;
export type Language = keyof typeof languages;

const STORED_AS = 'scrip-language';
const DEFAULT_LOCALE = 'en-GB';

type Catalogue = Readonly<Record<string, string>>;

// Chosen once, before the first render: changing it loads the page anew.
let language: Language = 'en';
let locale = DEFAULT_LOCALE;
let catalogue: Catalogue | null = null;

function isLanguage(text: string | null): text is Language {
  return text !== null && Object.hasOwn(languages, text);
}

/** The language that somebody chose here, or else the first that the browser asks for and that there is. */
export function pickLanguage(chosen: string | null, asked: readonly string[]): Language {
  if (isLanguage(chosen)) return chosen;
  for (const tag of asked) {
    if (/^pt\b/i.test(tag)) return 'pt-BR';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}

/** How numbers and dates are written: by the habits of the reader's own region, if it speaks the language. */
export function pickLocale(picked: Language, asked: readonly string[]): string {
  const prefix = picked.slice(0, 2);
  const own = asked.find((tag) => tag.toLowerCase().startsWith(`${prefix}-`));
  return own ?? (picked === 'en' ? DEFAULT_LOCALE : picked);
}

/** Loads the texts of the reader's language. Texts are read while components render, so this comes before all. */
export async function startLanguage(): Promise<void> {
  language = pickLanguage(localStorage.getItem(STORED_AS), navigator.languages);
  locale = pickLocale(language, navigator.languages);
  document.documentElement.lang = language;
  if (language === 'pt-BR') catalogue = (await import('./pt-br/texts.ts')).ptBr;
}

export function chooseLanguage(chosen: Language): void {
  localStorage.setItem(STORED_AS, chosen);
  window.location.reload();
}

export const currentLanguage = (): Language => language;
export const currentLocale = (): string => locale;
/** Null while English, in which the texts are written, is shown. */
export const currentCatalogue = (): Catalogue | null => catalogue;
