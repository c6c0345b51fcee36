import dialogClasses from '../../components/dialogs.module.css';
import { domainErrorOf, sentenceOfError } from '../../trpc/errors.ts';

/** Why nothing was read or done: each place of a pasted text on a line of its own. */
export function ImportProblem({ error }: { error: unknown }) {
  const refusal = domainErrorOf(error);
  const lines =
    refusal?.code === 'INVALID_INPUT'
      ? refusal.issues.map(({ message }) => message)
      : [sentenceOfError(error)];
  return (
    <div role="alert" className={dialogClasses.refusal}>
      {lines.map((line) => (
        <p key={line} className={dialogClasses.sentence}>
          {line}
        </p>
      ))}
    </div>
  );
}
