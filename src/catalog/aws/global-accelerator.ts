import { defineKind } from '../kind.js';

/** A port of an accelerator. */
export const acceleratorListener = defineKind({
  type: 'aws.globalaccelerator.listener',
  element: 'supporting',
  kind: 'edge/listener',
  dialects: { terraform: 'aws_globalaccelerator_listener', cloudformation: 'AWS::GlobalAccelerator::Listener' },
  attributes: {
    accelerator: { terraform: 'accelerator_arn', cloudformation: 'AcceleratorArn' },
    ports: {
      terraform: 'port_range',
      cloudformation: 'PortRanges',
      each: {
        from: { terraform: 'from_port', cloudformation: 'FromPort' },
        to: { terraform: 'to_port', cloudformation: 'ToPort' },
      },
    },
  },
  satelliteOf: { owner: 'accelerator', types: ['aws.globalaccelerator.accelerator'] },
});

/** Where a listener's traffic goes in one Region. */
export const acceleratorEndpoints = defineKind({
  type: 'aws.globalaccelerator.endpoint-group',
  element: 'supporting',
  kind: 'edge/listener',
  dialects: {
    terraform: 'aws_globalaccelerator_endpoint_group',
    cloudformation: 'AWS::GlobalAccelerator::EndpointGroup',
  },
  attributes: {
    listener: { terraform: 'listener_arn', cloudformation: 'ListenerArn' },
    endpoints: {
      terraform: 'endpoint_configuration',
      cloudformation: 'EndpointConfigurations',
      each: { endpoint: { terraform: 'endpoint_id', cloudformation: 'EndpointId' } },
    },
  },
  satelliteOf: {
    owner: 'listener',
    types: ['aws.globalaccelerator.listener', 'aws.globalaccelerator.accelerator'],
  },
});

/** Fixed public addresses in front of load balancers, hosts and addresses. It can make internal load balancers reachable. */
export const globalAccelerator = defineKind({
  type: 'aws.globalaccelerator.accelerator',
  element: 'process',
  kind: 'edge/dns',
  dialects: {
    terraform: 'aws_globalaccelerator_accelerator',
    cloudformation: 'AWS::GlobalAccelerator::Accelerator',
  },
  attributes: {
    name: { terraform: 'name', cloudformation: 'Name' },
    enabled: { terraform: 'enabled', cloudformation: 'Enabled' },
  },
  names: ['name'],
  build(r, satellites) {
    const enabled = r.fact('enabled', true);
    const endpoints = satellites.of(acceleratorEndpoints).flatMap((s) => s.each('endpoints'));
    const targets = endpoints.flatMap((one) =>
      one.list('endpoint').map((target) => ({ target, kind: 'private' as const, at: one.at('endpoint') })),
    );
    return {
      surface: {
        internet: enabled.state === 'unknown' ? 'unknown' : enabled.value === false ? 'no' : 'yes',
        because: [r.at('enabled')],
        operations: satellites.of(acceleratorListener).map((s) => ({
          name: s
            .each('ports')
            .map((range) => `tcp:${range.text('from') ?? '?'}`)
            .join(' '),
          authentication: 'none' as const,
          because: [s.location],
          targets,
          sideEffects: true,
        })),
      },
      links: endpoints.flatMap((one) => one.link('fronts', 'endpoint', { grade: 'declared' })),
    };
  },
});

export const kinds = [globalAccelerator, acceleratorListener, acceleratorEndpoints];
