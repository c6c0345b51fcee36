import type { ImageModel, LanguageModel } from 'ai';

/** The models behind the playground: a provider's when a key is configured, else the built-in demo. */
export type PlaygroundModels = {
  /** Shown on screen; the demo says that it is one. */
  provider: string;
  isDemo: boolean;
  chatModelName: string;
  imageModelName: string;
  chat: LanguageModel;
  image: ImageModel;
};
