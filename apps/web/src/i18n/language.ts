/** Each by its own name, in the order in which they are offered. */
export const languages = [
  { tag: 'en', name: 'English' },
  { tag: 'pt-BR', name: 'Português (Brasil)' },
] as const;
export type Language = (typeof languages)[number]['tag'];

const STORED_AS = 'scrip-language';

type Catalogue = Readonly<Record<string, string>>;

// Chosen once, before the first render: changing it loads the page anew.
let language: Language = 'en';
let locale = 'en';
let catalogue: Catalogue | null = null;

/** The language that somebody chose here, or else the first that the browser asks for and that there is. */
export function pickLanguage(chosen: string | null, asked: readonly string[]): Language {
  const own = languages.find(({ tag }) => tag === chosen);
  if (own) return own.tag;
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
  return own ?? picked;
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
