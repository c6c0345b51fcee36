import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { ImageModelV4, LanguageModelV4 } from '@ai-sdk/provider';
import { createDemoChatModel } from './demo-chat-model.ts';
import { createDemoImageModel } from './demo-image-model.ts';
import { OpenCharges } from './open-charges.ts';
import type { PlaygroundConfig } from './schema.ts';

/** How long a model may take before its answer counts as failed and is refunded. */
export type PlaygroundLimits = PlaygroundConfig['limits'];

/** The models behind the playground: a provider's when a key is configured, else the built-in demo. */
export type PlaygroundModels = {
  /** Shown on screen; the demo says that it is one. */
  provider: string;
  isDemo: boolean;
  chatModelName: string;
  imageModelName: string;
  chat: LanguageModelV4;
  image: ImageModelV4;
  limits: PlaygroundLimits;
  /** Charges whose answer or refund is under way. Await `openCharges.settled()` before the database closes. */
  openCharges: OpenCharges;
};

export type PlaygroundModelsConfig = {
  openAiApiKey?: string | undefined;
  openRouterApiKey?: string | undefined;
  baseUrl?: string | undefined;
  chatModel?: string | undefined;
  imageModel?: string | undefined;
  limits?: Partial<PlaygroundLimits> | undefined;
  /** Of the demo model, between two words. */
  wordDelayMs?: number | undefined;
};

const providerLimits: PlaygroundLimits = { firstTokenMs: 30_000, answerMs: 120_000, imageMs: 120_000 };
/** Shorter, so that somebody who lets the demo model hang sees the refund before losing interest. */
const demoLimits: PlaygroundLimits = { firstTokenMs: 10_000, answerMs: 60_000, imageMs: 10_000 };

const openAi = {
  name: 'OpenAI',
  baseUrl: 'https://api.openai.com/v1',
  chatModel: 'gpt-5-mini',
  imageModel: 'gpt-image-1',
  fetch: undefined,
};

const openRouter = {
  name: 'OpenRouter',
  baseUrl: 'https://openrouter.ai/api/v1',
  chatModel: 'openai/gpt-5-mini',
  imageModel: 'bytedance-seed/seedream-4.5',
  /** OpenRouter speaks OpenAI's image format at a path of its own. */
  fetch: ((input, init) =>
    fetch(
      typeof input === 'string' ? input.replace(/\/images\/generations$/, '/images') : input,
      init,
    )) satisfies typeof fetch,
};

/** With both keys, OpenAI's is used. Nothing is called before the first answer is asked for. */
export function createPlaygroundModels(config: PlaygroundModelsConfig = {}): PlaygroundModels {
  const apiKey = config.openAiApiKey ?? config.openRouterApiKey;
  return apiKey ? createProviderModels(config, apiKey) : createDemoModels(config);
}

function createDemoModels(config: PlaygroundModelsConfig): PlaygroundModels {
  const wordDelayMs = config.wordDelayMs ?? 25;
  const chat = createDemoChatModel({ wordDelayMs });
  const image = createDemoImageModel({ paintingMs: wordDelayMs * 40 });
  return {
    provider: 'Scrip demo',
    isDemo: true,
    chatModelName: chat.modelId,
    imageModelName: image.modelId,
    chat,
    image,
    limits: { ...demoLimits, ...config.limits },
    openCharges: new OpenCharges(),
  };
}

function createProviderModels(config: PlaygroundModelsConfig, apiKey: string): PlaygroundModels {
  const preset = config.openAiApiKey ? openAi : openRouter;
  const chatModelName = config.chatModel ?? preset.chatModel;
  const imageModelName = config.imageModel ?? preset.imageModel;
  const provider = createOpenAICompatible({
    name: preset.name.toLowerCase(),
    baseURL: config.baseUrl ?? preset.baseUrl,
    apiKey,
    includeUsage: true,
    ...(preset.fetch ? { fetch: preset.fetch } : {}),
  });
  return {
    provider: preset.name,
    isDemo: false,
    chatModelName,
    imageModelName,
    chat: provider.chatModel(chatModelName),
    image: provider.imageModel(imageModelName),
    limits: { ...providerLimits, ...config.limits },
    openCharges: new OpenCharges(),
  };
}
