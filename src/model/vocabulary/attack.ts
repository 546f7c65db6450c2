import type { FactDefinition } from './index.js';

export const attack: readonly FactDefinition[] = [
  {
    name: 'attack.cost',
    type: 'number',
    about: 'Effort points that an attacker on the internet spends to reach it (spec/H2); not stated when none can.',
  },
  { name: 'attack.onPath', type: 'boolean', about: 'It lies on an attack path to an asset or a privilege.' },
];
