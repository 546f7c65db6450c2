import type { Location } from './location.js';
import type { Value } from './value.js';

/**
 * What the catalog tells the network pass, as evaluated attributes in one shape for every dialect. References inside
 * values are resolved by the pass through the graph. Semantics: spec/C; AWS VPC User Guide.
 */
export type NetworkFacet =
  | VpcFacet
  | SubnetFacet
  | RouteTableFacet
  | GatewayFacet
  | SecurityGroupFacet
  | NetworkAclFacet
  | PrefixListFacet
  | AddressFacet
  | EndpointFacet
  | VpcEndpointFacet
  | PeeringFacet
  | TransitFacet
  | BlockPublicAccessFacet;

export interface VpcFacet {
  readonly part: 'vpc';
  /** IPv4 and IPv6 CIDR blocks. */
  readonly cidrs: readonly Value[];
  /** True for `aws_default_vpc`. */
  readonly isDefault: boolean;
}

export interface SubnetFacet {
  readonly part: 'subnet';
  readonly vpc?: Value;
  readonly cidrs: readonly Value[];
  /** `map_public_ip_on_launch`; absent means the default of the dialect (false; default subnets true). */
  readonly mapPublicIp?: Value;
  readonly assignIpv6?: Value;
  readonly isDefault: boolean;
}

export interface RouteTableFacet {
  readonly part: 'route-table';
  readonly vpc?: Value;
  readonly routes: readonly RouteEntry[];
  /** Subnets (or gateways) that are explicitly associated, each with the place that says so. */
  readonly associations: readonly { readonly subnet?: Value; readonly gateway?: Value; readonly at: Location }[];
  /** Set when this is, or is made, the VPC's main table. */
  readonly main?: Location;
  /** Propagating virtual private gateways: their routes are unknown. */
  readonly propagates: readonly Value[];
}

export interface RouteEntry {
  /** IPv4 or IPv6 CIDR, or a prefix list id. */
  readonly destination: Value;
  /** `gateway_id` also holds VPN gateways and `local`. */
  readonly targetKind:
    | 'gateway'
    | 'nat'
    | 'peering'
    | 'transit'
    | 'egress-only'
    | 'endpoint'
    | 'interface'
    | 'instance'
    | 'local'
    | 'other';
  readonly target: Value;
  readonly at: Location;
}

export interface GatewayFacet {
  readonly part: 'gateway';
  readonly gateway: 'internet' | 'nat' | 'egress-only' | 'vpn' | 'transit' | 'customer';
  /** VPCs it is attached to; empty means not attached (a route to it is a black hole). */
  readonly vpcs: readonly Value[];
  readonly subnet?: Value;
  /** NAT gateway: `public` (default) or `private`. */
  readonly connectivity?: Value;
}

export interface SecurityGroupFacet {
  readonly part: 'security-group';
  readonly vpc?: Value;
  /** True for the VPC's own default group (`aws_default_security_group`). */
  readonly isDefault: boolean;
  readonly ingress: readonly SecurityGroupRule[];
  readonly egress: readonly SecurityGroupRule[];
  /** What holds when no egress rule is written: Terraform `none`, CloudFormation `all`. */
  readonly egressDefault: 'none' | 'all';
}

export interface SecurityGroupRule {
  /** `tcp`, `udp`, `icmp`, `-1`, a number. */
  readonly protocol: Value;
  /** ICMP: type and code. Absent for protocol -1. */
  readonly fromPort?: Value;
  readonly toPort?: Value;
  /** CIDR strings (lists or single), IPv4 and IPv6 together. */
  readonly cidrs: readonly Value[];
  readonly prefixLists: readonly Value[];
  /** Referenced security groups. */
  readonly groups: readonly Value[];
  readonly self?: Value;
  readonly description?: Value;
  readonly at: Location;
  /** The attribute that makes the rule broad (the cidr), for threats. */
  readonly sourceAt?: Location;
}

export interface NetworkAclFacet {
  readonly part: 'network-acl';
  readonly vpc?: Value;
  readonly isDefault: boolean;
  readonly subnets: readonly Value[];
  readonly ingress: readonly NetworkAclRule[];
  readonly egress: readonly NetworkAclRule[];
}

