import type { Location } from './location.js';

/**
 * Why a value cannot be known from code alone (a closed set):
 * `variable` input without a value · `computed` known after apply · `data` data source or look-up ·
 * `dynamic` count/for_each/condition not decided · `module` module or nested stack not on disk ·
 * `import` imported from another stack · `account` account or Region default · `organization` SCP, RCP, admission ·
 * `ami` depends on the image · `route` propagated or BGP route · `runtime` behaviour of application code ·
 * `controller` depends on the installed controller or CNI · `external` object owned outside the scan ·
 * `unsupported` a construct we do not evaluate · `error` the expression itself is wrong (a diagnostic says how).
 */
export type ReasonCode =
  | 'variable'
  | 'computed'
  | 'data'
  | 'dynamic'
  | 'module'
  | 'import'
  | 'account'
  | 'organization'
  | 'ami'
  | 'route'
  | 'runtime'
  | 'controller'
  | 'external'
  | 'unsupported'
  | 'error';

/** The reason for one unknown. `subject` is what would decide it: `var.cidr`, `data.aws_vpc.main.id`, ... */
export interface Reason {
  readonly code: ReasonCode;
  readonly subject: string;
  readonly at?: Location;
}

/** "var.cidr has no value", in words for people. */
export function describeReason(reason: Reason): string {
  const { subject } = reason;
  switch (reason.code) {
    case 'variable':
      return `${subject} has no value`;
    case 'computed':
      return `${subject} is known only after apply`;
    case 'data':
      return `${subject} is looked up at apply time`;
    case 'dynamic':
      return `${subject} decides how many instances exist`;
    case 'module':
      return `module ${subject} is not on disk`;
    case 'import':
      return `${subject} is imported from another stack`;
    case 'account':
      return `${subject} is an account or Region setting`;
    case 'organization':
      return `${subject} is set by the organization`;
    case 'ami':
      return `${subject} depends on the machine image`;
    case 'route':
      return `${subject} is a propagated route`;
    case 'runtime':
      return `${subject} is decided by application code`;
    case 'controller':
      return `${subject} depends on the installed controller`;
    case 'external':
      return `${subject} is defined outside the scan`;
    case 'unsupported':
      return `${subject} is not evaluated by threatplan`;
    case 'error':
      return `${subject} cannot be evaluated`;
  }
}

/** Joins reason lists without repeating a (code, subject) pair. */
export function mergeReasons(...lists: readonly (readonly Reason[])[]): Reason[] {
  const merged = new Map<string, Reason>();
  for (const list of lists) {
    for (const reason of list) {
      const key = `${reason.code} ${reason.subject}`;
      if (!merged.has(key)) merged.set(key, reason);
    }
  }
  return [...merged.values()];
}
