import type { Location } from '../model/location.js';
import type { Entities } from './read.js';

/** The file name of what IAM said: no file of the scan can have it. */
export const liveFile = 'live:iam';

/** One line of `live:iam` for each thing that IAM told of, in order of ARN. */
export class Places {
  private readonly lines: ReadonlyMap<string, number>;
  readonly arns: readonly string[];

  constructor({ roles, users, groups, policies }: Entities) {
    const told = [roles, users, groups, policies].flatMap((answers) =>
      [...answers.values()].flatMap((answer) => (answer.ok ? [answer.value.arn] : [])),
    );
    this.arns = [...new Set(told)].sort();
    this.lines = new Map(this.arns.map((arn, index) => [arn, index + 1]));
  }

  of(arn: string): Location {
    const line = this.lines.get(arn) ?? this.arns.length + 1;
    return { file: liveFile, start: { line, column: 1 }, end: { line, column: 2 } };
  }
}
