import { createContext, use } from 'react';
import type { RuntimeConfig } from './config.ts';

export const RuntimeConfigContext = createContext<RuntimeConfig | null>(null);

export function useRuntimeConfig(): RuntimeConfig {
  const config = use(RuntimeConfigContext);
  if (!config) throw new Error('There is no RuntimeConfigContext above this component.');
  return config;
}