export interface NetworkAclRule {
  readonly number: Value;
  readonly action: Value;
  readonly protocol: Value;
  readonly fromPort?: Value;
  readonly toPort?: Value;
  readonly icmpType?: Value;
  readonly cidr: Value;
  readonly at: Location;
}

export interface PrefixListFacet {
  readonly part: 'prefix-list';
  readonly entries: readonly { readonly cidr: Value; readonly at: Location }[];
  /** Name of an AWS-managed list, such as `com.amazonaws.global.cloudfront.origin-facing`. */
  readonly managedName?: Value;
}

/** An Elastic IP or an association of one with an instance or interface. */
export interface AddressFacet {
  readonly part: 'address';
  readonly targets: readonly Value[];
}

/** Something with one or more network interfaces: an instance, task, function in a VPC, database, load balancer, cache, ... */
export interface EndpointFacet {
  readonly part: 'endpoint';
  /** Subnet ids. Empty with `subnetsUnknown` absent means: the default VPC (for what must have a subnet). */
  readonly subnets: readonly Value[];
  /** Names of subnet groups when subnets are given through one (RDS, ElastiCache, ...). */
  readonly subnetGroups: readonly Value[];
  readonly securityGroups: readonly Value[];
  /** What stands in when no group is written: the VPC default group, or nothing filters (an NLB without groups). */
  readonly securityGroupDefault: 'vpc-default' | 'unfiltered';
  /**
   * The group that AWS makes for the cluster that the endpoint belongs to, and that admits its members only (EKS User Guide,
   * "Amazon EKS security group requirements"): beside the written groups, or when none is written.
   */
  readonly clusterGroup?: 'also' | 'instead';
  /** Whether it gets a public IPv4 address. `public-flag`: see publicFlag. `inherit`: the subnet decides. `never`: Lambda, ElastiCache, ... */
  readonly publicAddress: 'public-flag' | 'inherit' | 'never';
  /** `associate_public_ip_address`, `assign_public_ip`, `publicly_accessible`, `internal = false` (negated), scheme. */
  readonly publicFlag?: Value;
  /** Meaning of an absent flag. */
  readonly publicDefault?: 'yes' | 'no' | 'inherit' | 'unknown';
  readonly ipv6Addresses?: Value;
  /** Ports it listens on; empty means unknown, so every port counts. */
  readonly listens: readonly ListenPort[];
  /** `source_dest_check`. */
  readonly sourceDestCheck?: Value;
  /** How it is used: `host` can be logged into; `managed` is run by AWS; `balancer` terminates and forwards. */
  readonly role: 'host' | 'managed' | 'balancer';
  /** Load balancer flavour, for pass-through rules. */
  readonly balancer?: 'application' | 'network' | 'gateway' | 'classic';
  /** Does not live in a VPC (a function without vpc_config): no endpoint then; the catalog leaves the facet out. */
}

export interface ListenPort {
  readonly protocol: 'tcp' | 'udp' | 'any';
  /** A port number, or a value that is not known. */
  readonly port: Value;
  readonly toPort?: Value;
  readonly at?: Location;
  /** `https`, `http`, `tls`, `postgres`, ... */
  readonly application?: string;
}

export interface VpcEndpointFacet {
  readonly part: 'vpc-endpoint';
  readonly endpointType: Value;
  readonly service: Value;
  readonly vpc?: Value;
  readonly routeTables: readonly Value[];
  readonly subnets: readonly Value[];
  readonly securityGroups: readonly Value[];
  readonly policy?: Value;
  readonly privateDns?: Value;
  /** `auto_accept`: the owner of the service, in the same account, consents at once. */
  readonly autoAccept?: Value;
}

export interface PeeringFacet {
  readonly part: 'peering';
  readonly requester: Value;
  readonly accepter: Value;
}

export interface TransitFacet {
  readonly part: 'transit-attachment' | 'transit-route-table' | 'transit-association' | 'transit-propagation';
  readonly gateway?: Value;
  readonly vpc?: Value;
  readonly subnets?: readonly Value[];
  readonly table?: Value;
  readonly attachment?: Value;
  readonly routes?: readonly RouteEntry[];
}

export interface BlockPublicAccessFacet {
  readonly part: 'block-public-access';
  /** `off | block-bidirectional | block-ingress`, or an exclusion's `allow-bidirectional | allow-egress`. */
  readonly mode: Value;
  readonly exclusionFor?: { readonly vpc?: Value; readonly subnet?: Value };
}
