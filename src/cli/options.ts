import { type Command, Option } from 'commander';

/** Options of every command that reads infrastructure code. */
export interface InputOptions {
  readonly var?: readonly string[];
  readonly varFile?: readonly string[];
  readonly modulePath?: readonly string[];
  readonly param?: readonly string[];
  readonly workspace?: string;
  readonly policies?: readonly string[];
  readonly exclude?: readonly string[];
  readonly live?: boolean;
  readonly liveRegion?: string;
  readonly liveProfile?: string;
}

/** May be given several times. */
const repeated = (value: string, previous: readonly string[] | undefined): readonly string[] => [
  ...(previous ?? []),
  value,
];

export function withInputOptions(command: Command): Command {
  return command
    .addOption(new Option('--var <name=value>', 'value of a Terraform variable (repeatable)').argParser(repeated))
    .addOption(
      new Option(
        '--var-file <file>',
        'file of Terraform variables or CloudFormation parameters (repeatable)',
      ).argParser(repeated),
    )
    .addOption(
      new Option('--module-path <source=dir>', 'folder that holds a remote module (repeatable)').argParser(repeated),
    )
    .addOption(
      new Option(
        '--param <name=value>',
        'value of a CloudFormation parameter, also AWS::Region and AWS::AccountId (repeatable)',
      ).argParser(repeated),
    )
    .addOption(new Option('--workspace <name>', 'Terraform workspace, "default" if not given'))
    .addOption(
      new Option(
        '--policies <folder>',
        'folder of your own policies, besides the built-in ones (repeatable)',
      ).argParser(repeated),
    )
    .addOption(
      new Option('--exclude <glob>', 'leave out matching paths, relative to the scan root (repeatable)').argParser(
        repeated,
      ),
    )
    .option('--live', 'ask IAM (read-only, with your credentials) about what the code refers to but does not define')
    .option('--live-region <region>', 'Region for --live, when the environment does not say')
    .option('--live-profile <name>', 'profile of your AWS configuration for --live');
}
