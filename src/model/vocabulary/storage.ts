import type { FactDefinition } from './index.js';

export const storage: readonly FactDefinition[] = [
  {
    name: 'asset.sensitivity',
    type: 'number',
    about: '0 public, 1 internal, 2 confidential, 3 restricted, 4 crown jewels.',
  },
  { name: 'storage.publicAccessBlocked', type: 'boolean', about: 'All four public access block flags are on.' },
  {
    name: 'storage.publicAccessBlockOff',
    type: 'boolean',
    about: 'A public access block is declared with a flag off or left out.',
  },
  { name: 'storage.website', type: 'boolean', about: 'The bucket is configured as a website.' },
  { name: 'storage.versioned', type: 'boolean', about: 'Old versions of objects are kept.' },
  { name: 'storage.deletionProtected', type: 'boolean', about: 'Deletion protection is on.' },
  { name: 'storage.backedUp', type: 'boolean', about: 'Automatic backups or point-in-time recovery are on.' },
  {
    name: 'storage.objectLocked',
    type: 'boolean',
    about: 'Objects or recovery points cannot be deleted for a set time.',
  },
  {
    name: 'storage.sharedAccounts',
    type: 'strings',
    about: 'Accounts that a snapshot is shared with; `all` for everybody.',
  },
  {
    name: 'storage.plaintextSecret',
    type: 'boolean',
    about: 'A parameter that its name calls secret is kept as plain text.',
  },
  { name: 'storage.immutableTags', type: 'boolean', about: 'Tags of a registry cannot be moved to another image.' },
  { name: 'storage.scanned', type: 'boolean', about: 'Images are scanned for known vulnerabilities when pushed.' },
  { name: 'storage.rotated', type: 'boolean', about: 'The secret is rotated automatically.' },
  {
    name: 'storage.dataApi',
    type: 'boolean',
    about: 'The database answers queries through an AWS API, without a network path.',
  },
  {
    name: 'storage.credentialInCode',
    type: 'boolean',
    about: 'Its password is written in code or passed as a plain variable.',
  },
  { name: 'storage.clientAuthentication', type: 'boolean', about: 'A client needs a credential to use it.' },
  { name: 'encryption.atRest', type: 'boolean', about: 'Data are encrypted at rest.' },
  { name: 'encryption.customerKey', type: 'boolean', about: 'The encryption key is managed by the customer.' },
  { name: 'encryption.inTransit', type: 'boolean', about: 'Clients must use an encrypted connection.' },
  { name: 'encryption.keyRotation', type: 'boolean', about: 'The key is rotated automatically.' },
  {
    name: 'messaging.deadLetter',
    type: 'boolean',
    about: 'Failed events are kept in a dead-letter queue or on-failure destination.',
  },
];
