import classes from './code-block.module.css';

/** Text as it is, such as a payload. Its frame takes the focus, so that keys can scroll it. */
export function CodeBlock({ title, text }: { title: string; text: string }) {
  return (
    <>
      <h3 className={classes.title}>{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region has to be reachable by keys */}
      <pre className={classes.block} tabIndex={0}>
        {text}
      </pre>
    </>
  );
}
