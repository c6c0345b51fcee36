export { storageProviders } from '../blob-store.ts';
export { useStore } from './use-stores.ts';
