import type { Link } from '../../model/relation.js';
import type { AttributePath } from '../kind.js';
import type { Reader } from '../reader.js';

/** What cannot be delivered is put into the queue that the attribute `deadLetters` names. */
export const deadLetterLinks = (r: Reader<{ readonly deadLetters: AttributePath }>): readonly Link[] =>
  r.link('copies-to', 'deadLetters', {
    grade: 'declared',
    expects: ['aws.sqs.queue'],
    attrs: { use: 'dead-letter' },
  });
