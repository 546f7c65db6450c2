import type { FactDefinition } from './index.js';

export const audit: readonly FactDefinition[] = [
  { name: 'audit.accessLogged', type: 'boolean', about: 'Accesses or requests are logged.' },
  { name: 'audit.dataEvents', type: 'boolean', about: 'A trail or audit log records reads and writes of its data.' },
  { name: 'audit.multiRegion', type: 'boolean', about: 'The trail covers all Regions.' },
  {
    name: 'audit.logIntegrity',
    type: 'boolean',
    about: 'The trail writes digest files that prove that logs were not changed.',
  },
  { name: 'audit.enabled', type: 'boolean', about: 'The trail, recorder or detector is running.' },
  { name: 'audit.retentionDays', type: 'number', about: 'Days that logs are kept; 0 means forever.' },
];
