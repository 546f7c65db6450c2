import type { FactDefinition } from './index.js';

export const network: readonly FactDefinition[] = [
  {
    name: 'network.internetReachable',
    type: 'boolean',
    about:
      'Anyone on the internet can open a connection to it: by route, address, security group and NACL, or by the nature of its surface.',
  },
  {
    name: 'network.internetPorts',
    type: 'strings',
    about: 'Port intervals open to the internet, such as `tcp/22` or `tcp/8000-8100`.',
  },
  {
    name: 'network.exposure',
    type: 'string',
    about: 'How wide the widest source is.',
    values: ['internet-wide', 'broad', 'narrow', 'private', 'none'],
  },
  {
    name: 'network.adminPortOpen',
    type: 'boolean',
    about: 'A remote administration port (22, 23, 3389, 5985, 5986) is reachable from an internet-wide source.',
  },
  {
    name: 'network.allPortsOpen',
    type: 'boolean',
    about: 'A security group rule admits an internet-wide source on 1024 or more ports.',
  },
  {
    name: 'network.databasePortOpen',
    type: 'boolean',
    about:
      'A rule of one of its security groups admits an internet-wide source to the port of the database, whether or not a packet could get there.',
  },
  {
    name: 'network.blockedByOneFact',
    type: 'boolean',
    about: 'Not reachable from the internet, but only one fact (route, address, NACL) is in the way.',
  },
  { name: 'network.ipv6Only', type: 'boolean', about: 'Reachable from the internet over IPv6 but not over IPv4.' },
  {
    name: 'network.tier',
    type: 'string',
    about: 'Of a subnet or what runs in it: the most exposed tier by routes.',
    values: ['public', 'private-egress', 'isolated'],
  },
  { name: 'network.openEgress', type: 'boolean', about: 'Can open connections to any address on the internet.' },
  {
    name: 'network.endpointPolicyOpen',
    type: 'boolean',
    about:
      'The policy of the VPC endpoint, or of one that the subnet uses, lets callers write to resources of any account: the default one does.',
  },
  {
    name: 'network.wholeVpcIngress',
    type: 'boolean',
    about: 'A rule admits the whole VPC (or a wider private range) instead of named security groups.',
  },
  {
    name: 'network.defaultGroupUsed',
    type: 'boolean',
    about: 'Protected by the default security group of its VPC, which has rules.',
  },
  {
    name: 'network.acceptanceRequired',
    type: 'boolean',
    about: 'Connections to the PrivateLink service wait for consent.',
  },
  {
    name: 'network.transitDefaultAssociation',
    type: 'boolean',
    about: 'Attachments of the transit gateway use its default route table unless told otherwise.',
  },
  {
    name: 'network.transitDefaultPropagation',
    type: 'boolean',
    about: 'Attachments of the transit gateway add their CIDR blocks to its default route table unless told otherwise.',
  },
  {
    name: 'surface.authentication',
    type: 'string',
    about: 'The weakest authentication among its operations.',
    values: ['none', 'self-registered', 'shared-key', 'user', 'iam', 'mtls'],
  },
  {
    name: 'surface.selfRegistration',
    type: 'boolean',
    about: 'Anyone can create an account in the user pool.',
  },
  {
    name: 'surface.guestAccess',
    type: 'boolean',
    about: 'The identity pool gives credentials to callers who have not signed in.',
  },
  { name: 'surface.sideEffects', type: 'boolean', about: 'The operation, or one of them, can change something.' },
  { name: 'surface.apiKeyOnly', type: 'boolean', about: 'An API key is the only thing a caller needs.' },
  {
    name: 'surface.mixedAuthentication',
    type: 'boolean',
    about:
      'An operation that changes something is open, while another one with the same code behind it asks who calls.',
  },
  { name: 'surface.waf', type: 'boolean', about: 'A web application firewall inspects the requests.' },
  {
    name: 'surface.throttled',
    type: 'boolean',
    about: 'Requests are limited by a usage plan, stage throttle, rate rule or concurrency limit of our own.',
  },
  {
    name: 'surface.cleartext',
    type: 'boolean',
    about: 'It accepts unencrypted requests and does not only redirect them.',
  },
  {
    name: 'surface.minimumTls',
    type: 'string',
    about: 'Oldest TLS version that it accepts.',
    values: ['ssl3', 'tls1.0', 'tls1.1', 'tls1.2', 'tls1.3'],
  },
  { name: 'surface.mutualTls', type: 'boolean', about: 'Callers must present a certificate.' },
  { name: 'surface.internetWideSource', type: 'boolean', about: 'A public endpoint admits every address.' },
  {
    name: 'surface.defaultEndpointDisabled',
    type: 'boolean',
    about: 'The execute-api endpoint is off, so that callers must use the custom domain.',
  },
];
