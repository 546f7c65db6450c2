import { unverifiedDownload } from '../common/boot-script.js';
import { settingFor } from '../common/settings.js';
import { defineKind } from '../kind.js';

/** Replaces the ports that are open to the internet. */
export const lightsailPorts = defineKind({
  type: 'aws.lightsail.public-ports',
  element: 'supporting',
  kind: 'process/platform',
  dialects: { terraform: 'aws_lightsail_instance_public_ports' },
  absent: { cloudformation: 'CloudFormation writes Networking.Ports inside AWS::Lightsail::Instance' },
  attributes: {
    instance: { terraform: 'instance_name' },
    ports: { terraform: 'port_info', each: { from: { terraform: 'from_port' }, cidrs: { terraform: 'cidrs' } } },
  },
  satelliteOf: { owner: 'instance', types: ['aws.lightsail.instance'] },
});

/** A small server with a public address; ports 22 and 80 are open unless said otherwise. */
export const lightsailInstance = defineKind({
  type: 'aws.lightsail.instance',
  element: 'process',
  kind: 'process/host',
  dialects: { terraform: 'aws_lightsail_instance', cloudformation: 'AWS::Lightsail::Instance' },
  attributes: {
    name: { terraform: 'name', cloudformation: 'InstanceName' },
    userData: { terraform: 'user_data', cloudformation: 'UserData' },
    ports: {
      cloudformation: 'Networking.Ports',
      each: { from: { cloudformation: 'FromPort' }, cidrs: { cloudformation: 'Cidrs' } },
    },
  },
  names: ['name'],
  build(r, satellites) {
    const script = r.value('userData');
    const declared = satellites.of(lightsailPorts).flatMap((s) => s.each('ports'));
    const ports = [...declared, ...r.each('ports')].map((port) => ({
      port: port.text('from') ?? '?',
      at: port.location,
    }));
    const open = ports.length > 0 ? ports : ['22', '80'].map((port) => ({ port, at: r.location }));
    return {
      surface: {
        internet: 'yes',
        because: [r.location],
        operations: open.map(({ port, at }) => ({
          name: `tcp:${port}`,
          authentication: port === '22' ? 'user' : 'none',
          because: [at],
          targets: [],
          sideEffects: true,
        })),
      },
      workload: { settings: settingFor(r, 'userData', 'user-data'), artifacts: [] },
      facts: { 'workload.unverifiedDownload': script && unverifiedDownload(script, r.at('userData')) },
    };
  },
});

export const kinds = [lightsailInstance, lightsailPorts];
