import type { FactDefinition } from './index.js';

export const compute: readonly FactDefinition[] = [
  { name: 'workload.imdsV1', type: 'boolean', about: 'The instance metadata service answers without a session token.' },
  { name: 'workload.metadataHopLimit', type: 'number', about: 'How many network hops a metadata answer may travel.' },
  {
    name: 'workload.plaintextSecret',
    type: 'boolean',
    about: 'A secret is written literally in its environment, user data or arguments.',
  },
  {
    name: 'workload.unverifiedDownload',
    type: 'boolean',
    about: 'Its boot script pipes a download into a shell, or downloads over http.',
  },
  { name: 'workload.runtimeDeprecated', type: 'boolean', about: 'Its runtime or engine is past its end of life.' },
  {
    name: 'workload.concurrencyLimited',
    type: 'boolean',
    about: 'Reserved concurrency or a scaling maximum bounds what callers can use.',
  },
  { name: 'workload.privileged', type: 'boolean', about: 'A container runs in privileged mode.' },
  { name: 'workload.codeSigned', type: 'boolean', about: 'Only signed code can be deployed to the function.' },
  {
    name: 'workload.interactiveExec',
    type: 'boolean',
    about: 'Operators can open a shell in its containers (ECS Exec).',
  },
  {
    name: 'workload.untrustedTrigger',
    type: 'boolean',
    about: 'A webhook of an outside repository starts builds without a filter on actor or branch.',
  },
  {
    name: 'workload.directInternet',
    type: 'boolean',
    about: 'The notebook reaches the internet without going through a VPC.',
  },
  { name: 'workload.rootAccess', type: 'boolean', about: 'Users of the notebook are root.' },
  { name: 'workload.tracing', type: 'boolean', about: 'Calls are traced.' },
  { name: 'availability.multiZone', type: 'boolean', about: 'It survives the loss of one availability zone.' },
];
