let codes: ReadonlySet<string> | undefined;

/** The ISO 4217 codes that can be shown with their names and decimals. */
export function currencyCodes(): ReadonlySet<string> {
  codes ??= new Set(Intl.supportedValuesOf('currency'));
  return codes;
}
