import type { RouterOutputs } from '@scrip/api';
import { Panel } from '../../components/panel.tsx';
import classes from './about-model.module.css';

type PlaygroundConfig = RouterOutputs['playground']['config'];

/** Who answers, and by which rules an answer is refunded. */
export function AboutModel({ config }: { config: PlaygroundConfig }) {
  const { isDemo, provider, chatModelName, imageModelName, limits } = config;
  const seconds = (milliseconds: number) => `${Math.round(milliseconds / 1000)} s`;
  return (
    <Panel title={isDemo ? 'About the demo model' : provider}>
      <p className={classes.text}>
        {isDemo
          ? 'No key of a provider is set, so Scrip answers with a few set texts and engraves pictures itself. Charges and refunds are real. Choose below the message how it fails, and watch your credits come back.'
          : `Answers come from ${chatModelName}, pictures from ${imageModelName}.`}
      </p>
      <p className={classes.text}>
        You get the credits back when the model fails, says nothing, needs more than{' '}
        {seconds(limits.firstTokenMs)} to begin, or you stop it.
      </p>
      {isDemo && (
        <p className={classes.text}>
          For a real model, start the server with <code>OPENAI_API_KEY</code> or{' '}
          <code>OPENROUTER_API_KEY</code>.
        </p>
      )}
    </Panel>
  );
}
