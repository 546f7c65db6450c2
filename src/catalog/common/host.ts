import { type Fact, known } from '../../model/fact.js';
import type { EndpointFacet } from '../../model/network.js';
import type { Link } from '../../model/relation.js';
import type { Value } from '../../model/value.js';
import type { WorkloadFacet } from '../../model/workload.js';
import type { AttributePath } from '../kind.js';
import { mapFact, type Reader } from '../reader.js';
import { decoded, unverifiedDownload } from './boot-script.js';
import { defined } from './parts.js';

/** Keys that instances, launch templates and launch configurations share; each has those that its type has. */
export type HostAttributes = Readonly<
  Partial<
    Record<
      | 'ami'
      | 'profile'
      | 'profileArn'
      | 'userData'
      | 'userDataBase64'
      | 'tokens'
      | 'hopLimit'
      | 'metadataEndpoint'
      | 'groups'
      | 'groupNames'
      | 'publicIp'
      | 'subnet'
      | 'ipv6'
      | 'sourceDestCheck'
      | 'interfaces',
      AttributePath
    >
  >
>;
type HostKey = keyof HostAttributes;
export type HostReader = Reader<HostAttributes>;

/** Attributes of one network interface inside an instance or template. */
export type InterfaceAttributes = Readonly<
  Partial<Record<'subnet' | 'groups' | 'publicIp' | 'ipv6' | 'existing', AttributePath>>
>;

/** Sees the instance and what it is made from as one: what the instance writes itself wins (RunInstances). */
export class Host {
  constructor(private readonly readers: readonly HostReader[]) {}

  /** The first reader that writes the attribute. */
  writer(key: HostKey): HostReader | undefined {
    return this.readers.find((r) => r.value(key) !== undefined);
  }
  value(key: HostKey): Value | undefined {
    return this.writer(key)?.value(key);
  }
  list(key: HostKey): readonly Value[] {
    return this.writer(key)?.list(key) ?? [];
  }
  links(
    kind: Link['kind'],
    key: HostKey,
    options: Partial<Omit<Link, 'kind' | 'target' | 'because'>> = {},
  ): readonly Link[] {
    return this.writer(key)?.link(kind, key, options) ?? [];
  }
  interfaces(): readonly Reader<InterfaceAttributes>[] {
    return (this.writer('interfaces')?.each('interfaces') ?? []) as unknown as readonly Reader<InterfaceAttributes>[];
  }
}

/** The network side: interfaces that are written out win over what stands at the top (EC2 API, RunInstances). */
export function hostEndpoint(host: Host, subnets: readonly Value[]): EndpointFacet {
  const interfaces = host.interfaces();
  const groups = interfaces.flatMap((i) => i.list('groups'));
  const existing = interfaces.flatMap((i) => i.list('existing'));
  const flag =
    interfaces.map((i) => i.value('publicIp')).find((value) => value !== undefined) ?? host.value('publicIp');
  const own = interfaces.flatMap((i) => i.list('subnet'));
  return defined<EndpointFacet>({
    part: 'endpoint',
    // An existing interface brings its own subnet and groups: it stands in for both, and the network pass looks through it.
    subnets: [...(own.length > 0 ? own : subnets), ...existing],
    subnetGroups: [],
    securityGroups: [
      ...(groups.length > 0 ? groups : [...host.list('groups'), ...host.list('groupNames')]),
      ...existing,
    ],
    securityGroupDefault: 'vpc-default',
    publicAddress: 'public-flag',
    publicFlag: flag,
    // Instances with several interfaces at launch get no public address by themselves.
    publicDefault: interfaces.length > 1 || existing.length > 0 ? 'no' : 'inherit',
    ipv6Addresses: interfaces.map((i) => i.value('ipv6')).find((value) => value !== undefined) ?? host.value('ipv6'),
    listens: [],
    sourceDestCheck: host.value('sourceDestCheck'),
    role: 'host',
  });
}

/** The code side: boot script and machine image. */
export function hostWorkload(host: Host): WorkloadFacet {
  const scripts = (['userData', 'userDataBase64'] as const).flatMap((key) => {
    const writer = host.writer(key);
    const value = writer?.value(key);
    return writer && value
      ? [{ kind: 'user-data' as const, name: writer.nameOf(key), value: decoded(value), at: writer.at(key) }]
      : [];
  });
  const images = host.list('ami').map((source) => ({
    source,
    kind: 'machine-image' as const,
    at: source.at ?? (host.writer('ami') as HostReader).at('ami'),
  }));
  return { settings: scripts, artifacts: images };
}

/** Metadata service and boot script facts. `self` is the resource's own reader, for places and attribute names. */
export function hostFacts(host: Host, self: HostReader): Record<string, Fact | undefined> {
  const script = hostWorkload(host).settings[0];
  return {
    'workload.imdsV1': imdsV1(host, self),
    'workload.metadataHopLimit': (host.writer('hopLimit') ?? self).fact('hopLimit', 1),
    'workload.unverifiedDownload': script && unverifiedDownload(script.value, script.at),
  };
}

/**
 * Version 1 answers unless tokens are required or the service is off. Where nothing is written, the account or the image
 * may still require tokens, so "optional" is then assumed (EC2 User Guide, "Instance metadata options", order of precedence).
 */
function imdsV1(host: Host, self: HostReader): Fact {
  const endpoint = host.writer('metadataEndpoint')?.fact('metadataEndpoint');
  if (endpoint?.state === 'known' && endpoint.value === 'disabled') return { ...endpoint, value: false };
  const writer = host.writer('tokens');
  if (writer) return mapFact(writer.fact('tokens'), (tokens) => tokens !== 'required');
  const absent = self.fact('tokens', 'optional');
  return absent.state === 'unknown'
    ? absent
    : { ...known(true, absent.because), assumed: true, ...(absent.setBy && { setBy: absent.setBy }) };
}

/** Links that instances and groups have in common. */
export function hostLinks(host: Host): readonly Link[] {
  const interfaces = host.interfaces();
  return [
    ...host.links('runs-as', 'profile', { attrs: { use: 'app' }, expects: ['aws.iam.'] }),
    ...host.links('runs-as', 'profileArn', { attrs: { use: 'app' }, expects: ['aws.iam.'] }),
    ...host.links('protected-by', 'groups', { expects: ['aws.ec2.'] }),
    ...host.links('protected-by', 'groupNames', { expects: ['aws.ec2.'] }),
    ...interfaces.flatMap((i) => [
      ...i.link('protected-by', 'groups', { expects: ['aws.ec2.'] }),
      ...i.link('runs-in', 'subnet', { expects: ['aws.ec2.'] }),
      ...i.link('uses', 'existing', { expects: ['aws.ec2.'] }),
    ]),
    ...host.links('deploys-from', 'ami'),
  ];
}
